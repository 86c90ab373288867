from . import service_customer_page_mixin
from . import equipment
from . import contract
from . import job
from . import res_partner
