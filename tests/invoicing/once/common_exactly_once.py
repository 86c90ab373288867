# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of billing once, and of taking back, begin with."""

from ...common import ServiceCommon

QUARTERLY = {"billing_interval": 3, "billing_unit": "month"}
FIRST, SECOND = ("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")


class ExactlyOnceCommon(ServiceCommon):
    today = "2026-06-15"

    def _due(self, contract):
        """Periods due today."""
        return [
            (str(one.period.start), str(one.period.end))
            for one in contract.line_ids._get_due_instalments(self._day(self.today))
        ]

    def _run(self, **criteria):
        """Invoice what is due today; return the invoices."""
        return self._invoice(self.today, **criteria).invoice_ids
