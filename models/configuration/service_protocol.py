# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.interval import Interval
from ...tools.periods import next_occurrence

CLIENTS_ONLY = "[('service_is_client', '=', True)]"
MONTHS_PER_QUARTER = 3


class ServiceProtocol(models.Model):
    """Predefined list of operations.

    A service centre attaches it to products and contract lines: an overhaul is a
    precise sequence. A professional office lets it start by itself: for every new
    customer, at the start of a contract, or in every fiscal period.
    """

    _name = "service.protocol"
    _description = "Service Protocol"
    _inherit = ["service.kept.values.mixin", "service.condition.mixin", "mail.thread"]
    _condition_field = "domain"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Empty: every company can use it.",
    )
    step_ids = fields.One2many(
        "service.protocol.step", "protocol_id", string="Steps", copy=True
    )
    step_count = fields.Integer(compute="_compute_step_totals")
    planned_hours = fields.Float(
        compute="_compute_step_totals", help="Sum of the steps, in hours."
    )
    trigger = fields.Selection(
        [
            ("manual", "By Hand"),
            ("new_customer", "New Customer"),
            ("contract_start", "Start of a Contract"),
            ("periodic", "Every Period"),
        ],
        string="Starts",
        default="manual",
        required=True,
        tracking=True,
        help="By Hand: attached to a product, a contract line or a job.\n"
        "New Customer: one job for each customer entered from today on.\n"
        "Start of a Contract: one job whenever a contract is activated.\n"
        "Every Period: one job for each customer at the beginning of each period.",
    )
    domain = fields.Char(
        string="Customers",
        compute="_compute_domain",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Only for the customers that meet this condition.",
    )
    trigger_date = fields.Date(
        string="Starting From",
        default=lambda self: self._get_company_today(),
        help="New Customer: customers entered from this day on. "
        "Every Period: first day of the first period.",
    )
    next_trigger_date = fields.Date(
        string="Next Start",
        compute="_compute_next_trigger_date",
        store=True,
        help="First day of the next period, always counted from the first one.",
    )
    trigger_interval = fields.Integer(string="Every", default=1, required=True)
    trigger_unit = fields.Selection(
        [
            ("month", "Months"),
            ("quarter", "Quarters"),
            ("year", "Years"),
            ("fiscal_year", "Fiscal Years"),
        ],
        default="year",
        required=True,
        help="Fiscal Years begin on the day that the settings of the company say.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        domain="[('share', '=', False)]",
        help="Who looks after the jobs that this protocol starts. Empty: the person in "
        "charge of the contract, or else of the customer.",
    )
    note = fields.Html(string="Information Sheet", translate=True)

    _check_trigger_interval = models.Constraint(
        "CHECK(trigger_interval > 0)", "The period must be at least one."
    )

    # === COMPUTE METHODS === #

    @api.depends("step_ids.planned_hours", "step_ids.display_type")
    def _compute_step_totals(self):
        for protocol in self:
            steps = protocol.step_ids.filtered(lambda step: not step.display_type)
            protocol.step_count = len(steps)
            protocol.planned_hours = sum(steps.mapped("planned_hours"))

    @api.depends("trigger")
    def _compute_domain(self):
        """Not every new contact is a client, unless the condition says so."""
        for protocol in self:
            if protocol.domain in (False, "[]", CLIENTS_ONLY):
                new_customer = protocol.trigger == "new_customer"
                protocol.domain = CLIENTS_ONLY if new_customer else "[]"

    @api.depends("trigger", "trigger_date")
    def _compute_next_trigger_date(self):
        for protocol in self:
            periodic = protocol.trigger == "periodic" and protocol.trigger_date
            protocol.next_trigger_date = periodic and protocol._get_first_trigger_date()

    # === CONSTRAINT METHODS === #

    @api.constrains("domain")
    def _check_domain(self):
        for protocol in self:
            protocol._parse_condition()

    @api.constrains("trigger", "trigger_date")
    def _check_trigger_date(self):
        for protocol in self:
            if protocol.trigger in ("new_customer", "periodic") and (
                not protocol.trigger_date
            ):
                raise ValidationError(
                    self.env._(
                        "Enter the day from which protocol %s starts.", protocol.name
                    )
                )

    # === BUSINESS METHODS === #

    def _get_condition_model(self):
        return "res.partner"

    def _search_partners(self):
        """Customers that this protocol is meant for and whoever wrote it may see."""
        partners = self._as_writer(self.env["res.partner"])
        if self.company_id:  # somebody is a client of one company
            partners = partners.with_context(allowed_company_ids=self.company_id.ids)
        return partners.search(self._get_partner_domain()).with_env(self.env)

    def _get_partner_domain(self):
        """Domain of the customers that this protocol is meant for."""
        self.ensure_one()
        domain = self._parse_condition() & Domain("parent_id", "=", False)
        if self.company_id:
            domain &= Domain("company_id", "in", (False, self.company_id.id))
        if self.trigger == "new_customer":
            domain &= Domain("create_date", ">=", self.trigger_date)
        return domain

    def _match_partners(self, partners):
        """Return those of ``partners`` that this protocol is meant for."""
        self.ensure_one()
        return self._filter_by_condition(partners)

    def _get_first_trigger_date(self):
        """First day of the first period that begins on or after ``trigger_date``."""
        self.ensure_one()
        if self.trigger_unit != "fiscal_year":
            return self.trigger_date
        before = self.trigger_date - timedelta(days=1)
        return self._get_fiscal_year_after(before)

    def _get_trigger_date_after(self, date):
        """First day of the period that follows ``date``."""
        self.ensure_one()
        if self.trigger_unit == "fiscal_year":
            for _year in range(self.trigger_interval):
                date = self._get_fiscal_year_after(date)
            return date
        interval, unit = self.trigger_interval, self.trigger_unit
        if unit == "quarter":
            interval, unit = MONTHS_PER_QUARTER * interval, "month"
        return next_occurrence(self.trigger_date, Interval(interval, unit), date)

    def _get_fiscal_year_after(self, date):
        """First day of the company's fiscal year that follows the one of ``date``."""
        company = self.company_id or self.env.company
        return company.compute_fiscalyear_dates(date)["date_to"] + timedelta(days=1)

    def _iter_steps(self):
        """Yield each step with the title of its section, which may be empty."""
        self.ensure_one()
        section = False
        for step in self.step_ids.sorted():
            if step.display_type:
                section = step.name
            else:
                yield step, section
