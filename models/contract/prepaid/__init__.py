from . import terms
from . import topup
