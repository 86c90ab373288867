from . import workshop
from . import loan
from . import loan_move
