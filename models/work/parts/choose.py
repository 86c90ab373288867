# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...shared.asked import Asked
from ...shared.once import take_turns

MOST_SHOWN = 40
MOST_OF_ONE = 1_000_000


class ServiceIntervention(models.Model):
    """Parts of a job are chosen by name, with what the van holds of each."""

    _inherit = "service.intervention"

    # === ACTION METHODS === #

    def action_open_parts(self):
        """Show the sheet on which parts are added and taken away."""
        self._check_asked_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "service_management.service_parts_action"
        )
        return {**action, "params": {"job_id": self.id}}

    # === BUSINESS METHODS === #

    def get_parts(self, text=""):
        """Parts to choose from: those of the job, of the van, and used before.

        :param str text: part of a name, a code or a barcode, or a serial number; with
            it, what is found, that in the van first
        :return: the name of the ``place`` that parts are taken from, and the ``parts``
        """
        self._check_asked_one()
        text = Asked(self.env).text(text).strip()
        location = self._get_parts_location()
        products = self._find_parts(text) if text else self._propose_parts()
        charges = self._get_changeable_parts()
        stock = self._read_parts_stock(products, location)
        return {
            "place": location.sudo().display_name or "",  # sudo: its name only
            "parts": [
                self._prepare_part(product, charges, stock.get(product.id, []))
                for product in products
            ],
        }

    def change_part(self, product_id, quantity, lot_id=False):
        """Let the job have ``quantity`` of a part; none takes it away.

        What has left the stock or is invoiced stays, and is not counted here.

        :param lot_id: the lot or serial number, of a part that has them
        :raises UserError: when a serial number is missing or not where parts are taken
            from, or the job is finished
        """
        self._check_asked_one("write")
        asked = Asked(self.env)
        product = asked.record("product.product", product_id)
        lot = asked.record("stock.lot", lot_id)
        quantity = asked.number(quantity, 0, MOST_OF_ONE)
        take_turns(self)
        self._check_part(product, lot, quantity)
        charges = self._get_changeable_parts().filtered(
            lambda charge: charge.product_id == product and charge.lot_id == lot
        )
        if lot and quantity and not charges:
            charges = self._give_lot(product, lot)
        missing = quantity - sum(charges.mapped("quantity"))
        if missing > 0 and charges:
            charges[0].quantity += missing
        elif missing > 0:
            charges = self._add_part(
                charges, product_id=product.id, lot_id=lot.id, quantity=missing
            )
        elif missing < 0:
            charges._take_away(-missing)
        if lot and quantity:
            charges.exists()._check_lots_in(self._get_parts_location())

    def _check_part(self, product, lot, quantity):
        if not self.is_open:
            raise UserError(
                self.env._(
                    "Job %s is finished. Open it again to change its parts.", self.name
                )
            )
        if not product or (lot and lot.product_id != product):
            raise UserError(self.env._("This part does not exist any more."))
        if quantity and product.tracking != "none" and not lot:
            raise UserError(
                self.env._("Choose the serial number of %s.", product._get_plain_name())
            )
        if product.tracking == "serial" and quantity > 1:
            raise UserError(self.env._("Of a serial number there is only one."))

    def _get_changeable_parts(self):
        """Parts of the job that have not left the stock and are not invoiced."""
        return self.charge_ids.filtered(
            lambda charge: (
                charge.kind == "part" and not charge.move_id and not charge._is_billed()
            )
        )

    def _give_lot(self, product, lot):
        """A part that was foreseen without a serial number gets this one."""
        foreseen = self._get_changeable_parts().filtered(
            lambda charge: charge.product_id == product and not charge.lot_id
        )[:1]
        for charge in foreseen:
            charge.lot_id = lot
        return foreseen

    # === WHAT TO CHOOSE FROM === #

    def _propose_parts(self):
        """Parts of the job, those its operations expect, then those in the van.

        Last come those that were used before.
        """
        todo = self.activity_ids.filtered(lambda activity: activity.state == "todo")
        products = self._get_changeable_parts().product_id | todo.part_ids
        products |= self._find_parts_in_van(Domain.TRUE)
        products |= self._get_parts_used_before()
        return products[:MOST_SHOWN]

    def _find_parts(self, text):
        """Parts with this name, code, barcode or serial number."""
        domain = (
            Domain("name", "ilike", text)
            | Domain("default_code", "ilike", text)
            | Domain("barcode", "=", text)
        )
        lots = self._find_part_lots(text)
        if lots:
            domain |= Domain("id", "in", lots.product_id.ids)
        found = self._find_parts_in_van(domain)
        found |= self.env["product.product"].search(
            domain & self._get_parts_domain(), limit=MOST_SHOWN
        )
        return found[:MOST_SHOWN]

    def _get_parts_domain(self):
        return (
            Domain("sale_ok", "=", True)
            & Domain("type", "=", "consu")
            & Domain("company_id", "in", (False, self.company_id.id))
        )

    def _find_parts_in_van(self, domain):
        location = self._get_parts_location()
        # sudo: technicians have no rights on the stock, and see only what is there
        held = (
            self.env["stock.quant"]
            .sudo()
            ._search(
                Domain("location_id", "child_of", location.ids)
                & Domain("quantity", ">", 0)
            )
        )
        in_van = Domain("id", "in", held.subselect("product_id"))
        return self.env["product.product"].search(
            domain & in_van & self._get_parts_domain(), limit=MOST_SHOWN
        )

    def _get_parts_used_before(self):
        """Parts that the user has entered, or that these machines got; latest first."""
        machines = self.item_ids.equipment_id
        used = self.env["service.charge"]._read_group(
            Domain("kind", "=", "part")
            & (
                Domain("create_uid", "=", self.env.uid)
                | Domain("item_id.equipment_id", "in", machines.ids)
            ),
            ["product_id"],
            order="id:max DESC",
            limit=MOST_SHOWN,
        )
        products = self.env["product.product"].concat(*(one for (one,) in used))
        return products.filtered_domain(self._get_parts_domain())

    @api.model
    def _read_parts_stock(self, products, location):
        """Lot and quantity of what is there, by the id of the product."""
        # sudo: technicians have no rights on the stock, and see only how much
        found = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                Domain("product_id", "in", products.ids)
                & Domain("location_id", "child_of", location.ids),
                ["product_id", "lot_id"],
                ["quantity:sum"],
            )
        )
        stock = {}
        for product, lot, quantity in found:
            stock.setdefault(product.id, []).append((lot, quantity))
        return stock

    def _prepare_part(self, product, charges, stock):
        """What the sheet shows of one part."""
        mine = charges.filtered(lambda charge: charge.product_id == product)
        return {
            "id": product.id,
            "name": product._get_plain_name(),
            "code": product.default_code or "",
            "unit": product.uom_id.name,
            "is_tracked": product.tracking != "none",
            "is_serial": product.tracking == "serial",
            "quantity": sum(mine.mapped("quantity")),
            "there": sum(quantity for _lot, quantity in stock)
            if product.is_storable
            else None,
            "lots": self._prepare_part_lots(mine, stock),
        }

    def _prepare_part_lots(self, charges, stock):
        """Lots and serials of a part that are on the job or can be taken."""
        there = {lot.id: quantity for lot, quantity in stock if lot and quantity > 0}
        taken = {}
        for charge in charges.filtered("lot_id"):
            lot_id = charge.lot_id.id
            taken[lot_id] = taken.get(lot_id, 0.0) + charge.quantity
        lots = self.env["stock.lot"].sudo()  # sudo: names of what is in the van
        return [
            {
                "id": lot.id,
                "name": lot.name,
                "quantity": taken.get(lot.id, 0.0),
                "there": there.get(lot.id, 0.0),
            }
            for lot in lots.browse(list(dict.fromkeys([*taken, *there]))[:MOST_SHOWN])
        ]


class ServiceCharge(models.Model):
    _inherit = "service.charge"

    def _take_away(self, quantity):
        """Take ``quantity`` of a part away, of the last lines first."""
        for charge in reversed(self):
            if quantity >= charge.quantity:
                quantity -= charge.quantity
                charge.unlink()
            elif quantity:
                charge.quantity -= quantity
                quantity = 0
