from . import transitions
from . import daily_work
from . import duration
from . import renewal
from . import notice
from . import renewal_reminder
from . import reopening
from . import line_end
