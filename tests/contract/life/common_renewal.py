# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of renewal and notice begin with."""

from freezegun import freeze_time

from ...common import ServiceCommon


class RenewalCommon(ServiceCommon):
    """Contracts of the year 2026 and the daily job."""

    today = "2026-06-15"

    def _make_ending(self, renewal, *lines, **vals):
        return self._make_contract(
            *lines,
            **{
                "date_end": "2026-12-31",
                "renewal": renewal,
                "renewal_months": 12,
                "notice_days": 60,
                **vals,
            },
        )

    def _cron(self, day):
        with freeze_time(day):
            self.env["service.contract"]._cron_update_state()
