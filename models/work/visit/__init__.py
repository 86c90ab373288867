from . import terms
from . import series
from . import job
