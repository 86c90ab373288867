# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.tools import split_every

from ..shared.guarded import attempt
from .service_invoicing_batch import LATER
from .service_invoicing_run import UNDER_WAY

_logger = logging.getLogger(__name__)

BATCH = 200  # documents that are invoiced in one transaction
CRON = "service_management.ir_cron_invoicing_batches"


class ServiceInvoicingRun(models.Model):
    """A run from its start to its end: at once, or in batches that follow."""

    _inherit = "service.invoicing.run"

    # === ACTION METHODS === #

    def action_stop(self):
        """Invoice nothing more; the batch that somebody works on is still finished."""
        self._check_asked()
        self._check_transition(UNDER_WAY)
        pending = self.batch_ids.filtered(lambda batch: batch.state == "pending")
        pending.try_lock_for_update(allow_referencing=True)._set_state("cancelled")
        for run in self:
            run._finish("cancelled")

    def action_continue(self):
        """Go on with what is still due, also with what could not be invoiced."""
        self._check_asked()
        self._check_transition(("cancelled", "failed"))
        # sudo: what was not done is planned again, whoever may delete batches
        self.sudo().batch_ids.filtered(lambda batch: batch.state != "done").unlink()
        self.sudo().exception_ids.unlink()
        self._by_server().write(
            {"state": "pending", "error": False, "date_finished": False}
        )
        for run in self:
            run._start()

    # === LIFE OF A RUN === #

    def _start(self):
        """Invoice a few documents at once, many in batches after this transaction."""
        self.ensure_one()
        if self._count_due() <= self.company_id.service_invoicing_limit:
            self._execute()
        else:
            self._wake_up()

    def _count_due(self):
        """How many contracts and jobs have something due."""
        return len(self._get_due_documents())

    def _plan(self):
        """Split what is due into batches of whole documents."""
        self.ensure_one()
        self._by_server().write(
            {
                "state": "running",
                "date_started": self.date_started or fields.Datetime.now(),
            }
        )
        self._renew_due()
        self._create_batches(split_every(BATCH, self._find_groups()))

    def _create_batches(self, chunks):
        """Create a batch of each list of groups."""
        return self.env["service.invoicing.batch"]._create_by_server(
            [
                {
                    "run_id": self.id,
                    "document_count": len(groups),
                    "sources": self._collect_sources(groups),
                }
                for groups in chunks
            ]
        )

    @api.model
    def _collect_sources(self, groups):
        """Ids of what ``groups`` bill, by name of the model."""
        sources = {}
        for group in groups:
            for item in group:
                sources.setdefault(item.source._name, {})[item.source.id] = True
        return {name: list(ids) for name, ids in sources.items()}

    def _finish(self, state=None):
        """Close the log. Without ``state`` it depends on whether anything worked."""
        self.ensure_one()
        failed = self.exception_ids and not self.invoice_count
        self._by_server().write(
            {
                "state": state or ("failed" if failed else "done"),
                "date_finished": fields.Datetime.now(),
            }
        )
        self._settle_vanished()
        self._remind()

    def _fail(self, error):
        """Note that the run itself broke."""
        self.ensure_one()
        message = self._explain(error)[1]
        self._by_server().write(
            {
                "state": "failed",
                "error": message,
                "date_finished": fields.Datetime.now(),
            }
        )

    def _as_user(self):
        """The run as whoever started it, in its company only."""
        self.ensure_one()
        user = self.user_id
        # no prefetching by way of a batch: Odoo would read each customer on its own
        return (
            self.with_prefetch()
            .with_user(user)
            .with_context(allowed_company_ids=self.company_id.ids, lang=user.lang)
        )

    # === BATCHES === #

    @api.model
    def _wake_up(self, at=None):
        """Let the scheduled action look at the runs, now or later."""
        # sudo: whoever may invoice may have it done in the background
        self.env.ref(CRON).sudo()._trigger(at)

    @api.model
    def _cron_process(self):
        """Carry on with the runs under way, also with what a stop interrupted.

        With ``queue_job`` its workers take the batches, and this only hands them over.
        """
        cron = self.env["ir.cron"]
        for run in self.search([("state", "=", "pending")], order="id"):
            run._plan_or_fail()
            cron._commit_progress()
        batches = self.env["service.invoicing.batch"].search(
            [("state", "=", "pending"), ("run_id.state", "=", "running")],
            order="attempts, id",  # what ends its process holds up no other
        )
        if batches._has_workers():
            batches._fail_given_up()._enqueue()
        else:
            self._process_batches(batches)
        for run in self.search([("state", "=", "running")]):
            if "pending" not in run.batch_ids.mapped("state"):
                run._as_user()._finish()
                cron._commit_progress()

    def _plan_or_fail(self):
        _done, error = attempt(self.env, self._plan_unless_busy)
        if error:
            self._fail(error)

    def _plan_unless_busy(self):
        if self.try_lock_for_update(allow_referencing=True):
            self._as_user()._plan()

    @api.model
    def _process_batches(self, batches):
        """Process ``batches`` until the time of the scheduled action is over."""
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(batches))
        for batch in batches:
            if not (batch._begin() and self._process_batch(batch)):
                self._wake_up(fields.Datetime.add(fields.Datetime.now(), seconds=LATER))
            if not cron._commit_progress(1):
                break

    @api.model
    def _process_batch(self, batch):
        """Process ``batch``; return whether nothing is left to do later."""
        try:
            finished, error = attempt(self.env, batch._try)
        except OperationalError:  # somebody else wrote the same
            _logger.info("Batch %s is tried again later", batch.id)
            self.env.cr.rollback()
            return False
        else:
            if error:
                batch._fail(error)
            return finished or bool(error)
        finally:
            batch._end()
