# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

FAILURE_ACTIVITY = "service_management.mail_activity_contract_failure"


class ServiceContract(models.Model):
    """The daily job: batch by batch, and no contract in error blocks another."""

    _name = "service.contract"
    _inherit = ["service.contract", "service.scheduled.mixin"]

    @api.model
    def _cron_update_state(self):
        """Do the daily work of each company on its own day.

        What no time is left for is done at the next call.
        """
        failed = self.browse()
        for zone, companies in self.env["res.company"]._get_service_clocks().items():
            refused, finished = self.with_context(tz=zone)._do_daily_work(companies)
            if not finished:
                return
            failed |= refused
        self._forget_failures(FAILURE_ACTIVITY, failed)

    @api.model
    def _do_daily_work(self, companies):
        """Do it for ``companies``, whose clock is that of the context.

        :return: the contracts that failed, and whether all had their turn
        """
        failed = self.browse()
        own = Domain("company_id", "in", companies.ids)
        for domain, work in self._get_daily_work(companies[0]._get_service_today()):
            sound = Domain("id", "not in", failed.ids)  # what follows builds on it
            refused, finished = self._work_through(
                domain & own & sound, work, FAILURE_ACTIVITY
            )
            failed |= refused
            if not finished:
                return failed, False
        return failed, True
