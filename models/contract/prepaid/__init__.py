from . import terms
from . import topup
from . import terms_contract
