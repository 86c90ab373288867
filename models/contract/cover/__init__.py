from . import limits
from . import limits_type
from . import single_warranty
from . import single_warranty_contract
from . import limits_contract
from . import promise
from . import equipment_contract
from . import equipment
