from . import job
from . import stock
from . import fitted
from . import choose
