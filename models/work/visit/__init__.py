from . import conditions
from . import series
from . import moved_start
from . import by_use
from . import job
