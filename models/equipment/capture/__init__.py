from . import units
from . import deliveries
from . import history
from . import kit
