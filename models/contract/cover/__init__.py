from . import limits
from . import service_promise
from . import questions
from . import answer
from . import single_warranty
from . import equipment_contract
from . import equipment
