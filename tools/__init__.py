from . import periods, proration, qr
