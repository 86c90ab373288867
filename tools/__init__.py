from . import periods, proration
