from . import conditions
from . import topup
