from . import proposal
from . import service_contract_line_price
from . import repricing
from . import contract_adjustment
from . import line_adjustment
from . import service_price_adjustment
from . import service_price_adjustment_line
from . import currency
