# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import LockError, UserError

ATTEMPTS = 3  # that may end with their process
CHANNEL = "root.service_invoicing"
LATER = 60  # seconds until a batch that somebody else holds up is tried again


class ServiceInvoicingBatch(models.Model):
    """Whole documents of a run that are invoiced together, in one transaction.

    Whoever works on a batch holds the lock of its row. There is no mark to forget: what
    was interrupted is pending, and whoever comes next carries on.
    """

    _name = "service.invoicing.batch"
    _description = "Service Invoicing Batch"
    _inherit = ["service.guarded.mixin"]
    _order = "run_id desc, id"
    _rec_name = "run_id"

    run_id = fields.Many2one(
        "service.invoicing.run", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="run_id.company_id", store=True, index=True)
    state = fields.Selection(
        [
            ("pending", "Pending"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("cancelled", "Stopped"),
        ],
        default="pending",
        required=True,
        index=True,
        readonly=True,
    )
    sources = fields.Json(
        help="Ids of what is billed, by name of the model.", readonly=True
    )
    document_count = fields.Integer(string="Documents", readonly=True)
    instalment_count = fields.Integer(string="Instalments", readonly=True)
    work_count = fields.Integer(string="Work Lines", readonly=True)
    attempts = fields.Integer(
        help="How often its process ended during the work.", readonly=True
    )
    message = fields.Text(string="Reason", readonly=True)

    # === WORKING === #

    def _begin(self):
        """Count an attempt; this stays when the process does not survive it.

        :return: False when somebody else is busy with it
        """
        self.ensure_one()
        if not self.try_lock_for_update(allow_referencing=True):
            return False
        self._by_server().attempts += 1
        self.env["ir.cron"]._commit_progress()
        return True

    def _end(self):
        """The process survived the attempt, whatever became of it."""
        mine = self.try_lock_for_update(allow_referencing=True)
        mine._by_server().attempts = 0

    def _check_attempts(self):
        """Give up what ends its process each time.

        :raises UserError: after so many attempts
        """
        if self.attempts > ATTEMPTS:
            raise UserError(
                self.env._(
                    "The server was stopped each of the %s times that it worked on "
                    "this, perhaps for lack of memory or time. Show this to your "
                    "administrator.",
                    ATTEMPTS,
                )
            )

    def _try(self):
        """Process the batch unless it is to be given up."""
        self._check_attempts()
        return self._process()

    def _process(self):
        """Invoice what of this batch is still due.

        :return: False when somebody else is busy with it, or with what it bills
        """
        self.ensure_one()
        if not self.try_lock_for_update(allow_referencing=True):
            return False
        run = self.run_id._as_user()._limited_to(self.sources)
        if self.state != "pending" or run.state != "running":
            return True  # done by somebody else, or stopped
        try:
            run._lock_due()
        except LockError:
            return False
        self._record(run._bill(run._find_groups()))
        return True

    def _record(self, billed):
        """Note what was invoiced."""
        billed_models = [item.source._name for item in billed]
        instalments = billed_models.count("service.contract.line")
        settled = billed_models.count("service.contract.settlement")
        self._by_server().write(
            {
                "state": "done",
                "instalment_count": instalments,
                "work_count": len(billed) - instalments - settled,
            }
        )

    def _fail(self, error):
        """Note that nothing could be invoiced, on each document."""
        self.ensure_one()
        run = self.run_id._as_user()
        for document in run._limited_to(self.sources)._get_due_documents():
            run._record_failure(document, document.partner_id, error)
        self._by_server().write({"state": "failed", "message": run._explain(error)[1]})
        run._remind()

    # === WORKERS OF QUEUE_JOB === #

    def _fail_given_up(self):
        """Note which of these the workers have given up; return the others."""
        by_key = {batch._get_job_key(): batch for batch in self}
        # sudo: whoever invoices need not be allowed to see the queue
        jobs = self.env["queue.job"].sudo()
        given_up = self.browse()
        for job in jobs.search(
            [("identity_key", "in", list(by_key)), ("state", "=", "failed")]
        ):
            batch = by_key[job.identity_key]
            reason = job.exc_message or job.exc_name
            batch._fail(
                UserError(
                    self.env._(
                        "The worker gave up (%s). Show this to your administrator.",
                        reason,
                    )
                )
            )
            given_up |= batch
        return self - given_up

    @api.model
    def _has_workers(self):
        return hasattr(self, "with_delay")

    def _enqueue(self, **options):
        """Hand the batches to the workers, each unless it waits there already."""
        for batch in self:
            run = batch.run_id
            batch._as_user().with_delay(
                channel=CHANNEL,
                identity_key=batch._get_job_key(),
                description=self.env._("Invoicing run %s", run.name),
                max_retries=20,  # of what the database asks to be done again
                **options,
            )._work()

    def _get_job_key(self):
        return f"{self._name},{self.id}"

    def _as_user(self):
        return self.run_id._as_user().batch_ids.browse(self.ids)

    def _work(self):
        """The job of a worker: process, or come back later; then let the run go on."""
        if not self._process():
            self._enqueue(eta=LATER)
        self.env["service.invoicing.run"]._wake_up()
