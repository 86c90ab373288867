from . import portal
from . import appointments
from . import requests
from . import meter
from . import portal_job
from . import portal_contract
from . import duty
