from . import job
from . import operation
from . import practice
from . import trigger
from . import occasion
from . import merged_customers
from . import order
from . import pattern
