# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import format_date

UNDER_WAY = ("pending", "running")
NOT_FILTERS = {
    "id",
    "display_name",
    "company_id",
    "company_currency_id",
    "invoice_date",
}


class ServiceInvoicingRun(models.Model):
    """One execution of the invoicing wizard and its log."""

    _name = "service.invoicing.run"
    _description = "Service Invoicing Run"
    _inherit = [
        "service.guarded.mixin",
        "service.numbered.mixin",
        "service.invoicing.criteria",
        "mail.thread",
        "mail.activity.mixin",
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
            ("cancelled", "Stopped"),
        ],
        default="pending",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    scheduled = fields.Boolean(
        readonly=True, copy=False, help="Started by the company's nightly invoicing."
    )
    criteria_text = fields.Char(string="What", compute="_compute_criteria_text")
    error = fields.Text(
        readonly=True, copy=False, help="Why the whole run could not go on."
    )
    date_started = fields.Datetime(string="Started", readonly=True, copy=False)
    date_finished = fields.Datetime(string="Finished", readonly=True, copy=False)
    duration = fields.Float(
        compute="_compute_duration", help="Hours from start to end."
    )
    batch_ids = fields.One2many("service.invoicing.batch", "run_id", readonly=True)
    document_count = fields.Integer(
        string="Documents", compute="_compute_progress", compute_sudo=True
    )
    document_done_count = fields.Integer(
        string="Documents Done", compute="_compute_progress", compute_sudo=True
    )
    progress = fields.Float(compute="_compute_progress", compute_sudo=True)
    invoice_ids = fields.Many2many(
        "account.move",
        "account_move_service_invoicing_run_rel",
        "service_invoicing_run_id",
        "account_move_id",
        readonly=True,
        copy=False,
    )
    invoice_count = fields.Integer(compute="_compute_counters", compute_sudo=True)
    exception_ids = fields.One2many(
        "service.invoicing.exception", "run_id", readonly=True
    )
    exception_count = fields.Integer(compute="_compute_counters", compute_sudo=True)
    instalment_count = fields.Integer(
        string="Instalments",
        compute="_compute_billed",
        compute_sudo=True,
        help="Contract periods billed.",
    )
    work_count = fields.Integer(
        string="Work Lines",
        compute="_compute_billed",
        compute_sudo=True,
        help="Operations and charges.",
    )

    # === COMPUTE METHODS === #

    @api.depends("invoice_ids", "exception_ids")
    def _compute_counters(self):
        for run in self:
            run.invoice_count = len(run.invoice_ids)
            run.exception_count = len(run.exception_ids)

    @api.depends("batch_ids.state", "batch_ids.document_count", "state")
    def _compute_progress(self):
        for run in self:
            batches = run.batch_ids
            settled = batches.filtered(lambda batch: batch.state in ("done", "failed"))
            run.document_count = sum(batches.mapped("document_count"))
            run.document_done_count = sum(settled.mapped("document_count"))
            if run.document_count:
                run.progress = 100 * run.document_done_count / run.document_count
            else:
                run.progress = 0 if run.state in UNDER_WAY else 100

    @api.depends("batch_ids.instalment_count", "batch_ids.work_count")
    def _compute_billed(self):
        for run in self:
            run.instalment_count = sum(run.batch_ids.mapped("instalment_count"))
            run.work_count = sum(run.batch_ids.mapped("work_count"))

    @api.depends("date_started", "date_finished")
    def _compute_duration(self):
        now = fields.Datetime.now()
        for run in self:
            end = run.date_finished or now
            started = run.date_started or end
            run.duration = (end - started).total_seconds() / 3600

    @api.depends_context("lang")
    @api.depends(lambda self: self._get_filters())
    def _compute_criteria_text(self):
        for run in self:
            run.criteria_text = " · ".join(run._describe_criteria())

    # === WHAT IT DOES, IN WORDS === #

    @api.model
    def _get_filters(self):
        """Names of the fields by which the wizard chooses, in their order."""
        own = self.env["service.invoicing.criteria"]._fields
        return [
            name
            for name, field in own.items()
            if field.type != "json" and name not in NOT_FILTERS
        ]

    def _describe_criteria(self):
        """Yield each criterion that is set as a person would say it."""
        self.ensure_one()
        for name in self._get_filters():
            field, value = self._fields[name], self[name]
            label = field._description_string(self.env)
            if not value:
                continue
            if field.type == "boolean":
                yield label
            elif field.type == "date":
                yield f"{label} {format_date(self.env, value)}"
            elif field.relational:
                yield f"{label}: {', '.join(value.mapped('display_name'))}"
            else:
                yield f"{label}: {field.convert_to_export(value, self)}"

    # === ACTION METHODS === #

    def action_view_invoices(self):
        self._check_asked_one()
        return self.invoice_ids._action_view_service_invoices()
