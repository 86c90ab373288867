from . import service_contract
from . import account_move
from . import invoicing
from . import companion_data
