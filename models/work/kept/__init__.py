from . import invoiced
from . import cost
