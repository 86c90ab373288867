import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

BATCH_SIZE = 100
FAILURE_ACTIVITY = "service_management.mail_activity_contract_failure"


class ServiceContract(models.Model):
    """The daily job: batch by batch, and no contract in error blocks another."""

    _inherit = "service.contract"

    @api.model
    def _cron_update_state(self):
        """Do the daily work; what time is left for is done at the next call."""
        failed = self.browse()
        for domain, work in self._get_daily_work(fields.Date.context_today(self)):
            contracts = self.search(domain) - failed  # what follows builds on it
            self._commit_daily_work(remaining=len(contracts))
            for ids in split_every(BATCH_SIZE, contracts.ids):
                batch = self.browse(ids)
                failed |= batch._work_off(work)
                if not self._commit_daily_work(len(batch)):
                    return
        self._forget_failures(failed)

    @api.model
    def _commit_daily_work(self, processed=0, remaining=None):
        """Keep what is done so far; return whether time is left.

        Only the scheduler commits: whoever else calls decides about the whole.
        """
        if not self.env.context.get("ir_cron_progress_id"):
            return True
        return self.env["ir.cron"]._commit_progress(processed, remaining=remaining)

    def _work_off(self, work):
        """Do ``work`` with these contracts at once, else one by one.

        :return: the contracts that failed
        """
        try:
            with self.env.cr.savepoint():
                work(self)
        except OperationalError:  # somebody else is writing: next time
            if len(self) == 1:
                return self.browse()
        except Exception as error:  # noqa: BLE001 one in error never blocks another
            if len(self) == 1:
                self._note_failure(error)
                return self
        else:
            return self.browse()
        return self.browse().union(*(contract._work_off(work) for contract in self))

    def _note_failure(self, error):
        """Ask the responsible, once, to look at what the daily job could not do."""
        _logger.warning("Daily work on %s failed", self.display_name, exc_info=error)
        if self.activity_search([FAILURE_ACTIVITY]):
            return
        self.activity_schedule(
            FAILURE_ACTIVITY,
            note=str(error)
            if isinstance(error, UserError)
            else self.env._(
                "An unexpected error: ask your administrator to look at the log of "
                "the server."
            ),
            user_id=self.user_id.id or self.env.uid,
        )

    @api.model
    def _forget_failures(self, failed):
        """Nobody has to look any more at contracts that have not failed again."""
        self.env["mail.activity"].search(
            Domain("res_model", "=", self._name)
            & Domain("res_id", "not in", failed.ids)
            & Domain("activity_type_id", "=", self.env.ref(FAILURE_ACTIVITY).id)
        ).unlink()
