from collections import defaultdict
from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain


class Placement(NamedTuple):
    """Where captured goods went: one customer, site and day of one company."""

    company: models.Model
    partner: models.Model
    site: models.Model
    date: fields.Date
    move: models.Model


class ServiceEquipment(models.Model):
    """The installed base keeps itself: what shipping adds and takes back."""

    _inherit = "service.equipment"

    @api.model
    def _capture_moves(self, moves):
        """Keep the installed base in step with done stock moves.

        Goods that reach a customer are registered or re-activated, goods that come
        back are marked as returned. One search and one ``create`` for all moves.

        :param moves: ``stock.move`` records in state ``done``
        """
        tracked = moves.filtered(
            lambda move: move.state == "done" and move.product_id.service_tracked
        )
        self._capture_deliveries(tracked.filtered(self._is_delivery))
        self._capture_returns(tracked.filtered(self._is_return))

    @api.model
    def _is_delivery(self, move):
        return (
            move.location_dest_id.usage == "customer"
            and move.location_id.usage != "customer"
        )

    @api.model
    def _is_return(self, move):
        return (
            move.location_id.usage == "customer"
            and move.location_dest_id.usage != "customer"
        )

    def _capture_deliveries(self, moves):
        if not moves:
            return
        known = self._search_by_lot(moves)
        to_create = []
        to_place = defaultdict(self.browse)
        for move in moves:
            placement = self._get_placement(move)
            for line in move.move_line_ids.filtered("quantity"):
                equipment = known.get((move.company_id.id, line.lot_id.id))
                if equipment:
                    to_place[placement] |= equipment
                else:
                    to_create += self._prepare_capture_vals(placement, line)
        for placement, equipment in to_place.items():
            equipment._place(placement)
        self._create_captured(to_create)

    def _capture_returns(self, moves):
        if not moves:
            return
        known = self._search_by_lot(moves)
        for move in moves:
            returned = self.union(
                *(
                    known.get((move.company_id.id, lot.id), self.browse())
                    for lot in move.move_line_ids.lot_id
                )
            )
            returned._log_event(
                "returned", fields.Date.context_today(self, move.date), move
            )
            returned.write({"state": "returned"})

    def _search_by_lot(self, moves):
        """Equipment of the serial numbers on ``moves`` by company and lot, also archived.

        Equipment that was entered by hand with the same serial is found and linked.
        """
        serials = moves.move_line_ids.lot_id.filtered(
            lambda lot: lot.product_id.tracking == "serial"
        )
        if not serials:
            return {}
        lots_by_serial = serials.grouped(lambda lot: (lot.product_id, lot.name))
        known = {}
        for equipment in self.with_context(active_test=False).search(
            Domain("company_id", "in", moves.company_id.ids)
            & Domain("product_id", "in", serials.product_id.ids)
            & Domain("serial_number", "in", serials.mapped("name"))
        ):
            serial = (equipment.product_id, equipment.serial_number)
            company = equipment.company_id
            for lot in lots_by_serial.get(serial, ()):
                if lot.company_id and lot.company_id != company:
                    continue
                known[company.id, lot.id] = equipment
                if not equipment.lot_id:
                    equipment.lot_id = lot
        return known

    def _get_placement(self, move):
        """Customer, site and day of a delivery."""
        site = move.picking_id.partner_id or move.partner_id
        customer = move.sale_line_id.order_id.partner_id or site
        customer = customer.commercial_partner_id
        if site.commercial_partner_id != customer:
            site = customer
        date = fields.Date.context_today(self, move.date)
        return Placement(move.company_id, customer, site, date, move)

    def _prepare_capture_vals(self, placement, line):
        """Values of the equipment that a delivered move line registers.

        A serial number gives one equipment; other goods one for each whole unit.
        """
        vals = {
            "company_id": placement.company.id,
            "product_id": line.product_id.id,
            "lot_id": line.lot_id.id,
            "partner_id": placement.partner.id,
            "site_id": placement.site.id,
            "delivery_date": placement.date,
            "event_ids": [
                fields.Command.create(
                    {
                        "kind": "delivered",
                        "date": placement.date,
                        "partner_id": placement.partner.id,
                        "site_id": placement.site.id,
                        "move_id": placement.move.id,
                    }
                )
            ],
        }
        return [dict(vals) for _unit in range(int(line.quantity_product_uom))]

    def _create_captured(self, vals_list):
        return self.with_context(
            service_capture=True,
            tracking_disable=True,
            mail_create_nosubscribe=True,
            mail_create_nolog=True,
        ).create(vals_list)

    def _place(self, placement):
        """Deliver equipment that exists already.

        The same customer gets it back as it was, warranty included. Another customer
        gets it as new: delivery and warranty begin again.
        """
        moved = self.filtered(
            lambda e: e.partner_id.commercial_partner_id != placement.partner
        )
        moved._end_promises(placement.date)
        moved.write(
            {
                "partner_id": placement.partner.id,
                "delivery_date": placement.date,
                "install_date": False,
                "parent_id": False,
            }
        )
        first = (self - moved).filtered(lambda e: not e.delivery_date)
        first.write({"delivery_date": placement.date})
        self.write(
            {"state": "in_service", "active": True, "site_id": placement.site.id}
        )
        self._log_event("delivered", placement.date, placement.move)

    def _end_promises(self, date):
        """Hook: the equipment leaves its customer on ``date``."""
