from . import balance
from . import statement
from . import warning
