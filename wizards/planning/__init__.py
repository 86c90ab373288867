from . import service_intervention_plan
from . import service_week_plan_print
