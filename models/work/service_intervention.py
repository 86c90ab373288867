# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ServiceIntervention(models.Model):
    """One job for one customer, planned or on request, on any number of objects.

    ``activity_ids`` are its operations, so the model has a chatter but no scheduled
    activities of ``mail.activity.mixin``, which would claim the same name. ``hr.mixin``
    lets planners choose people without rights on the employees' private data.
    """

    _name = "service.intervention"
    _description = "Job"
    _inherit = [
        "service.followed.mixin",
        "service.kept.values.mixin",
        "service.guarded.mixin",
        "service.numbered.mixin",
        "service.diagnosis.mixin",
        "service.dispute.mixin",
        "hr.mixin",
        "service.bounded.mixin",
        "mail.thread",
    ]
    _order = "priority desc, date_start desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "title", "partner_id.name"]

    title = fields.Char(string="Subject", help="What the job is about, in a few words.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        check_company=True,
        index=True,
        tracking=True,
    )
    site_id = fields.Many2one(
        "res.partner",
        string="Site",
        compute="_compute_site_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        domain="[('id', 'child_of', partner_id)]",
        help="Address where the work is done.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        compute="_compute_pricelist_id",
        store=True,
        readonly=False,
        check_company=True,
    )
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_currency_id",
        store=True,
    )
    fiscal_position_id = fields.Many2one(
        "account.fiscal.position",
        compute="_compute_fiscal_position_id",
        store=True,
        readonly=False,
        check_company=True,
    )
    origin = fields.Selection(
        [("planned", "Planned"), ("request", "On Request")],
        default="request",
        required=True,
    )
    place = fields.Selection(
        [("site", "At the Customer's"), ("workshop", "Workshop"), ("remote", "Remote")],
        default="site",
        required=True,
    )
    priority = fields.Selection(
        [("0", "Normal"), ("1", "Important"), ("2", "High"), ("3", "Urgent")],
        default="0",
        required=True,
    )
    request_date = fields.Datetime(
        string="Requested On", default=fields.Datetime.now, required=True
    )
    deadline = fields.Datetime(tracking=True, index="btree_not_null")
    date_start = fields.Datetime(
        string="Start", tracking=True, index="btree_not_null", copy=False
    )
    date_end = fields.Datetime(
        string="End",
        compute="_compute_date_end",
        inverse="_inverse_date_end",
        store=True,
        readonly=False,
        copy=False,
    )
    duration = fields.Float(
        default=1.0, help="Hours from start to end. Moving the start keeps it."
    )
    employee_ids = fields.Many2many(
        "hr.employee",
        string="People",
        check_company=True,
        tracking=True,
        context={"active_test": False},  # who is gone was there nevertheless
    )
    employee_color = fields.Integer(
        string="Color of the Person",
        compute="_compute_employee_color",
        compute_sudo=True,
        help="That of the first of the people, wherever a job is shown in color.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        tracking=True,
    )
    protocol_id = fields.Many2one(
        "service.protocol",
        check_company=True,
        index="btree_not_null",
        help="Operations of the job as a whole. Each equipment has its own.",
    )
    item_ids = fields.One2many(
        "service.intervention.item", "intervention_id", string="Items", copy=True
    )
    activity_ids = fields.One2many(
        "service.activity", "intervention_id", string="Operations"
    )
    charge_ids = fields.One2many("service.charge", "intervention_id", string="Charges")
    progress = fields.Float(
        compute="_compute_progress",
        store=True,
        aggregator="avg",
        help="Operations that are done, in percent.",
    )
    state = fields.Selection(
        [
            ("new", "New"),
            ("planned", "Planned"),
            ("in_progress", "In Progress"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        default="new",
        required=True,
        index=True,
        copy=False,
        group_expand=True,
        tracking=True,
        readonly=True,
    )
    is_open = fields.Boolean(
        string="Open",
        compute="_compute_is_open",
        search="_search_is_open",
        help="Neither finished nor cancelled.",
    )
    amount_billable = fields.Monetary(
        string="To Pay", compute="_compute_totals", store=True
    )
    cost = fields.Monetary(
        compute="_compute_totals",
        store=True,
        compute_sudo=True,
        currency_field="company_currency_id",
        groups="service_management.group_planner,"
        "service_management.group_contract_manager",
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    invoice_state = fields.Selection(
        [
            ("nothing", "Nothing to Invoice"),
            ("to_invoice", "To Invoice"),
            ("invoiced", "Invoiced"),
        ],
        string="Invoicing",
        compute="_compute_invoice_state",
        store=True,
        index=True,
    )
    invoice_count = fields.Integer(compute="_compute_invoice_count")
    signature = fields.Image(copy=False, max_width=1024, max_height=1024)
    signed_by = fields.Char(copy=False, tracking=True)
    signed_on = fields.Datetime(copy=False, readonly=True)
    fault = fields.Text(string="Fault Reported")
    note = fields.Html(string="Information Sheet")

    _name_unique = models.UniqueIndex(
        "(company_id, name) WHERE name != '/'",
        "The number of a job must be unique in its company.",
    )

    # === COMPUTE METHODS === #

    @api.depends("employee_ids.color")
    def _compute_employee_color(self):
        for intervention in self:
            intervention.employee_color = intervention.employee_ids[:1].color

    @api.depends("name", "title")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for intervention in self:
            intervention.display_name = self._join_name(
                intervention._get_number(), intervention.title
            )

    @api.model
    def _join_name(self, number, title):
        return " · ".join(filter(None, (number, title))) or self.env._("New Job")

    @api.depends("partner_id")
    def _compute_site_id(self):
        for intervention in self:
            site = intervention.site_id
            customer = intervention.partner_id.commercial_partner_id
            if not site or site.commercial_partner_id != customer:
                intervention.site_id = intervention.partner_id

    @api.depends("partner_id", "contract_id", "company_id")
    def _compute_pricelist_id(self):
        for intervention in self:
            partner = intervention.partner_id.with_company(intervention.company_id)
            intervention.pricelist_id = (
                intervention.contract_id.pricelist_id
                or partner.property_product_pricelist
            )

    @api.depends("pricelist_id", "company_id")
    def _compute_currency_id(self):
        for intervention in self:
            intervention.currency_id = (
                intervention.pricelist_id.currency_id
                or intervention.company_id.currency_id
            )

    @api.depends("partner_id", "site_id", "contract_id", "company_id")
    def _compute_fiscal_position_id(self):
        positions = self.env["account.fiscal.position"]
        for intervention in self:
            intervention.fiscal_position_id = (
                intervention.contract_id.fiscal_position_id
                or positions.with_company(intervention.company_id)._get_fiscal_position(
                    intervention.partner_id, intervention.site_id
                )
            )

    @api.depends("date_start", "duration")
    def _compute_date_end(self):
        for intervention in self:
            intervention.date_end = intervention.date_start and (
                intervention.date_start + timedelta(hours=intervention.duration)
            )

    def _inverse_date_end(self):
        for intervention in self.filtered(lambda i: i.date_start and i.date_end):
            span = intervention.date_end - intervention.date_start
            intervention.duration = span.total_seconds() / 3600

    @api.depends("activity_ids.state")
    def _compute_progress(self):
        for intervention in self:
            total = len(intervention.activity_ids)
            todo = len(intervention.activity_ids.filtered(lambda a: a.state == "todo"))
            intervention.progress = 100 * (total - todo) / total if total else 0

    @api.depends("state")
    def _compute_is_open(self):
        states = self._get_open_states()
        for intervention in self:
            intervention.is_open = intervention.state in states

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        return fields.Domain("state", "in", self._get_open_states())

    @api.model
    def _get_open_states(self):
        """States of a job that is still to be done. A further one is added here."""
        return ["new", "planned", "in_progress"]

    @api.model
    def _get_unbegun_states(self):
        """States of a job that nobody works on yet. A further one is added here."""
        return ["new", "planned"]

    @api.depends(
        "activity_ids.amount_billable",
        "charge_ids.amount_billable",
        "activity_ids.cost",
        "charge_ids.cost",
    )
    def _compute_totals(self):
        for intervention in self:
            work = (intervention.activity_ids, intervention.charge_ids)
            intervention.amount_billable = sum(
                sum(records.mapped("amount_billable")) for records in work
            )
            intervention.cost = sum(sum(records.mapped("cost")) for records in work)

    @api.depends("activity_ids.invoice_state", "charge_ids.invoice_state")
    def _compute_invoice_state(self):
        for intervention in self:
            states = {
                *intervention.activity_ids.mapped("invoice_state"),
                *intervention.charge_ids.mapped("invoice_state"),
            }
            intervention.invoice_state = next(
                (state for state in ("to_invoice", "invoiced") if state in states),
                "nothing",
            )

    def _compute_invoice_count(self):
        for intervention in self:
            intervention.invoice_count = len(intervention._get_invoices())

    def _is_settled(self, name):
        return super()._is_settled(name) or self.state in ("done", "cancelled")

    @api.model
    def _get_fields_in_hours(self):
        return {*super()._get_fields_in_hours(), "duration"}

    # === CONSTRAINT METHODS === #

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        """Checked here, as the end follows the start only after it is written."""
        for intervention in self.filtered(lambda i: i.date_start and i.date_end):
            if intervention.date_start >= intervention.date_end:
                raise ValidationError(
                    self.env._(
                        "Job %s must end after it starts.", intervention.display_name
                    )
                )

    # === CRUD METHODS === #

    @api.ondelete(at_uninstall=False)
    def _unlink_except_worked_on(self):
        for intervention in self:
            if intervention.state not in ("new", "cancelled"):
                raise UserError(
                    self.env._(
                        "Job %s is planned or has been worked on. Cancel it first.",
                        intervention.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_with_work(self):
        """Let the work refuse: the database would delete it without asking."""
        self.activity_ids.unlink()
        self.charge_ids.unlink()

    # === ACTION METHODS === #

    def action_view_invoices(self):
        self._check_asked_one()
        return self._get_invoices()._action_view_service_invoices()

    # === BUSINESS METHODS === #

    def _get_zone(self):
        """Time zone of the work: that of its site, else of the company."""
        self.ensure_one()
        company = self.company_id or self.env.company
        return (self.site_id or self.partner_id)._get_service_zone(company)

    def _get_invoices(self):
        # sudo: whoever does the work sees that it is invoiced, not the invoice
        work = self.sudo()
        lines = work.activity_ids.invoice_line_ids | work.charge_ids.invoice_line_ids
        return lines.move_id

    def _get_invoice_partner(self):
        """Address that the work is invoiced to."""
        self.ensure_one()
        if self.contract_id:
            return self.contract_id.partner_invoice_id
        address = self.partner_id.address_get(["invoice"])["invoice"]
        return self.partner_id.browse(address)
