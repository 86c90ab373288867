from . import service_contract_analysis
from . import service_contract_deadline
