from . import check_of_colour
from . import cover_by_insurance
from . import held_back_on_holiday
from . import invoice_per_site
from . import job_waiting_for_parts
from . import renewal_once
