from . import settings
from . import service_appointment_hold
from . import offer
from . import choice
