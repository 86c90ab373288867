# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ...shared.once import take_turns


class ServiceInterventionItem(models.Model):
    """The unit from stock that a customer has while theirs is in the workshop."""

    _inherit = "service.intervention.item"

    loan_move_ids = fields.One2many(
        "stock.move", "service_loan_item_id", string="Loan Moves"
    )
    loan_product_id = fields.Many2one(
        "product.product",
        string="Loan Unit",
        compute="_compute_loan",
        compute_sudo=True,
    )
    loan_lot_id = fields.Many2one(
        "stock.lot",
        string="Loan Serial",
        compute="_compute_loan",
        compute_sudo=True,
    )
    loan_state = fields.Selection(
        [("lent", "Lent"), ("returned", "Returned")],
        string="Loan",
        compute="_compute_loan_state",
        compute_sudo=True,
        store=True,
        index="btree_not_null",
    )

    # === COMPUTE METHODS === #

    @api.depends("loan_move_ids.state")
    def _compute_loan(self):
        for item in self:
            move = item._get_loan_moves()[-1:]
            item.loan_product_id = move.product_id
            item.loan_lot_id = move.lot_ids[:1]

    @api.depends("loan_move_ids.state", "loan_move_ids.quantity")
    def _compute_loan_state(self):
        for item in self:
            lent = item._get_loan_moves()
            back = item.loan_move_ids.filtered(
                lambda move: (
                    move.state == "done" and move.location_id.usage == "customer"
                )
            )
            outside = sum(lent.mapped("quantity")) - sum(back.mapped("quantity"))
            item.loan_state = lent and ("lent" if outside > 0 else "returned")

    def _get_loan_moves(self):
        """The moves that brought a loan unit to the customer, oldest first."""
        self.ensure_one()
        return self.loan_move_ids.filtered(
            lambda move: (
                move.state == "done" and move.location_dest_id.usage == "customer"
            )
        ).sorted("id")

    # === CRUD METHODS === #

    @api.ondelete(at_uninstall=False)
    def _unlink_except_lent(self):
        self._check_nothing_lent()

    # === ACTION METHODS === #

    def action_return_loan(self):
        """The loan unit is back: put it where it was taken from."""
        self._check_asked()
        take_turns(self)
        for item in self:
            if item.loan_state != "lent":
                raise UserError(
                    self.env._(
                        "The customer has no loan unit for %s.", item.display_name
                    )
                )
        self.check_access("write")
        # sudo: people of the workshop have no rights on the stock
        for item in self.sudo():
            item._make_loan_picking(item._prepare_loan_return_vals())

    # === BUSINESS METHODS === #

    def _lend(self, product, lot, source):
        """Take a loan unit from the stock to the customer.

        :param product: ``product.product`` that is lent
        :param lot: its ``stock.lot``, empty for goods without one
        :param source: ``stock.location`` that it is taken from
        :raises UserError: when there is one already, or none on stock
        """
        self.ensure_one()
        self.check_access("write")
        take_turns(self)
        if self.loan_state == "lent":
            raise UserError(
                self.env._(
                    "The customer already has a loan unit for %s. Take it back first.",
                    self.display_name,
                )
            )
        # sudo: people of the workshop have no rights on the stock
        quants = self.env["stock.quant"].sudo()
        if quants._get_available_quantity(product, source, lot_id=lot) < 1:
            raise UserError(
                self.env._(
                    "%s is not on stock. Choose another loan unit.",
                    lot.display_name or product.display_name,
                )
            )
        item = self.sudo()  # sudo: see above
        item._make_loan_picking(item._prepare_loan_vals(product, lot, source))

    def _check_nothing_lent(self):
        for item in self:
            if item.loan_state == "lent":
                raise UserError(
                    self.env._(
                        "The customer has a loan unit for %s. Take it back before you "
                        "delete this.",
                        item.display_name,
                    )
                )

    def _make_loan_picking(self, vals):
        picking = self.env["stock.picking"].create(vals)
        picking.move_ids._action_confirm(merge=False)
        picking._action_done()

    def _prepare_loan_vals(self, product, lot, source):
        job = self.intervention_id
        customer = job.site_id.with_company(self.company_id)
        return self._prepare_loan_picking_vals(
            self._get_warehouse().out_type_id,
            source,
            customer.property_stock_customer,
            {"product_id": product.id, "lot_id": lot.id},
        )

    def _prepare_loan_return_vals(self):
        move = self._get_loan_moves()[-1:]
        type_ = move.picking_type_id
        return self._prepare_loan_picking_vals(
            type_.return_picking_type_id or type_,
            move.location_dest_id,
            move.location_id,
            {"product_id": move.product_id.id, "lot_id": move.lot_ids[:1].id},
            origin_returned_move_id=move.id,
        )

    def _prepare_loan_picking_vals(self, type_, source, target, goods, **move_vals):
        """Values of a transfer of one loan unit that is complete at once."""
        self.ensure_one()
        job = self.intervention_id
        way = {"location_id": source.id, "location_dest_id": target.id}
        product = self.env["product.product"].browse(goods["product_id"])
        move = {
            **way,
            **move_vals,
            "company_id": self.company_id.id,
            "product_id": product.id,
            "product_uom": product.uom_id.id,
            "product_uom_qty": 1.0,
            "service_loan_item_id": self.id,
            "picked": True,
            "move_line_ids": [
                Command.create({**way, **goods, "quantity": 1.0, "picked": True})
            ],
        }
        return {
            **way,
            "company_id": self.company_id.id,
            "picking_type_id": type_.id,
            "partner_id": job.site_id.id,
            "origin": job.name,
            "move_ids": [Command.create(move)],
        }

    def _get_warehouse(self):
        return self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id)], limit=1
        )


class ServiceIntervention(models.Model):
    """A job that a loan unit is out for is not forgotten."""

    _inherit = "service.intervention"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_lent(self):
        """Asked here, as the database deletes the items without asking."""
        self.item_ids._check_nothing_lent()


class ServiceEquipment(models.Model):
    """Loan units are not sold: the installed base does not follow them."""

    _inherit = "service.equipment"

    @api.model
    def _filter_to_capture(self, moves):
        sold = moves.filtered(lambda move: not move.service_loan_item_id)
        return super()._filter_to_capture(sold)


class StockMove(models.Model):
    """Moves of loan units. A return that is made from them is one as well."""

    _inherit = "stock.move"

    service_loan_item_id = fields.Many2one(
        "service.intervention.item",
        string="Lent For",
        check_company=True,
        index="btree_not_null",
        ondelete="set null",
        help="Equipment in the workshop that this loan unit stands in for.",
    )


class StockPicking(models.Model):
    """Nobody waits for word that a loan unit has been shipped."""

    _inherit = "stock.picking"

    def _send_confirmation_email(self):
        loans = self.filtered(lambda picking: picking.move_ids.service_loan_item_id)
        super(StockPicking, self - loans)._send_confirmation_email()
