from . import service_planned_visit
from . import service_daily_sheet
