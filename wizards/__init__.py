from . import equipment
from . import billed
from . import contract
from . import work
from . import planning
from . import invoicing
from . import customer
