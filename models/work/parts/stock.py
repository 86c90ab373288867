# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare, float_round

from ...shared.once import find_twins, take_turns


class ServiceCharge(models.Model):
    """What is there of a part, and parts that come back unused.

    What is charged of a part is what has left the stock for it and not come back: a
    part of a finished job leaves at once, a correction of the stock move is followed,
    and nothing else changes the quantity afterwards.
    """

    _inherit = "service.charge"

    available_quantity = fields.Float(
        string="Available",
        compute="_compute_available_quantity",
        digits="Product Unit",
        help="On hand where the part is taken from: the van, else the warehouse.",
    )

    # === COMPUTE METHODS === #

    @api.depends("product_id", "lot_id", "intervention_id.employee_ids")
    def _compute_available_quantity(self):
        self.available_quantity = 0.0
        parts = self.filtered(
            lambda c: c.kind == "part" and c.product_id.is_storable and not c.move_id
        )
        by_location = parts.grouped(type(self)._get_source_location)
        for location, charges in by_location.items():
            # sudo: technicians have no rights on the stock, and see only how much
            found = (
                self.env["stock.quant"]
                .sudo()
                ._read_group(
                    [
                        ("product_id", "in", charges.product_id.ids),
                        ("location_id", "child_of", location.ids),
                    ],
                    ["product_id", "lot_id"],
                    ["quantity:sum"],
                )
            )
            for charge in charges:
                charge.available_quantity = sum(
                    quantity
                    for product, lot, quantity in found
                    if product.id == charge.product_id.id
                    and charge.lot_id.id in (False, lot.id)
                )

    # === CONSTRAINT METHODS === #

    @api.constrains("quantity", "product_id", "lot_id", "kind")
    def _check_as_left_stock(self):
        for charge in self.filtered("move_id"):
            if charge._get_stock_terms() != charge._get_left_stock():
                raise UserError(
                    self.env._(
                        "%s has left the stock as it is here. Return to the stock what "
                        "was not used, and add another line for what was used in "
                        "addition.",
                        charge.display_name,
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        charges = super().create(vals_list)
        charges._consume_finished()
        return charges

    def _on_changed(self, names):
        super()._on_changed(names)
        if {"intervention_id", "kind", "product_id"} & names:
            self._consume_finished()

    # === ACTION METHODS === #

    def action_return(self):
        """Ask how much of the part goes back to the stock."""
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_charge_return_action"
        )
        return {**action, "context": {"default_charge_id": self.id}}

    # === STOCK METHODS === #

    def _check_lots_in(self, location):
        """Refuse lots and serials that are not where the parts are taken from."""
        tracked = self.filtered("lot_id")
        quantities = tracked.lot_id._get_quantities_in(location)
        for charge in tracked:
            there = quantities.get(charge.lot_id.id, 0.0)
            if float_compare(there, charge.quantity, precision_digits=4) < 0:
                raise UserError(
                    self.env._(
                        "%(serial)s of %(part)s is not in %(location)s. It is in: "
                        "%(places)s. Choose one that is there, or move it first.",
                        serial=charge.lot_id.name,
                        part=charge.product_id._get_plain_name(),
                        location=location.display_name,
                        places=charge._get_lot_places() or self.env._("no stock"),
                    )
                )

    def _get_lot_places(self):
        # sudo: names of locations only
        quants = self.sudo().lot_id.quant_ids.filtered(lambda q: q.quantity > 0)
        return ", ".join(quants.location_id.mapped("display_name"))

    def _return_to_stock(self, quantity):
        """Move ``quantity`` of a part back to where it was taken from.

        :raises UserError: when it never left, is invoiced, or less of it was taken
        """
        self.ensure_one()
        self.check_access("write")
        self.intervention_id._check_not_signed()
        take_turns(self)
        self._check_returnable(quantity)
        self._check_not_just_returned(quantity)
        job, part = self.intervention_id, self.display_name
        # sudo: technicians put parts back without rights on the stock
        move = self.env["stock.move"].sudo().create(self._prepare_return_vals(quantity))
        move._action_confirm(merge=False)
        move._action_done()  # which the charge follows
        job.message_post(
            body=self.env._(
                "Returned to %(location)s: %(quantity)s × %(part)s",
                location=move.location_dest_id.display_name,
                quantity=f"{quantity:g}",
                part=part,
            )
        )

    def _check_returnable(self, quantity):
        if not self.move_id:
            raise UserError(
                self.env._(
                    "%s has not left the stock yet. Change its quantity or delete it.",
                    self.display_name,
                )
            )
        if self.invoice_state == "invoiced":
            raise UserError(
                self.env._(
                    "%s has been invoiced. Credit the invoice before you return it.",
                    self.display_name,
                )
            )
        taken = self._get_returnable_quantity()
        if quantity <= 0 or float_compare(quantity, taken, 4) > 0:
            raise UserError(
                self.env._(
                    "Between 0 and %(quantity)s of %(part)s can be returned.",
                    quantity=f"{taken:g}",
                    part=self.display_name,
                )
            )

    def _check_not_just_returned(self, quantity):
        # sudo: only whether some of this part has just come back is taken from it
        returned = find_twins(self.move_id.sudo().returned_move_ids)
        if any(not float_compare(one.quantity, quantity, 4) for one in returned):
            raise UserError(
                self.env._(
                    "As much of %s has just been returned. If more is to be returned, "
                    "wait a minute.",
                    self.display_name,
                )
            )

    def _get_returnable_quantity(self):
        """How much can come back: no more than the own stock move has taken."""
        product, _lot, left = self._get_left_stock()
        return min(self.quantity, left) if product == self.product_id.id else 0.0

    def _prepare_return_vals(self, quantity):
        vals = self._prepare_move_vals()
        move = self.move_id.sudo()  # sudo: only where the goods went is taken from it
        source, destination = move.location_dest_id.id, move.location_id.id
        places = {"location_id": source, "location_dest_id": destination}
        _create, _virtual, line = vals["move_line_ids"][0]
        return {
            **vals,
            **places,
            "product_uom_qty": quantity,
            "origin_returned_move_id": move.id,
            "move_line_ids": [Command.create({**line, **places, "quantity": quantity})],
        }

    # === WHAT HAS LEFT === #

    def _consume_finished(self):
        """Parts that are added to a finished job leave the stock at once."""
        self.filtered(lambda c: c.intervention_id.state == "done")._consume_parts()

    def _get_stock_terms(self):
        """Product, lot and quantity that are charged."""
        self.ensure_one()
        is_part = self.kind == "part"
        quantity = float_round(self.quantity if is_part else 0.0, precision_digits=4)
        return self.product_id.id, self.lot_id.id, quantity

    def _get_left_stock(self):
        """Product, lot and quantity that have left the stock and not come back."""
        self.ensure_one()
        move = self.move_id.sudo()  # sudo: only what left is taken from it
        back = move.returned_move_ids.filtered(lambda one: one.state == "done")
        unit = move.product_id.uom_id
        quantity = sum(
            sign * one.product_uom._compute_quantity(one.quantity, unit)
            for moves, sign in ((move, 1), (back, -1))
            for one in moves
        )
        lot = move.lot_ids[:1]
        return move.product_id.id, lot.id, float_round(quantity, precision_digits=4)

    def _follow_stock(self):
        """Charge what has left the stock, after its moves were corrected.

        :raises UserError: when the part is invoiced or its report signed
        """
        for charge in self:
            left = charge._get_left_stock()
            _product, lot_id, quantity = left
            if quantity <= 0:
                charge._by_server().move_id = False
                charge.unlink()
            elif left != charge._get_stock_terms():
                charge.write({"quantity": quantity, "lot_id": lot_id})


class StockMove(models.Model):
    """Goods that come back from a job."""

    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        done = super()._action_done(cancel_backorder=cancel_backorder)
        done.origin_returned_move_id._update_service_charges()
        return done

    def _update_service_charges(self):
        """Let the parts of jobs follow these moves that brought them there."""
        if self:
            # sudo: whoever works in the stock need not see jobs
            charges = self.env["service.charge"].sudo()
            charges.search([("move_id", "in", self.ids)])._follow_stock()


class StockMoveLine(models.Model):
    """Corrections of goods that have left for a job."""

    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._get_done_moves()._update_service_charges()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if {"quantity", "product_uom_id", "lot_id"} & vals.keys():
            self._get_done_moves()._update_service_charges()
        return result

    def _get_done_moves(self):
        return self.move_id.filtered(lambda move: move.state == "done")
