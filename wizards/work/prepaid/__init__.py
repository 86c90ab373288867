from . import service_contract_movement
from . import service_contract_topup
from . import service_contract_notice
