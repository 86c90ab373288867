from . import hours, periods, proration, qr
