from . import arrival
from . import job
from . import today
from . import operation
