from . import test_periods
from . import test_proration
from . import test_contract_billing
from . import test_invoicing_exactly_once
from . import test_contract
from . import test_invoicing
from . import test_path
from . import test_lifecycle
