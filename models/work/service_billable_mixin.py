# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

PRICE_FIELDS = {"price_unit", "discount", "tax_ids"}
NOT_SIGNED_FIELDS = PRICE_FIELDS | {"invoice_line_ids", "note"}


class ServiceBillableMixin(models.AbstractModel):
    """Work or goods of a job that have a price, a cover and a cost.

    Activities and charges share it. A model that inherits it names the field that
    says how much there is (``_quantity_field``, in the unit of the product) and tells
    what kind of promise covers it (:meth:`_get_cover_kind`), whether it is finished
    (:meth:`_is_finished`) and what it costs (:meth:`_get_cost`).
    """

    _name = "service.billable.mixin"
    _description = "Billable Service Work"
    _inherit = [
        "service.followed.mixin",
        "service.kept.values.mixin",
        "service.guarded.mixin",
        "service.bounded.mixin",
    ]
    _check_company_auto = True
    _quantity_field = None

    intervention_id = fields.Many2one(
        "service.intervention",
        string="Job",
        required=True,
        ondelete="cascade",
        index=True,
    )
    item_id = fields.Many2one(
        "service.intervention.item",
        string="Equipment Worked On",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('intervention_id', '=', intervention_id)]",
        help="Empty: for the whole job.",
    )
    company_id = fields.Many2one(
        related="intervention_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(
        related="intervention_id.partner_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="intervention_id.currency_id", store=True)
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    sequence = fields.Integer(default=10)
    price_unit = fields.Float(
        compute="_compute_price_unit",
        store=True,
        readonly=False,
        precompute=True,
        min_display_digits="Product Price",
        string="Price",
    )
    discount = fields.Float(
        string="Disc.%",
        digits="Discount",
        help="Given by hand. It is not added to a cover: the higher of both counts.",
    )
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
    amount_billable = fields.Monetary(
        string="To Pay", compute="_compute_amount_billable", store=True
    )
    cost = fields.Monetary(
        compute="_compute_cost",
        store=True,
        compute_sudo=True,
        currency_field="company_currency_id",
        groups="service_management.group_planner,"
        "service_management.group_contract_manager",
        help="What it costs the company, without taxes.",
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
    note = fields.Html(string="Information Sheet")

    _check_discount = models.Constraint(
        "CHECK(discount BETWEEN 0 AND 100)",
        "A discount is between 0 and 100 percent.",
    )

    # === HOOKS === #

    def _get_service_date(self):
        """Day of the work: it decides about cover, price and invoicing.

        The planned one until it is done.
        """
        self.ensure_one()
        return self.date_done or self.intervention_id._get_service_date()

    def _is_finished(self):
        raise NotImplementedError

    def _get_cost(self):
        """Cost in the currency of the company."""
        raise NotImplementedError

    def _prepare_change(self, vals):
        if self._get_locked_fields() & vals.keys():
            self.intervention_id._check_not_signed()
        if PRICE_FIELDS & vals.keys():
            self.intervention_id._check_prices_not_signed()
        return super()._prepare_change(vals)

    def _on_changed(self, names):
        super()._on_changed(names)
        if "intervention_id" in names:  # the rules hold for the new job as well
            self.check_access("write")

    @api.model
    def _get_locked_fields(self):
        """What a signed report records: all that people enter but the price."""
        return {
            name
            for name, field in self._fields.items()
            if field.store
            and not field.related
            and not (field.compute and field.readonly)
        } - NOT_SIGNED_FIELDS

    # === COMPUTE METHODS === #

    @api.depends("product_id", "intervention_id.pricelist_id")
    def _compute_price_unit(self):
        for record in self._filter_not_invoiced():
            record.price_unit = record._get_list_price() if record.product_id else 0.0

    def _get_list_price(self):
        """Price of the price list of the job on the day of the work."""
        self.ensure_one()
        job = self.intervention_id
        return job.pricelist_id._get_product_price(
            self.product_id.with_company(job.company_id),
            1.0,
            currency=job.currency_id,
            date=self._get_service_date(),
        )

    @api.depends("product_id", "intervention_id.fiscal_position_id", "company_id")
    def _compute_tax_ids(self):
        for record in self._filter_not_invoiced():
            record.tax_ids = record._get_proposed_taxes()

    def _get_proposed_taxes(self):
        """Taxes of what is invoiced, for this company and customer."""
        self.ensure_one()
        return self.product_id._get_service_taxes(
            self.company_id, self.intervention_id.fiscal_position_id
        )

    @api.depends(lambda self: ["price_unit", "coverage", self._quantity_field])
    def _compute_amount_billable(self):
        """What the invoice line comes to, whose quantity and discount are rounded."""
        precision = self.env["decimal.precision"].precision_get
        unit_digits, discount_digits = precision("Product Unit"), precision("Discount")
        for record in self:
            quantity = round(record[record._quantity_field], unit_digits)
            coverage = round(record.coverage, discount_digits)
            record.amount_billable = record.currency_id.round(
                quantity * record.price_unit * (1 - coverage / 100)
            )

    def _compute_cost(self):
        for record in self:
            record.cost = record._get_cost()

    @api.depends(
        "intervention_id.state",
        "amount_billable",
        "invoice_line_ids.service_live",
    )
    def _compute_invoice_state(self):
        for record in self:
            if record._is_billed():
                record.invoice_state = "invoiced"
            elif record.amount_billable and record._is_finished():
                record.invoice_state = "to_invoice"
            else:
                record.invoice_state = "nothing"

    def _is_settled(self, name):
        return super()._is_settled(name) or self._is_billed()

    # === CONSTRAINT METHODS === #

    @api.constrains("item_id", "intervention_id")
    def _check_item(self):
        for record in self.filtered("item_id"):
            if record.item_id.intervention_id != record.intervention_id:
                raise ValidationError(
                    self.env._(
                        "%(equipment)s is not part of job %(job)s. Add it to the job "
                        "first.",
                        equipment=record.item_id.display_name,
                        job=record.intervention_id.name,
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records.intervention_id._check_not_signed()
        return records

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        self.intervention_id._check_not_signed()
        for record in self:
            if record.invoice_state == "invoiced":
                raise UserError(
                    self.env._(
                        "%s has been invoiced. Cancel or credit the invoice before "
                        "you delete it.",
                        record.display_name,
                    )
                )

    # === BUSINESS METHODS === #

    def _is_billed(self):
        # sudo: whoever does the work need not see invoices
        return any(self.sudo().invoice_line_ids.mapped("service_live"))
