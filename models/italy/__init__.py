from . import service_contract
from . import account_move
from . import invoicing
