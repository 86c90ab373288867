from . import job_timer
from . import time
from . import people
from . import timer
from . import surcharge_charge
from . import surcharge
from . import account_analytic_line
