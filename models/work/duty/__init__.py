from . import check
from . import number
from . import job
from . import operation
from . import due
from . import repair
from . import unfit
from . import refrigerant
