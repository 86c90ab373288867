from . import equipment_jobs
from . import timeline
from . import scan
from . import known_faults
from . import meter
from . import trend
