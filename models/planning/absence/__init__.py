from . import hr_employee
from . import job
