from . import balance
from . import opening
from . import price
from . import statement
from . import warning
