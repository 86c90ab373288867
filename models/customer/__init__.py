from . import service_customer_page_mixin
from . import equipment
from . import documents
from . import contract
from . import job
from . import settings
from . import appointment
from . import res_partner
