from . import skipped
from . import asked_for
from . import recorded
from . import signing
from . import forgotten
