from . import service_contract_analysis
from . import service_contract_report
from . import service_contract_margin
from . import service_contract_deadline
