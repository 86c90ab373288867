from . import adjustment, local_time, periods, proration, qr, working_time
