from . import limits
from . import single_warranty
from . import promise
from . import equipment_contract
from . import equipment
