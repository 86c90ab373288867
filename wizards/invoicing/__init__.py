from . import service_invoicing
from . import service_invoicing_document
from . import service_invoicing_line
from . import service_invoicing_held
from . import service_invoicing_preview
from . import service_invoicing_xlsx
