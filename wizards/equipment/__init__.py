from . import service_equipment_step
from . import service_equipment_handover
from . import service_equipment_move
from . import service_equipment_replace
from . import service_equipment_retire
from . import service_equipment_warranty
from . import service_equipment_history
from . import service_equipment_history_line
