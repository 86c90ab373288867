import logging

from psycopg2 import IntegrityError

from odoo import Command, api, fields, models
from odoo.exceptions import LockError, UserError

_logger = logging.getLogger(__name__)


class ServiceInvoicingRun(models.Model):
    """One execution of the invoicing wizard and its log."""

    _name = "service.invoicing.run"
    _description = "Service Invoicing Run"
    _inherit = [
        "service.numbered.mixin",
        "service.invoicing.criteria",
        "mail.thread",
    ]
    _order = "id desc"

    user_id = fields.Many2one(
        "res.users", default=lambda self: self.env.user, readonly=True
    )
    state = fields.Selection(
        [
            ("pending", "Pending"),
            ("running", "Running"),
            ("done", "Done"),
            ("failed", "Failed"),
        ],
        default="pending",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    invoice_ids = fields.Many2many("account.move", readonly=True, copy=False)
    invoice_count = fields.Integer(compute="_compute_counters", compute_sudo=True)
    exception_ids = fields.One2many(
        "service.invoicing.exception", "run_id", readonly=True
    )
    exception_count = fields.Integer(compute="_compute_counters", compute_sudo=True)
    instalment_count = fields.Integer(
        string="Instalments", readonly=True, copy=False, help="Contract periods billed."
    )
    work_count = fields.Integer(
        string="Work Lines", readonly=True, copy=False, help="Activities and charges."
    )

    @api.depends("invoice_ids", "exception_ids")
    def _compute_counters(self):
        for run in self:
            run.invoice_count = len(run.invoice_ids)
            run.exception_count = len(run.exception_ids)

    # === ACTION METHODS === #

    def action_view_invoices(self):
        self.ensure_one()
        return self.invoice_ids._action_view_service_invoices()

    # === RUNNING === #

    def _execute(self):
        """Invoice everything that is due, once.

        The contract lines and work that are billed are locked first: a second run at
        the same time is told to wait, a later one finds nothing left.

        :raises UserError: when somebody else is invoicing the same right now
        """
        self.ensure_one()
        self.state = "running"
        self._lock_due()
        free, held = self._split_held_back(self._find_due_items())
        self._record_held_back(held)
        for items, invoices in self._create_invoices(self._group_due_items(free)):
            self._record(items, invoices)
        self.state = "done"

    def _lock_due(self):
        try:
            self._search_due_lines().lock_for_update()
            self._search_due_work("service.activity").lock_for_update()
            self._search_due_work("service.charge").lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is invoicing the same contracts or work at this "
                    "moment. Wait until that run has finished and start again: only "
                    "what is still due will be invoiced."
                )
            ) from error

    def _create_invoices(self, groups):
        """Yield ``(items, invoices)``: all groups at once, else one by one.

        A group that cannot be invoiced is recorded as an exception and holds back
        nothing else.
        """
        if not groups:
            return
        try:
            with self.env.cr.savepoint():
                invoices = self._create_moves(groups)
        except (UserError, IntegrityError) as error:
            if len(groups) == 1:
                self._record_exception(groups[0], error)
                return
            _logger.info("Run %s: a batch failed, going on one by one", self.name)
            for group in groups:
                yield from self._create_invoices([group])
        else:
            yield [item for group in groups for item in group], invoices

    def _create_moves(self, groups):
        # sudo: billing needs the right to run this, not all rights of an accountant
        invoices = (
            self.env["account.move"]
            .sudo()
            .with_company(self.company_id)
            .create(self._prepare_moves_vals(groups))
        )
        if self.post:
            invoices.action_post()
        invoices.flush_recordset()
        return invoices

    def _record(self, items, invoices):
        instalments = [
            item for item in items if item.source._name == "service.contract.line"
        ]
        # sudo: contract managers invoice without access to invoices
        self.sudo().write(
            {
                "invoice_ids": [Command.link(invoice.id) for invoice in invoices],
                "instalment_count": self.instalment_count + len(instalments),
                "work_count": self.work_count + len(items) - len(instalments),
            }
        )

    def _record_held_back(self, held):
        """Note what cannot be invoiced, and why, before the rest is."""
        self.env["service.invoicing.exception"].create(
            [
                {
                    "run_id": self.id,
                    "partner_id": one.items[0].partner.id,
                    "document": f"{document._name},{document.id}",
                    "message": one.message,
                }
                for one in held
                for document in dict.fromkeys(item.document for item in one.items)
            ]
        )

    def _record_exception(self, items, error):
        message = str(error)
        if isinstance(error, IntegrityError):  # the database refused, in its own words
            message = self.env["account.move.line"]._sql_error_to_message(error)
        documents = dict.fromkeys(item.document for item in items)
        self.env["service.invoicing.exception"].create(
            [
                {
                    "run_id": self.id,
                    "partner_id": items[0].partner.id,
                    "document": f"{document._name},{document.id}",
                    "message": message,
                }
                for document in documents
            ]
        )
