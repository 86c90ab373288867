from . import adjustment, hours, periods, proration, qr
