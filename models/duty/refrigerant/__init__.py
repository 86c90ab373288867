from . import service_refrigerant
from . import equipment
from . import condition
