from . import instalment
from . import text
from . import service_contract_settlement
from . import settlement
from . import schedule
