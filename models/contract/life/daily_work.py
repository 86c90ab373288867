from odoo import api, fields, models
from odoo.fields import Domain

FAILURE_ACTIVITY = "service_management.mail_activity_contract_failure"


class ServiceContract(models.Model):
    """The daily job: batch by batch, and no contract in error blocks another."""

    _name = "service.contract"
    _inherit = ["service.contract", "service.scheduled.mixin"]

    @api.model
    def _cron_update_state(self):
        """Do the daily work; what time is left for is done at the next call."""
        failed = self.browse()
        for domain, work in self._get_daily_work(fields.Date.context_today(self)):
            sound = Domain("id", "not in", failed.ids)  # what follows builds on it
            refused, finished = self._work_through(
                domain & sound, work, FAILURE_ACTIVITY
            )
            failed |= refused
            if not finished:
                return
        self._forget_failures(FAILURE_ACTIVITY, failed)
