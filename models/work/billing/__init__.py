from . import fixed_price
from . import minimum
from . import sale_order
from . import account_move
from . import account_move_line
from . import invoice_line
