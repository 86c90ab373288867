from . import service_numbered_mixin
from . import service_note_mixin
from . import service_dispute_mixin
from . import resource_calendar
from . import resource_calendar_hours
from . import resource_resource_hours
from . import resource_resource
