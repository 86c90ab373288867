from . import conditions
from . import series
from . import job
