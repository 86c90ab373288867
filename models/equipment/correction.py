# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import float_compare

from ..shared.guarded import work_off
from ..shared.own_context import own
from .capture.units import DIGITS

STATE_BY_KIND = {
    "delivered": "in_service",
    "registered": "in_service",
    "handed_over": "in_service",
    "returned": "returned",
    "retired": "retired",
}


class ServiceEquipment(models.Model):
    """What capture has read is corrected afterwards, and the installed base follows.

    Done moves may get another lot, quantity, day or customer; what they have told is
    brought in line with what they tell now. What happened since then stands.
    """

    _inherit = "service.equipment"

    # === ENTRY POINT === #

    @api.model
    def _correct_safely(self, moves):
        """Follow corrections of done ``moves``; what fails is left to a person."""
        history = self.with_context(tracking_disable=True, **own(service_history=True))
        work_off(
            self.env,
            self._filter_captured(moves),
            history._correct_moves,
            self._note_failure,
        )

    @api.model
    def _correct_moves(self, moves):
        """Bring the installed base in line with done ``moves`` that were captured."""
        for move, events in self._get_events(moves).items():
            self._correct_content(move, events)
        for move, events in self._get_events(moves).items():
            self._correct_placement(self._get_placement(move), events)

    @api.model
    def _get_events(self, moves):
        events = self.env["service.equipment.event"].search(
            Domain("move_id", "in", moves.ids)
        )
        return events.grouped("move_id")

    # === WHAT WAS MOVED === #

    @api.model
    def _correct_content(self, move, events):
        """Follow another lot or quantity of ``move``."""
        told = events.equipment_id.with_context(active_test=False).filtered(
            lambda e: e.product_id == move.product_id
        )
        self._renumber(move, told)
        quantities = defaultdict(float)
        for equipment in told:
            quantities[equipment.lot_id] += equipment.quantity
        moved = self._get_moved(move) if self._is_captured(move) else {}
        for lot, quantity in quantities.items():
            units = told.filtered(lambda e, lot=lot: e.lot_id == lot)
            units._forget_surplus(move, quantity - moved.get(lot, 0.0))
        missing = {
            lot: quantity - quantities[lot]
            for lot, quantity in moved.items()
            if float_compare(quantity, quantities[lot], precision_digits=DIGITS) > 0
        }
        if missing:
            equipment = self.with_context(**own(service_moved={move.id: missing}))
            equipment._capture_moves(move)

    @api.model
    def _is_captured(self, move):
        return move.state == "done" and (
            self._is_delivery(move) or self._is_return(move)
        )

    @api.model
    def _renumber(self, move, told):
        """Give the numbers that ``move`` has got to those that it has lost.

        Where nothing but this move tells of an equipment, the object is the same one
        and only its number was wrong.
        """
        known = self._match_serials(move)
        lots = move.move_line_ids.filtered("quantity").lot_id
        lots = lots.filtered(self._is_serial)
        new = lots.filtered(lambda lot: (move.company_id.id, lot.id) not in known)
        wrong = told.filtered(
            lambda e: (
                self._is_serial(e.lot_id)
                and e.lot_id not in lots
                and e.event_ids.move_id == move
            )
        )
        for equipment, lot in zip(wrong, new, strict=False):
            equipment.lot_id = lot

    def _forget_surplus(self, move, quantity):
        """``move`` has moved ``quantity`` units less than these."""
        for one in self.sorted(lambda e: (bool(e.serial_number), -e.id)):
            if float_compare(quantity, 0, precision_digits=DIGITS) <= 0:
                return
            if float_compare(one.quantity, quantity, precision_digits=DIGITS) > 0:
                one.quantity -= quantity
                return
            quantity -= one.quantity
            one._forget_move(move)

    def _forget_move(self, move):
        """``move`` never had anything to do with this equipment.

        It stands as the rest of its history tells; without any it is put aside.
        """
        self.ensure_one()
        events = self.event_ids.filtered(lambda event: event.move_id == move)
        was_last = events and self.event_ids[:1] in events
        delivered = "delivered" in events.mapped("kind")
        day = events[:1].date
        events.sudo().unlink()  # sudo: only the system writes the history
        if delivered and was_last:
            self._end_promises(day)
        if not self.event_ids:
            self.write({"state": "returned", "active": False})
        elif was_last:
            self.write(self._prepare_told_vals())

    def _prepare_told_vals(self):
        """Where the equipment stands, as its history tells."""
        self.ensure_one()
        placing = self.event_ids.filtered(lambda event: event.kind in STATE_BY_KIND)
        delivered = placing.filtered(lambda event: event.kind == "delivered")
        vals = {"delivery_date": delivered[:1].date}
        if placing:
            vals["state"] = STATE_BY_KIND[placing[0].kind]
        if self.event_ids[0].partner_id:
            vals |= {
                "partner_id": self.event_ids[0].partner_id.id,
                "site_id": self.event_ids[0].site_id.id,
            }
        return vals

    # === WHERE AND WHEN === #

    @api.model
    def _correct_placement(self, placement, events):
        """Follow another day or customer of a move that tells ``events``."""
        delivered = events.filtered(lambda event: event.kind == "delivered")
        self._correct_customer(placement, delivered)
        for day, others in events.grouped("date").items():
            if day != placement.date:
                goods = (others & delivered).equipment_id
                goods.filtered(lambda e, day=day: e.delivery_date == day)._correct_day(
                    placement.date
                )
                others.date = placement.date

    def _correct_day(self, day):
        """They were delivered on ``day``; the warranty follows."""
        self.delivery_date = day
        # here and now, while nothing is tracked: the history tells it all
        self._recompute_recordset(["warranty_start", "warranty_end"])

    @api.model
    def _correct_customer(self, placement, events):
        """Follow another customer or address of a delivery, unless it moved since."""
        place = (placement.partner, placement.site)
        wrong = events.filtered(lambda one: (one.partner_id, one.site_id) != place)
        if not placement.partner or not wrong:
            return
        for (partner, site), others in wrong.grouped(
            lambda event: (event.partner_id, event.site_id)
        ).items():
            goods = others.equipment_id.filtered(
                lambda e, partner=partner, site=site: (
                    (e.partner_id.commercial_partner_id, e.site_id)
                    == (partner.commercial_partner_id, site)
                )
            )
            goods._filter_leaving(placement)._end_promises(placement.date)
            goods.write(
                {"partner_id": placement.partner.id, "site_id": placement.site.id}
            )
        wrong.write({"partner_id": placement.partner.id, "site_id": placement.site.id})

    # === SERIAL NUMBERS === #

    @api.model
    def _capture_history(self, moves):
        """Bring in what was shipped, and close the question about it."""
        super()._capture_history(moves)
        self.env["service.equipment.anomaly"]._close_told(moves.product_id)

    @api.model
    def _follow_lots(self, lots):
        """Bear the numbers that ``lots`` bear now, also when they were exchanged.

        Where another equipment bears the number already, none is borne until a person
        has decided which is which.
        """
        equipment = (
            self.with_context(active_test=False)
            .search(Domain("lot_id", "in", lots.ids))
            .filtered(
                lambda e: self._is_serial(e.lot_id) and e.serial_number != e.lot_id.name
            )
        )
        if not equipment:
            return
        equipment.serial_number = False  # no two at a time, whatever the order
        equipment.flush_recordset(["serial_number"])
        taken = equipment._find_namesakes()
        for one in equipment - equipment.filtered(lambda e: e in taken):
            one.serial_number = one.lot_id.name
        self.env["service.equipment.anomaly"]._follow_serials(equipment, taken)

    def _find_namesakes(self):
        """The equipment that bears the number of the lot of each of these, if any."""
        others = self.with_context(active_test=False).search(
            Domain("company_id", "in", self.company_id.ids)
            & Domain("product_id", "in", self.product_id.ids)
            & Domain("serial_number", "in", self.lot_id.mapped("name"))
        )
        by_key = others.grouped(lambda e: (e.company_id, e.product_id, e.serial_number))
        found = {
            one: by_key.get((one.company_id, one.product_id, one.lot_id.name))
            for one in self
        }
        return {one: other for one, other in found.items() if other}


class ServiceEquipmentAnomaly(models.Model):
    """What a correction leaves to a person."""

    _inherit = "service.equipment.anomaly"

    kind = fields.Selection(
        selection_add=[
            ("serial", "Number Twice"),
            ("tracked", "Delivered Before"),
            ("warranty", "Warranty Setting Changed"),
        ],
        ondelete={
            "serial": "cascade",
            "tracked": "cascade",
            "warranty": "cascade",
        },
    )

    def _retry(self):
        # sudo is that of the caller
        if self.kind == "serial":
            self.env["service.equipment"]._follow_lots(self.lot_ids)
            return self.message if self.state == "open" else None
        if self.kind == "tracked":
            self.env["service.equipment"]._capture_history(self._find_untold())
            return None
        if self.kind == "warranty":
            self._find_goods()._renew_warranty()
            return None
        return super()._retry()

    @api.model
    def _follow_serials(self, equipment, taken):
        """Tell which numbers are borne twice, and close what is not any more."""
        known = self.search(
            Domain("kind", "=", "serial")
            & Domain("state", "=", "open")
            & Domain("lot_ids", "in", equipment.lot_id.ids)
        )
        told = self.browse().union(
            *(
                known.filtered(lambda a, one=one: one.lot_id in a.lot_ids)
                for one in taken
            )
        )
        (known - told).action_solve()
        self.create(
            [
                {
                    "company_id": one.company_id.id,
                    "date": fields.Datetime.now(),
                    "kind": "serial",
                    "product_id": one.product_id.id,
                    "lot_ids": [fields.Command.set(one.lot_id.ids)],
                    "message": self.env._(
                        "%(serial)s is the number of two equipment: of the one of this "
                        "lot, at %(customer)s, and of one at %(other)s. Correct the "
                        "number of the lot or of the other equipment, or retire and "
                        "rename what was entered twice; then try again.",
                        serial=one.lot_id.name,
                        customer=one.partner_id.display_name
                        or self.env._("no customer"),
                        other=other[0].partner_id.display_name
                        or self.env._("no customer"),
                    ),
                }
                for one, other in taken.items()
                if one.lot_id not in told.lot_ids
            ]
        )

    # === SETTINGS OF PRODUCTS === #

    def _find_untold(self):
        """Done moves of the product that the installed base was never told of."""
        moves = self.env["stock.move"].search(
            Domain("product_id", "=", self.product_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("state", "=", "done")
        )
        equipment = self.env["service.equipment"]
        moves = equipment._filter_to_capture(moves)
        return moves - equipment._filter_captured(moves)

    @api.model
    def _close_told(self, products):
        """Close what tells of deliveries that are in the installed base by now."""
        asked = self.search(
            Domain("kind", "=", "tracked")
            & Domain("state", "=", "open")
            & Domain("product_id", "in", products.ids)
        )
        asked.filtered(lambda anomaly: not anomaly._find_untold()).action_solve()

    def _find_goods(self):
        return self.env["service.equipment"].search(
            Domain("product_id", "=", self.product_id.id)
            & Domain("company_id", "=", self.company_id.id)
        )

    @api.model
    def _note_setting(self, kind, counts, get_message):
        """Tell, once for each product and company, what a changed setting leaves.

        :param counts: number of records by company and product
        :param get_message: takes a product and a number
        """
        for (company, product), count in counts.items():
            domain = (
                Domain("kind", "=", kind)
                & Domain("product_id", "=", product.id)
                & Domain("company_id", "=", company.id)
                & Domain("state", "=", "open")
            )
            vals = {"message": get_message(product, count)}
            known = self.search(domain)
            known.write(vals)
            if not known:
                self.create(
                    {
                        **vals,
                        "company_id": company.id,
                        "date": fields.Datetime.now(),
                        "kind": kind,
                        "product_id": product.id,
                    }
                )
