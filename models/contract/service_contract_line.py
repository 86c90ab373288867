# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ...tools.periods import covered_until
from ...tools.proration import annual_amount
from .service_contract_type import VISIT_UNITS


class ServiceContractLine(models.Model):
    """One promise of a contract: for one equipment, or for the customer at large."""

    _name = "service.contract.line"
    _description = "Service Contract Line"
    _inherit = [
        "service.followed.mixin",
        "service.kept.values.mixin",
        "service.guarded.mixin",
    ]
    _order = "contract_id, sequence, id"
    _check_company_auto = True
    _condition_fields = frozenset(
        {"contract_id", "date_end", "date_start", "equipment_id", "product_id", "state"}
    )

    contract_id = fields.Many2one(
        "service.contract", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(
        related="contract_id.partner_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    state = fields.Selection(related="contract_id.state", store=True, precompute=True)
    sequence = fields.Integer(default=10)
    equipment_id = fields.Many2one(
        "service.equipment",
        check_company=True,
        index="btree_not_null",
        domain="[('partner_id', 'child_of', partner_id), ('state', '!=', 'retired')]",
        help="Empty: the promise is for all the equipment of the customer.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Invoiced As",
        required=True,
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        domain="[('type', '=', 'service')]",
    )
    name = fields.Text(
        string="Description",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    quantity = fields.Float(default=1.0, digits="Product Unit", required=True)
    price_unit = fields.Float(
        compute="_compute_price_unit",
        store=True,
        readonly=False,
        precompute=True,
        min_display_digits="Product Price",
        string="Price",
    )
    discount = fields.Float(string="Disc.%", digits="Discount")
    tax_ids = fields.Many2many(
        "account.tax",
        string="Taxes",
        compute="_compute_tax_ids",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        domain="[('type_tax_use', '=', 'sale')]",
    )
    one_off = fields.Boolean(
        string="Once",
        help="Invoiced once, at its start or end, with the whole price; not every "
        "period.",
    )
    date_start = fields.Date(
        string="Start",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    date_end = fields.Date(
        string="End",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        help="Last day, included. Empty: no end.",
    )
    invoice_line_ids = fields.One2many(
        "account.move.line", "service_contract_line_id", string="Invoice Lines"
    )
    billed_until = fields.Date(
        compute="_compute_billing",
        store=True,
        help="Last day up to which every day has been invoiced.",
    )
    next_invoice_date = fields.Date(
        compute="_compute_billing",
        store=True,
        index="btree_not_null",
        help="Day on which the oldest period not yet invoiced falls due.",
    )
    annual_value = fields.Monetary(compute="_compute_annual_value", store=True)
    protocol_id = fields.Many2one(
        "service.protocol",
        compute="_compute_protocol_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        help="Operations of each planned visit.",
    )
    visit_interval = fields.Integer(
        string="Visit Every",
        compute="_compute_visit_frequency",
        store=True,
        readonly=False,
        precompute=True,
        help="Zero: no planned visits.",
    )
    visit_unit = fields.Selection(
        VISIT_UNITS,
        compute="_compute_visit_frequency",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    note = fields.Html(string="Information Sheet")

    _check_dates = models.Constraint(
        "CHECK(date_end IS NULL OR date_start <= date_end)",
        "A contract line cannot end before it starts.",
    )
    _check_quantity = models.Constraint(
        "CHECK(quantity > 0)", "The quantity of a contract line must be above zero."
    )
    _check_discount = models.Constraint(
        "CHECK(discount BETWEEN 0 AND 100)",
        "A discount is between 0 and 100 percent.",
    )
    _check_visit_interval = models.Constraint(
        "CHECK(visit_interval >= 0)", "The interval of visits cannot be negative."
    )

    # === COMPUTE METHODS === #

    @api.depends("name", "contract_id.display_name")
    def _compute_display_name(self):
        for line in self:
            # what is promised, and for which equipment
            title = ", ".join((line.name or "").splitlines()[:2])
            line.display_name = f"{line.contract_id.display_name} · {title}"

    @api.depends("contract_id.contract_type_id")
    def _compute_product_id(self):
        for line in self:
            line.product_id = (
                line.product_id or line.contract_id.contract_type_id.product_id
            )

    @api.depends("contract_id.contract_type_id", "equipment_id")
    def _compute_protocol_id(self):
        for line in self:
            line.protocol_id = (
                line.protocol_id
                or line.contract_id.contract_type_id.protocol_id
                or line.equipment_id.product_id.service_protocol_id
            )

    @api.depends("product_id", "equipment_id")
    def _compute_name(self):
        for line in self:
            product = line.product_id.with_context(lang=line.partner_id.lang)
            titles = (product.name, line._get_scope_name())
            line.name = "\n".join(filter(None, titles))

    @api.depends("product_id", "contract_id.fiscal_position_id", "company_id")
    def _compute_tax_ids(self):
        for line in self:
            line.tax_ids = line._get_proposed_taxes()

    def _get_proposed_taxes(self):
        """Taxes of what is invoiced, for this company and customer."""
        self.ensure_one()
        return self.product_id._get_service_taxes(
            self.company_id, self.contract_id.fiscal_position_id
        )

    @api.depends("contract_id.date_start", "contract_id.date_end")
    def _compute_dates(self):
        for line in self:
            for name in ("date_start", "date_end"):
                if not line[name] or line._follows_contract(name):
                    line[name] = line.contract_id[name]

    def _follows_contract(self, name):
        """Whether a date of the contract that is being entered is the line's as well.

        Once saved, a line keeps its dates unless they were those of its draft.
        """
        self.ensure_one()
        contract = self.contract_id
        if self.id or contract.state not in ("draft", False):
            return False
        return not self._origin or self._origin[name] == contract._origin[name]

    @api.depends(
        "price_unit",
        "quantity",
        "discount",
        "one_off",
        "contract_id.price_basis",
        "contract_id.billing_interval",
        "contract_id.billing_unit",
    )
    def _compute_annual_value(self):
        for line in self:
            line.annual_value = not line.one_off and annual_amount(
                line._get_net_price(), line.contract_id._get_price_interval()
            )

    @api.depends("contract_id.contract_type_id")
    def _compute_visit_frequency(self):
        for line in self:
            contract_type = line.contract_id.contract_type_id
            line.visit_interval = contract_type.visit_interval
            line.visit_unit = contract_type.visit_unit or "month"

    @api.depends(
        "state",
        "date_start",
        "date_end",
        "price_unit",
        "quantity",
        "discount",
        "contract_id.billing_interval",
        "contract_id.billing_unit",
        "contract_id.billing_timing",
        "contract_id.billing_alignment",
        "contract_id.lead_days",
        "contract_id.invoice_day",
        "contract_id.date_end",
        "contract_id.suspension_ids.date_from",
        "contract_id.suspension_ids.date_to",
        "one_off",
        "earlier_price_ids.date_end",
        "earlier_price_ids.price_unit",
        "invoice_line_ids.service_live",
        "invoice_line_ids.service_settlement_id",
        "invoice_line_ids.parent_state",
        "invoice_line_ids.service_period_start",
        "invoice_line_ids.service_period_end",
    )
    def _compute_billing(self):
        billed = self._get_billed_intervals()
        for line in self:
            intervals = billed.get(line._origin.id, [])
            line.billed_until = line._get_billed_until(intervals)
            first = next(line._iter_open_periods(intervals), None)
            line.next_invoice_date = first and line._get_due_date(first)

    def _get_billed_until(self, billed):
        """Last invoiced day without an owed one before it that is not; or False."""
        self.ensure_one()
        if not billed or not self.date_start:
            return False
        taken = [*billed, *self._get_unowed_intervals()]
        until = covered_until(self.date_start, taken)
        last_billed = max(end for _start, end in billed)
        return until and min(until, last_billed)

    @api.model
    def _get_following_fields(self):
        """The dates follow those of the contract by a rule of their own."""
        return super()._get_following_fields() | {"date_start", "date_end"}

    def _is_settled(self, name):
        """What the type proposes is agreed once the contract is in force."""
        agreed = ("product_id", "protocol_id", "visit_interval", "visit_unit")
        return super()._is_settled(name) or (name in agreed and self.state != "draft")

    # === CONSTRAINT METHODS === #

    def _check_inside_contract(self):
        """Called once everything is written: contract and lines may move together."""
        # A contract that was closed early may have lines that never came into force.
        for line in self.filtered(lambda line: line.state != "closed"):
            contract = line.contract_id
            starts_before = line.date_start < contract.date_start
            ends_after = contract.date_end and (
                not line.date_end or line.date_end > contract.date_end
            )
            if starts_before or ends_after:
                raise ValidationError(
                    self.env._(
                        "The line %(line)s must lie within its contract, %(start)s to "
                        "%(end)s. Change the dates of the line or of the contract.",
                        line=line.display_name,
                        start=format_date(self.env, contract.date_start),
                        end=format_date(self.env, contract.date_end) or "…",
                    )
                )

    @api.constrains("equipment_id", "contract_id")
    def _check_equipment_customer(self):
        for line in self.filtered("equipment_id"):
            owner = line.equipment_id.partner_id.commercial_partner_id
            customer = line.partner_id.commercial_partner_id
            if owner != customer and line.state == "draft":
                raise ValidationError(
                    self.env._(
                        "%(equipment)s belongs to %(owner)s, not to %(customer)s: "
                        "choose equipment of the contract's customer.",
                        equipment=line.equipment_id.display_name,
                        owner=owner.display_name or self.env._("nobody"),
                        customer=customer.display_name,
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_inside_contract()
        return lines

    # === HOOKS === #

    def _on_changed(self, names):
        super()._on_changed(names)
        if {"date_start", "date_end", "contract_id"} & names:
            self._check_inside_contract()

    # === LIFE METHODS === #

    def _end_on(self, day):
        """Let the lines end on ``day``, or on their own first day if that is later."""
        later = self.filtered(lambda line: not line.date_end or line.date_end > day)
        for end, lines in later.grouped(lambda line: max(line.date_start, day)).items():
            lines.date_end = end
