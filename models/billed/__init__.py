from . import account_move
from . import taken_back
from . import account_move_line
from . import billed_once
