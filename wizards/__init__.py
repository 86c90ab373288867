from . import service_intervention_reopen
from . import service_invoicing
from . import service_invoicing_line
