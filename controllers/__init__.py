from . import portal
from . import appointments
from . import requests
from . import meter
