from . import instalment
from . import text
from . import service_contract_settlement
from . import settlement
from . import settle
from . import schedule
from . import schedule_contract
