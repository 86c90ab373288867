from . import terms
from . import series
from . import job
from . import terms_contract
from . import intervention
