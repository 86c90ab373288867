from . import instalment
from . import text
from . import service_contract_settlement
from . import settlement
from . import schedule
from . import opening
from . import account_move
from . import account_move_line
