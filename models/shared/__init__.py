from . import local_time
from . import working_time
from . import service_kept_values_mixin
from . import service_numbered_mixin
from . import service_note_mixin
from . import service_dispute_mixin
from . import service_scheduled_mixin
from . import service_xlsx_mixin
