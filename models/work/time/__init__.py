from . import timesheet
from . import job_timer
from . import hours
from . import people
from . import timer
from . import surcharge
from . import account_analytic_line
from . import on_the_way
