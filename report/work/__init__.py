from . import service_planned_visit
from . import service_trend
from . import service_drift
from . import service_daily_sheet
from . import service_contract_report
from . import service_contract_margin
from . import service_contract_deadline
