from . import portal
from . import appointments
