# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.periods import last_day


class ServiceContract(models.Model):
    """What was promised to a customer, for how long, and how it is billed."""

    _name = "service.contract"
    _description = "Service Contract"
    _inherit = [
        "service.followed.mixin",
        "service.kept.values.mixin",
        "service.guarded.mixin",
        "service.numbered.mixin",
        "service.contract.conditions.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_start desc, id desc"
    _check_company_auto = True
    _condition_fields = frozenset(
        {
            "company_id",
            "contract_type_id",
            "date_end",
            "date_start",
            "line_ids",
            "name",
            "partner_id",
            "partner_invoice_id",
            "renewal",
            "state",
            "user_id",
        }
    )
    _rec_names_search = ["name", "partner_id.name"]

    active = fields.Boolean(default=True)
    contract_type_id = fields.Many2one(
        "service.contract.type",
        string="Type",
        required=True,
        check_company=True,
        index=True,
        tracking=True,
    )
    kind = fields.Selection(related="contract_type_id.kind", store=True)
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
    partner_invoice_id = fields.Many2one(
        "res.partner",
        string="Invoice Address",
        compute="_compute_partner_invoice_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        check_company=True,
        index="btree_not_null",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        compute="_compute_pricelist_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
    )
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_currency_id",
        store=True,
        precompute=True,
        required=True,
    )
    payment_term_id = fields.Many2one(
        "account.payment.term",
        string="Payment Terms",
        compute="_compute_payment_term_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
    )
    fiscal_position_id = fields.Many2one(
        "account.fiscal.position",
        compute="_compute_fiscal_position_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        tracking=True,
    )
    date_start = fields.Date(
        string="Start",
        required=True,
        default=lambda self: self._get_company_today(),
        tracking=True,
    )
    date_end = fields.Date(
        string="End",
        compute="_compute_date_end",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        tracking=True,
        help="Last day, included. Empty: no end.",
    )
    cancel_by = fields.Date(
        string="Notice By",
        compute="_compute_cancel_by",
        store=True,
        help="Last day on which notice can be given.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("active", "Active"),
            ("suspended", "Suspended"),
            ("expired", "Expired"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        index=True,
        copy=False,
        group_expand=True,
        tracking=True,
        readonly=True,
    )
    renewal = fields.Selection(tracking=True)
    line_ids = fields.One2many(
        "service.contract.line", "contract_id", string="Lines", copy=True
    )
    next_invoice_date = fields.Date(
        compute="_compute_next_invoice_date",
        store=True,
        index="btree_not_null",
        help="Day on which the next instalment falls due.",
    )
    is_due = fields.Boolean(
        string="Due for Invoicing",
        compute="_compute_is_due",
        search="_search_is_due",
    )
    annual_value = fields.Monetary(
        compute="_compute_annual_value", store=True, help="What a whole year is worth."
    )
    running_value = fields.Monetary(
        string="Yearly Value",
        compute="_compute_running_value",
        store=True,
        help="What a whole year is worth. Only contracts in force count: nothing for "
        "drafts and for what has ended.",
    )
    equipment_count = fields.Integer(compute="_compute_equipment_count")
    note = fields.Html(string="Information Sheet")

    _name_unique = models.UniqueIndex(
        "(company_id, name) WHERE name != '/'",
        "The number of a contract must be unique in its company.",
    )

    # === COMPUTE METHODS === #

    @api.depends("name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for contract in self:
            contract.display_name = contract._get_number() or self.env._("New Contract")

    @api.model
    def _get_condition_sources(self):
        return [*super()._get_condition_sources(), "contract_type_id"]

    def _propose_condition(self, name):
        """Those of the type belong to the contract from then on."""
        typed = self.filtered("contract_type_id")
        for contract in typed:
            contract[name] = contract.contract_type_id[name]
        super(ServiceContract, self - typed)._propose_condition(name)

    @api.depends("partner_id")
    def _compute_partner_invoice_id(self):
        for contract in self:
            contract.partner_invoice_id = contract.partner_id.address_get(["invoice"])[
                "invoice"
            ]

    @api.depends("partner_id", "company_id")
    def _compute_pricelist_id(self):
        for contract in self:
            partner = contract.partner_id.with_company(contract.company_id)
            contract.pricelist_id = partner.property_product_pricelist

    @api.depends("pricelist_id", "company_id")
    def _compute_currency_id(self):
        for contract in self:
            contract.currency_id = (
                contract.pricelist_id.currency_id or contract.company_id.currency_id
            )

    @api.depends("partner_invoice_id", "company_id")
    def _compute_payment_term_id(self):
        for contract in self:
            partner = contract.partner_invoice_id.with_company(contract.company_id)
            contract.payment_term_id = partner.property_payment_term_id

    @api.depends("partner_invoice_id", "partner_id", "company_id")
    def _compute_fiscal_position_id(self):
        for contract in self:
            contract.fiscal_position_id = (
                self.env["account.fiscal.position"]
                .with_company(contract.company_id)
                ._get_fiscal_position(contract.partner_invoice_id, contract.partner_id)
            )

    @api.depends("date_start", "contract_type_id")
    def _compute_date_end(self):
        for contract in self:
            months = contract.contract_type_id.duration_months
            contract.date_end = (
                last_day(contract.date_start, months, "month")
                if contract.date_start and months
                else False
            )

    @api.depends("date_end", "notice_days", "renewal")
    def _compute_cancel_by(self):
        for contract in self:
            contract.cancel_by = (
                contract.date_end - relativedelta(days=contract.notice_days)
                if contract.date_end and contract.renewal != "none"
                else False
            )

    @api.depends("line_ids.next_invoice_date")
    def _compute_next_invoice_date(self):
        for contract in self:
            dates = contract.line_ids.filtered("next_invoice_date").mapped(
                "next_invoice_date"
            )
            contract.next_invoice_date = min(dates, default=False)

    @api.depends("next_invoice_date", "company_id")
    def _compute_is_due(self):
        for contract in self:
            due = contract.next_invoice_date
            today = due and contract.company_id._get_service_today()
            contract.is_due = bool(due and due <= today)

    def _search_is_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self.env["res.company"]._get_domain_by_clock(
            lambda company: fields.Domain(
                "next_invoice_date", "<=", company._get_service_today()
            )
        )

    @api.depends("line_ids.annual_value")
    def _compute_annual_value(self):
        for contract in self:
            contract.annual_value = sum(contract.line_ids.mapped("annual_value"))

    @api.depends("annual_value", "state")
    def _compute_running_value(self):
        for contract in self:
            running = contract.state in self._get_running_states()
            contract.running_value = contract.annual_value if running else 0.0

    @api.depends("line_ids.equipment_id")
    def _compute_equipment_count(self):
        for contract in self:
            contract.equipment_count = len(contract.line_ids.equipment_id)

    def _is_settled(self, name):
        """What was agreed is no longer proposed once the contract is in force."""
        agreed = {*self._get_condition_fields(), "date_end"}
        return super()._is_settled(name) or (name in agreed and self.state != "draft")

    # === CONSTRAINT METHODS === #

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        """Checked here, as the end follows the start only after it is written."""
        for contract in self:
            if contract.date_end and contract.date_end < contract.date_start:
                raise ValidationError(
                    self.env._(
                        "Contract %s cannot end before it starts.",
                        contract.display_name,
                    )
                )

    # === CRUD METHODS === #

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        for contract in self:
            if contract.state not in ("draft", "cancelled"):
                raise UserError(
                    self.env._(
                        "Contract %s is in force or has been. Close or archive it; "
                        "only drafts and cancelled contracts can be deleted.",
                        contract.name,
                    )
                )

    # === HOOKS === #

    def _on_changed(self, names):
        """Check the lines last: they may be moved together with the contract."""
        super()._on_changed(names)
        if {"date_start", "date_end", "contract_type_id"} & names:
            self.line_ids._check_inside_contract()

    # === ACTION METHODS === #

    def action_view_equipment(self):
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_equipment_action"
        )
        action["domain"] = [("id", "in", self.line_ids.equipment_id.ids)]
        action["context"] = {"create": False}
        return action
