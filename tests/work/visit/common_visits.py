# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of planned visits begin with."""

from ...common import ServiceCommon


class VisitCommon(ServiceCommon):
    """It is Thursday, 1 January 2026, and a working day."""

    today = "2026-01-01"

    def _generate(self, date_to):
        return self.env["service.contract.line"]._generate_visits(self._day(date_to))

    def _visit_days(self, contract):
        return [
            visit.request_date.date().isoformat()
            for visit in contract.intervention_ids.sorted("request_date")
        ]
