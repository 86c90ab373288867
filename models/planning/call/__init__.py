from . import caller
from . import job
from . import other_jobs
