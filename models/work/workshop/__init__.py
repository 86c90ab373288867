from . import workshop
from . import loan
