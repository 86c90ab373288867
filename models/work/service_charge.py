# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class ServiceCharge(models.Model):
    """Something charged on a job besides work: a part, travel, an expense, a fee."""

    _name = "service.charge"
    _description = "Service Charge"
    _inherit = ["service.billable.mixin"]
    _order = "intervention_id, item_id, sequence, id"
    _quantity_field = "quantity"

    kind = fields.Selection(
        [
            ("part", "Spare Part"),
            ("travel", "Travel"),
            ("expense", "Expense"),
            ("fee", "Fee"),
        ],
        default="part",
        required=True,
    )
    product_id = fields.Many2one(
        "product.product",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        check_company=True,
        domain="[('sale_ok', '=', True)]",
    )
    name = fields.Char(
        string="Description",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    lot_id = fields.Many2one(
        "stock.lot",
        string="Lot/Serial",
        check_company=True,
        domain="[('product_id', '=', product_id)]",
        index="btree_not_null",
    )
    quantity = fields.Float(
        compute="_compute_quantity",
        store=True,
        readonly=False,
        precompute=True,
        digits="Product Unit",
        help="Kilometres for travel.",
    )
    uom_id = fields.Many2one(related="product_id.uom_id")
    tracking = fields.Selection(related="product_id.tracking")
    move_id = fields.Many2one(
        "stock.move",
        string="Stock Move",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Person",
        compute="_compute_employee_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        help="Who travelled, paid or fitted it: the charge is on their daily sheet.",
    )
    is_minimum = fields.Boolean(
        string="Minimum Fee", readonly=True, copy=False, help="Fills up a small job."
    )
    receipt = fields.Image(max_width=1920, max_height=1920, help="Photo of the bill.")
    invoice_line_ids = fields.Many2many(
        "account.move.line",
        "service_charge_invoice_line_rel",
        "charge_id",
        "invoice_line_id",
        string="Invoice Lines",
        copy=False,
        readonly=True,
    )

    _check_quantity = models.Constraint(
        "CHECK(quantity > 0)", "The quantity of a charge must be above zero."
    )

    # === COMPUTE METHODS === #

    @api.depends("name", "product_id")
    def _compute_display_name(self):
        for charge in self:
            charge.display_name = charge.name or charge.product_id._get_plain_name()

    @api.depends("kind")
    def _compute_product_id(self):
        for charge in self:
            if charge.kind == "travel" and not charge.product_id:
                charge.product_id = charge.company_id.service_travel_product_id
            else:
                charge.product_id = charge.product_id

    @api.depends("product_id")
    def _compute_name(self):
        for charge in self:
            lang = charge.partner_id.lang or charge.env.lang
            charge.name = charge.product_id.with_context(lang=lang)._get_plain_name()

    @api.depends("kind")
    def _compute_quantity(self):
        for charge in self:
            if charge.kind == "travel":
                charge.quantity = charge.intervention_id._get_distance_km() or 1.0
            else:
                charge.quantity = charge.quantity or 1.0

    @api.depends("intervention_id")
    def _compute_employee_id(self):
        for charge in self:
            people = charge.intervention_id.employee_ids
            mine = people & charge.env.user.employee_id
            charge.employee_id = charge.employee_id or mine or people[:1]

    @api.model
    def _get_coverage_depends(self):
        return [*super()._get_coverage_depends(), "kind"]

    # === CRUD METHODS === #

    @api.ondelete(at_uninstall=False)
    def _unlink_except_consumed(self):
        for charge in self:
            if charge.move_id:
                raise UserError(
                    self.env._(
                        "%s has left the stock. Return it to the stock before you "
                        "delete it here.",
                        charge.display_name,
                    )
                )

    # === BILLABLE METHODS === #

    def _get_cover_kind(self):
        if self.is_minimum:
            return "labour"
        return {"part": "parts", "travel": "travel", "fee": "travel"}.get(
            self.kind, "parts"
        )

    def _get_cover_details(self):
        return {**super()._get_cover_details(), "product": self.product_id}

    def _is_finished(self):
        return self.intervention_id.state == "done"

    def _get_paid_amount(self):
        """An expense without a cost of its own is passed on at what was paid."""
        return self.currency_id._convert(
            self.quantity * self.price_unit,
            self.company_currency_id,
            self.company_id,
            self._get_service_date(),
        )

    def _prepare_invoice_line_vals(self):
        return {
            **super()._prepare_invoice_line_vals(),
            "service_charge_ids": [fields.Command.link(self.id)],
        }

    # === STOCK METHODS === #

    def _consume_parts(self):
        """Move the spare parts that are storable out of the stock, once.

        :raises UserError: when a tracked part has no lot or serial number
        """
        parts = self.filtered(
            lambda charge: (
                charge.kind == "part"
                and charge.product_id.is_storable
                and not charge.move_id
            )
        )
        parts._check_lots()
        # sudo: technicians take parts from their van without rights on the stock
        moves = (
            self.env["stock.move"]
            .sudo()
            .create([charge._prepare_move_vals() for charge in parts.sudo()])
        )
        for charge, move in zip(parts, moves, strict=True):
            charge._by_server().move_id = move
        moves._action_confirm(merge=False)
        moves._action_done()
        return parts

    def _check_lots(self):
        for charge in self:
            if charge.product_id.tracking != "none" and not charge.lot_id:
                raise UserError(
                    self.env._(
                        "Enter the lot or serial number of %(part)s on job %(job)s: it "
                        "is needed to take it out of the stock.",
                        part=charge.product_id._get_plain_name(),
                        job=charge.intervention_id.name,
                    )
                )
        for location, charges in self.grouped(type(self)._get_source_location).items():
            charges._check_lots_in(location)

    def _prepare_move_vals(self):
        self.ensure_one()
        source = self._get_source_location()
        destination = self.partner_id.with_company(
            self.company_id
        ).property_stock_customer
        return {
            "company_id": self.company_id.id,
            "origin": self.intervention_id.name,
            "partner_id": self.intervention_id.site_id.id,
            "product_id": self.product_id.id,
            "product_uom": self.uom_id.id,
            "product_uom_qty": self.quantity,
            "location_id": source.id,
            "location_dest_id": destination.id,
            "picked": True,
            "move_line_ids": [
                Command.create(
                    {
                        "company_id": self.company_id.id,
                        "product_id": self.product_id.id,
                        "product_uom_id": self.uom_id.id,
                        "quantity": self.quantity,
                        "lot_id": self.lot_id.id,
                        "location_id": source.id,
                        "location_dest_id": destination.id,
                        "picked": True,
                    }
                )
            ],
        }

    def _get_source_location(self):
        return self.intervention_id._get_parts_location()
