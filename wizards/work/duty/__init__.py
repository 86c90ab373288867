from . import service_duty_creation
from . import service_duty_register
from . import service_refrigerant_register
