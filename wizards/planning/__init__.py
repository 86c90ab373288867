from . import service_week_plan_print
