from . import service_first_step
from . import steps
from . import make_once
from . import empty_screen
