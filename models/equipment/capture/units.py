# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import float_compare

from ...shared.own_context import own

# Finer than this no quantity of machines is meant.
DIGITS = 3


class ServiceEquipment(models.Model):
    """Goods without a serial number of their own: by lot, or by number only."""

    _inherit = "service.equipment"

    quantity = fields.Float(
        digits="Product Unit",
        default=1.0,
        required=True,
        help="More than one where a delivery had more units without serial number than "
        "the settings allow to register one by one.",
    )

    _check_quantity = models.Constraint(
        "CHECK(quantity > 0)", "The quantity of an equipment must be positive."
    )

    @api.model
    def _split_quantity(self, quantity, limit):
        """Quantity of each equipment that ``quantity`` units without serial give."""
        whole = round(quantity)
        if float_compare(quantity, 0, precision_digits=DIGITS) <= 0:
            return []
        if whole > limit or float_compare(quantity, whole, precision_digits=DIGITS):
            return [quantity]
        return [1.0] * whole

    def _search_units(self, moves, state):
        """Equipment in ``state`` that moves of goods without serial may take again.

        Goods go back out only by returning a return; they come in from the customer
        who has them, also without reference to the delivery.

        :return: dictionary of lists by company, product and lot
        """
        moves = moves.filtered(
            lambda move: (
                not all(map(self._is_serial, move.move_line_ids.lot_id))
                or not move.move_line_ids.lot_id
            )
        )
        origins = moves.origin_returned_move_id
        where = Domain("event_ids.move_id", "in", origins.ids)
        if state == "in_service":
            partners = {self._get_placement(move).partner.id for move in moves}
            where |= Domain("partner_id", "child_of", list(partners - {False}))
        elif not origins:
            return {}
        if not moves:
            return {}
        units = self.search(
            Domain("company_id", "in", moves.company_id.ids)
            & Domain("product_id", "in", moves.product_id.ids)
            & Domain("state", "=", state)
            & where
        ).filtered(lambda e: not self._is_serial(e.lot_id))
        return {
            key: list(found)
            for key, found in units.grouped(
                lambda e: (e.company_id, e.product_id, e.lot_id)
            ).items()
        }

    def _take_units(self, units, placement, lot, quantity):
        """Take equipment for ``quantity`` units out of ``units``.

        Those of the movement that is taken back come first, then those that nobody has
        given a serial number. One that stands for more units than needed is divided.

        :param units: what :meth:`_search_units` has found; loses what is taken
        """
        move = placement.move
        origin = move.origin_returned_move_id
        found = units.get((move.company_id, move.product_id, lot), [])
        taken = self.browse()
        for one in sorted(
            found,
            key=lambda e: (
                not origin or origin not in e.event_ids.move_id,
                bool(e.serial_number),
                e.id,
            ),
        ):
            if float_compare(quantity, 0, precision_digits=DIGITS) <= 0:
                break
            if not one._may_be_taken(placement):
                continue
            if float_compare(one.quantity, quantity, precision_digits=DIGITS) > 0:
                taken |= one._divide(quantity)
                break
            found.remove(one)
            quantity -= one.quantity
            taken |= one
        return taken

    def _may_be_taken(self, placement):
        self.ensure_one()
        origin = placement.move.origin_returned_move_id
        if origin and origin in self.event_ids.move_id:
            return True
        return (
            self.state == "in_service"
            and self.partner_id.commercial_partner_id == placement.partner
        )

    def _divide(self, quantity):
        """Split off an equipment of ``quantity`` units; return it."""
        self.ensure_one()
        self.quantity -= quantity
        part = self.with_context(**own(service_capture=True)).copy(
            {"quantity": quantity, "state": self.state}
        )
        for event in self.event_ids:
            event.copy({"equipment_id": part.id})
        return part
