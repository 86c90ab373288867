from . import portal
from . import appointments
from . import requests
