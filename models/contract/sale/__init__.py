from . import contract
from . import schedule
from . import settlement
from . import equipment
from . import sale_order
from . import sale_order_line
from . import promise
from . import product_template
