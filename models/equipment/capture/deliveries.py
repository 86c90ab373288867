# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
from collections import defaultdict
from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.local_time import local_day
from ...shared.guarded import work_off
from ...shared.own_context import get_own, own

_logger = logging.getLogger(__name__)


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

    # === ENTRY POINTS === #

    @api.model
    def _capture_safely(self, moves):
        """Keep the installed base in step with done moves, and never stop them.

        What fails is undone, recorded as an anomaly and left to a person. One bad move
        does not hold up the others.

        :param moves: ``stock.move`` records that are done
        """
        work_off(
            self.env,
            self._filter_to_capture(moves),
            self._capture_moves,
            self._note_failure,
        )

    @api.model
    def _note_failure(self, move, error):
        _logger.warning(
            "The installed base cannot follow moves %s", move.ids, exc_info=error
        )
        self.env["service.equipment.anomaly"]._record_error(move, error)

    @api.model
    def _capture_moves(self, moves):
        """Keep the installed base in step with done stock moves.

        Goods that reach a customer are registered or re-activated, goods that come
        back are marked as returned. One search and one ``create`` for all moves.

        :param moves: ``stock.move`` records in state ``done``
        """
        # the history tells it all; a message for each serial would slow the delivery
        equipment = self.with_context(tracking_disable=True)
        moves = self._filter_to_capture(moves)
        equipment._capture_deliveries(moves.filtered(self._is_delivery))
        equipment._capture_returns(moves.filtered(self._is_return))

    # === WHICH MOVES === #

    @api.model
    def _filter_to_capture(self, moves):
        return moves.filtered(
            lambda move: (
                move.state == "done"
                and move.product_id.service_tracked
                and (self._is_delivery(move) or self._is_return(move))
            )
        )

    @api.model
    def _is_delivery(self, move):
        """Goods of ours, or a supplier's, go to a customer. A stock count does not."""
        return move.location_dest_id.usage == "customer" and (
            move.location_id.usage not in ("customer", "inventory")
        )

    @api.model
    def _is_return(self, move):
        return (
            move.location_id.usage == "customer"
            and move.location_dest_id.usage != "customer"
        )

    @api.model
    def _is_serial(self, lot):
        return bool(lot) and lot.product_id.tracking == "serial"

    @api.model
    def _get_moved(self, move):
        """Quantity that ``move`` moved, by lot, in the unit of the product.

        While a correction is caught up with, only what is new of it.
        """
        new = get_own(self.env, "service_moved", {})
        if move.id in new:
            return new[move.id]
        moved = defaultdict(float)
        for line in move.move_line_ids:
            if line.quantity:
                moved[line.lot_id] += line.quantity_product_uom
        return moved

    # === DELIVERIES === #

    def _capture_deliveries(self, moves):
        if not moves:
            return
        known = self._search_by_lot(moves)
        units = self._search_units(moves, "returned")
        to_create = []
        to_place = defaultdict(self.browse)
        for move in moves:
            placement = self._get_placement(move)
            for lot, quantity in self._get_moved(move).items():
                equipment = known.get((move.company_id.id, lot.id), self.browse())
                missing = 0 if equipment else quantity
                if not self._is_serial(lot):
                    equipment = self._take_units(units, placement, lot, quantity)
                    missing = quantity - sum(equipment.mapped("quantity"))
                to_place[placement] |= equipment
                if missing:
                    to_create += self._prepare_capture_vals(placement, lot, missing)
        self._place_known(to_place)
        self._propose_parents(to_create)
        self._create_captured(to_create)

    def _place_known(self, to_place):
        """Deliver equipment that exists already, and report what cannot be true."""
        self.union(*to_place.values())._warm_up()
        anomalies = self.env["service.equipment.anomaly"]
        anomaly_vals, events = [], []
        leaving = defaultdict(self.browse)
        placed = defaultdict(self.browse)
        for placement, equipment in to_place.items():
            late = equipment._filter_late(placement.move)
            late._complete_delivery(placement)
            current = equipment - late
            assembly = current._with_components()
            leaving[placement.date] |= assembly._filter_leaving(placement)
            placed[placement._replace(move=None)] |= assembly
            events += (late | assembly)._prepare_capture_events("delivered", placement)
            anomaly_vals += anomalies._prepare_left_twice(
                current._filter_away(placement), placement
            )
            anomaly_vals += anomalies._prepare_no_customer(placement)
        for date, equipment in leaving.items():
            equipment._end_promises(date)
        for placement, equipment in placed.items():
            equipment._place(placement)
        self.env["service.equipment.event"].create(events)
        anomalies.create(anomaly_vals)

    def _get_placement(self, move):
        """Customer, site and day of a delivery."""
        picking = move.picking_id
        site = picking.partner_id or move.partner_id
        if move.location_id.usage == "supplier" and move.partner_id:
            site = move.partner_id  # of drop shipping the transfer names the supplier
        order = move.sale_line_id.order_id
        customer = (order.partner_id or site).commercial_partner_id
        if site.commercial_partner_id != customer:
            site = order.partner_shipping_id
        if site.commercial_partner_id != customer:
            site = customer
        date = local_day(move.date, site._get_service_zone(move.company_id))
        return Placement(move.company_id, customer, site, date, move)

    def _prepare_capture_vals(self, placement, lot, quantity):
        """Values of the equipment that delivered goods of one lot, or none, register.

        A serial number gives one equipment. Other goods give one for each unit, or one
        for all of them when they are many or no whole number.
        """
        vals = {
            "company_id": placement.company.id,
            "product_id": placement.move.product_id.id,
            "lot_id": lot.id,
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
        if self._is_serial(lot):
            return [vals]
        quantities = self._split_quantity(
            quantity, placement.company.service_unit_limit
        )
        return [{**vals, "quantity": one} for one in quantities]

    def _create_captured(self, vals_list):
        return self.with_context(
            **own(service_capture=True),
            tracking_disable=True,
            mail_create_nosubscribe=True,
            mail_create_nolog=True,
        ).create(vals_list)

    def _filter_leaving(self, placement):
        """Those that leave their customer for another one."""
        return self.filtered(
            lambda e: (
                placement.partner
                and e.partner_id.commercial_partner_id != placement.partner
            )
        )

    def _place(self, placement):
        """Deliver equipment that exists already.

        The same customer gets it back as it was, warranty included. Another customer
        gets it as new: delivery and warranty begin again. When nobody knows who the
        customer is, it stays with the last one.
        """
        placed = self.with_context(**own(service_event_date=placement.date))
        vals = {"state": "in_service", "active": True}
        if placement.partner:
            moved = placed._filter_leaving(placement)
            moved.filtered(
                lambda e: e.parent_id and e.parent_id not in moved
            ).parent_id = False
            moved.write(
                {
                    "partner_id": placement.partner.id,
                    "site_id": placement.site.id,
                    "delivery_date": placement.date,
                    "install_date": False,
                }
            )
            moved._compute_warranty()  # another customer, another warranty
            placed._complete_delivery(placement)
            vals["site_id"] = placement.site.id
        placed.write(vals)

    def _complete_delivery(self, placement):
        """Enter the day of delivery of equipment that the customer had without one."""
        self.filtered(
            lambda e: (
                not e.delivery_date
                and e.partner_id.commercial_partner_id == placement.partner
            )
        ).write({"delivery_date": placement.date})

    def _end_promises(self, date):
        """Hook: the equipment leaves its customer on ``date``."""

    @api.model
    def _propose_parents(self, vals_list):
        """Hook: add ``parent_id`` to the values of equipment whose whole is known."""

    def _filter_away(self, placement):
        """Those that stand with a customer still, so that they cannot leave again."""
        return self.filtered(
            lambda e: (
                e.state == "in_service"
                and e.partner_id
                and (
                    e.partner_id.commercial_partner_id != placement.partner
                    or "delivered" in e.event_ids.mapped("kind")
                )
            )
        )

    # === RETURNS === #

    def _capture_returns(self, moves):
        if not moves:
            return
        known = self._search_by_lot(moves)
        units = self._search_units(moves, "in_service")
        self.union(*known.values())._warm_up()
        by_state = defaultdict(self.browse)
        events = []
        for move in moves:
            placement = self._get_placement(move)
            equipment = self.browse()
            for lot, quantity in self._get_moved(move).items():
                if self._is_serial(lot):
                    key = (move.company_id.id, lot.id)
                    equipment |= known.get(key, self.browse())
                else:
                    equipment |= self._take_units(units, placement, lot, quantity)
            late = equipment._filter_late(move)
            returned = (equipment - late)._with_components()
            # what is scrapped at the customer's does not come back
            scrapped = move.location_dest_id.usage == "inventory"
            state = "retired" if scrapped else "returned"
            by_state[state, placement.date] |= returned
            events += returned._prepare_event_vals(state, placement.date, move)
            events += late._prepare_capture_events(state, placement)
        self.env["service.equipment.event"].create(events)
        for (state, date), equipment in by_state.items():
            if state == "retired":
                equipment._end_promises(date)
            equipment.with_context(**own(service_event_date=date)).write(
                {"state": state}
            )

    def _prepare_capture_events(self, kind, placement):
        """Values of one event for each equipment that went as ``placement`` says."""
        return [
            {**vals, "partner_id": placement.partner.id, "site_id": placement.site.id}
            for vals in self._prepare_event_vals(kind, placement.date, placement.move)
        ]

    # === WHAT IS KNOWN === #

    def _search_by_lot(self, moves):
        """Equipment of the serial numbers on ``moves``, found and linked to its lot.

        :return: dictionary by company and lot
        """
        known = self._match_serials(moves)
        for (_company, lot), equipment in known.items():
            if not equipment.lot_id:
                equipment.lot_id = lot
        return known

    def _match_serials(self, moves):
        """Equipment, also archived, of the serials on ``moves`` by company and lot.

        Equipment that was entered by hand with the same serial is found too.
        """
        serials = moves.move_line_ids.lot_id.filtered(self._is_serial)
        if not serials:
            return {}
        lots_by_serial = serials.grouped(lambda lot: (lot.product_id, lot.name))
        known = {}
        for equipment in self.with_context(active_test=False).search(
            Domain("company_id", "in", moves.company_id.ids)
            & Domain("product_id", "in", serials.product_id.ids)
            & (
                Domain("serial_number", "in", serials.mapped("name"))
                | Domain("lot_id", "in", serials.ids)
            )
        ):
            serial = (equipment.product_id, equipment.serial_number)
            company = equipment.company_id
            # the lot says which it is, even when its name has changed since
            lots = equipment.lot_id or lots_by_serial.get(serial, ())
            for lot in lots:
                if not lot.company_id or lot.company_id == company:
                    known.setdefault((company.id, lot.id), equipment)
        return known

    def _warm_up(self):
        """Read once for all what each is asked: its components and its history."""
        self._with_components().event_ids.mapped("kind")
        if get_own(self.env, "service_history"):
            self.event_ids.move_id.mapped("date")

    def _with_components(self):
        """The equipment and what is built into it, unless that went its own way."""
        assembly = level = self
        while level:
            children = level.with_context(active_test=False).child_ids
            level = children.with_env(self.env) - assembly
            level = level.filtered(lambda e: e.state == e.parent_id.state)
            assembly |= level
        return assembly
