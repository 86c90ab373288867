# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A delivery always goes through; what cannot be captured or believed is listed."""

from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_capture import CAPTURE, CaptureCommon


@tagged("post_install", "-at_install")
class TestAnomaly(CaptureCommon):
    """Errors, impossible deliveries and deliveries to nobody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._make_user("planner", "service_management.group_planner")

    def _fail_for(self, product=None):
        """Let capture fail in the database for ``product``, or for every product."""
        model = self.env.registry["service.equipment"]
        original = model._prepare_capture_vals

        def prepare(equipment, placement, lot, quantity):
            vals_list = original(equipment, placement, lot, quantity)
            if not product or placement.move.product_id == product:
                for vals in vals_list:
                    vals["quantity"] = -1.0
            return vals_list

        return patch.object(model, "_prepare_capture_vals", prepare)

    def _ship_badly(self, *serials):
        self._make_stock(self.machine, serials=serials)
        picking = self._make_order(self.machine, len(serials)).picking_ids
        with self._fail_for(self.machine), mute_logger("odoo.sql_db", CAPTURE):
            self._ship(picking)
        return picking

    # === ERRORS === #

    def test_error_is_recorded_and_the_delivery_goes_through(self):
        picking = self._ship_badly("SN-1", "SN-2")
        self.assertEqual(picking.state, "done")
        self.assertFalse(self._equipment_of(self.machine))
        anomaly = self._anomalies_of(self.machine)
        self.assertRecordValues(
            anomaly,
            [
                {
                    "kind": "error",
                    "state": "open",
                    "company_id": self.company.id,
                    "picking_id": picking.id,
                    "move_id": picking.move_ids.id,
                    "product_id": self.machine.id,
                }
            ],
        )
        self.assertEqual(anomaly.lot_ids, picking.move_ids.move_line_ids.lot_id)
        self.assertIn("quantity", anomaly.message)

    def test_conflict_with_another_user_is_left_to_odoo_to_repeat(self):
        self._make_stock(self.machine, serials=["SN-1"])
        picking = self._make_order(self.machine).picking_ids
        model = self.env.registry["service.equipment"]
        conflict = patch.object(
            model, "_prepare_capture_vals", side_effect=SerializationFailure
        )
        with conflict, self.assertRaises(SerializationFailure):
            self._ship(picking)

    def test_error_is_logged(self):
        self._make_stock(self.machine, serials=["SN-1"])
        picking = self._make_order(self.machine).picking_ids
        with (
            self._fail_for(),
            mute_logger("odoo.sql_db"),
            self.assertLogs(CAPTURE, "WARNING") as log,
        ):
            self._ship(picking)
        self.assertIn("cannot follow", log.output[0])

    def test_one_bad_move_does_not_hold_up_the_others(self):
        good = self._make_serial_product("Good")
        self._make_stock(good, serials=["G-1"])
        self._make_stock(self.machine, serials=["SN-1"])
        pickings = (
            self._make_order(good).picking_ids
            | self._make_order(self.machine).picking_ids
        )
        pickings.action_assign()
        pickings.move_ids.picked = True
        with self._fail_for(self.machine), mute_logger("odoo.sql_db", CAPTURE):
            pickings.button_validate()
        self.assertEqual(set(pickings.mapped("state")), {"done"})
        self.assertEqual(self._equipment_of(good).serial_number, "G-1")
        self.assertFalse(self._anomalies_of(good))
        self.assertTrue(self._anomalies_of(self.machine))

    def test_error_of_a_user_with_stock_rights_only(self):
        clerk = self._make_user("clerk", "stock.group_stock_user")
        self._make_stock(self.machine, serials=["SN-1"])
        picking = self._make_order(self.machine).picking_ids.with_user(clerk)
        with self._fail_for(), mute_logger("odoo.sql_db", CAPTURE):
            self._ship(picking)
        self.assertEqual(len(self._anomalies_of(self.machine)), 1)

    def test_customer_of_another_company_is_an_error_of_the_installed_base(self):
        other = self.env["res.company"].create({"name": "Other"})
        lots = self._make_stock(self.machine, serials=["SN-1", "SN-2"])
        foreign = self._make_customer("Foreign")
        move = self._out(self.part, partner_id=foreign.id)
        foreign.sudo().company_id = other
        move.product_id.service_tracked = True
        with mute_logger(CAPTURE):
            self.env["service.equipment"].sudo()._capture_safely(move)
        self.assertFalse(self._equipment_of(self.part))
        errors = self._anomalies_of(self.part).filtered(lambda a: a.kind == "error")
        self.assertIn("Foreign", errors.message)
        self._out(self.machine, lots)
        self.assertEqual(len(self._equipment_of(self.machine)), 2)

    def test_message_of_odoo_is_told_as_it_is(self):
        self._make_stock(self.machine, serials=["SN-1"])
        picking = self._make_order(self.machine).picking_ids
        model = self.env.registry["service.equipment"]
        with (
            patch.object(model, "_create_captured", side_effect=UserError("No way")),
            mute_logger(CAPTURE),
        ):
            self._ship(picking)
        self.assertEqual(self._anomalies_of(self.machine).message, "No way")

    # === TRY AGAIN === #

    def test_try_again_captures_and_solves(self):
        self._ship_badly("SN-1")
        anomaly = self._anomalies_of(self.machine)
        self.assertTrue(anomaly.with_user(self.planner).action_retry())
        self.assertEqual(anomaly.state, "solved")
        equipment = self._equipment_of(self.machine)
        self.assertEqual(equipment.serial_number, "SN-1")
        self.assertEqual(equipment.partner_id, self.customer)

    def test_try_again_that_fails_says_why_and_stays_open(self):
        self._ship_badly("SN-1")
        anomaly = self._anomalies_of(self.machine)
        with self._fail_for(), mute_logger("odoo.sql_db", CAPTURE):
            action = anomaly.action_retry()
        self.assertEqual(anomaly.state, "open")
        self.assertIn("quantity", action["params"]["message"])

    def test_try_again_twice_adds_nothing(self):
        self._ship_badly("SN-1")
        anomaly = self._anomalies_of(self.machine)
        anomaly.action_retry()
        anomaly.state = "open"
        anomaly.action_retry()
        self.assertEqual(len(self._equipment_of(self.machine).event_ids), 1)
        self.assertEqual(len(self._anomalies_of(self.machine)), 1)

    def test_try_again_does_not_undo_what_came_later(self):
        self._ship_badly("SN-1")
        lot = self.env["stock.lot"].search([("name", "=", "SN-1")])
        self._back(self.machine, lot)
        other = self._make_customer("Other")
        self._out(self.machine, lot, partner_id=other.id)
        self._anomalies_of(self.machine).action_retry()
        equipment = self._equipment_of(self.machine)
        self.assertEqual(equipment.partner_id, other)
        self.assertEqual(equipment.event_ids.partner_id, self.customer | other)

    def test_technician_sees_anomalies_and_solves_none(self):
        self._ship_badly("SN-1")
        technician = self._make_user("tech", "service_management.group_technician")
        anomaly = self._anomalies_of(self.machine).with_user(technician)
        self.assertTrue(anomaly.message)
        for action in (anomaly.action_retry, anomaly.action_solve):
            with self.assertRaises(AccessError):
                action()

    def test_anomaly_of_another_company_is_hidden(self):
        self._ship_badly("SN-1")
        other = self.env["res.company"].create({"name": "Other"})
        self.planner.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        anomalies = self.env["service.equipment.anomaly"].with_user(self.planner)
        self.assertFalse(anomalies.search([]))

    # === LEFT TWICE === #

    def test_serial_that_never_came_back_leaves_for_another_customer(self):
        equipment = self._deliver(["SN-1"])
        contract = self._make_contract({"equipment_id": equipment.id})
        other = self._make_customer("Other")
        self._out(
            self.machine,
            equipment.lot_id,
            partner_id=other.id,
            target=self.elsewhere,
        )
        self.assertEqual(equipment.partner_id, other)
        self.assertTrue(contract.line_ids.date_end)
        anomaly = self._anomalies_of(self.machine)
        self.assertEqual(anomaly.kind, "left_twice")
        self.assertEqual(anomaly.lot_ids, equipment.lot_id)
        for name in ("SN-1", "Other", "Customer"):
            self.assertIn(name, anomaly.message)
        anomaly.with_user(self.planner).action_solve()
        self.assertEqual(anomaly.state, "solved")

    def test_serial_that_never_came_back_leaves_for_the_same_customer(self):
        equipment = self._deliver(["SN-1"])
        self._out(self.machine, equipment.lot_id, target=self.elsewhere)
        self.assertEqual(equipment.state, "in_service")
        self.assertEqual(self._anomalies_of(self.machine).kind, "left_twice")

    def test_returned_and_delivered_again_is_no_anomaly(self):
        equipment = self._deliver(["SN-1"])
        self._back(self.machine, equipment.lot_id)
        self._out(self.machine, equipment.lot_id)
        self.assertFalse(self._anomalies_of(self.machine))

    def test_entered_by_hand_for_the_same_customer_is_no_anomaly(self):
        self._make_equipment("SN-1")
        self._deliver(["SN-1"])
        self.assertFalse(self._anomalies_of(self.machine))

    def test_entered_by_hand_for_another_customer_is_one(self):
        self._make_equipment("SN-1", partner_id=self._make_customer("Other").id)
        self._deliver(["SN-1"])
        self.assertEqual(self._anomalies_of(self.machine).kind, "left_twice")

    def test_same_serial_on_two_moves_at_once(self):
        lot = self._make_stock(self.machine, serials=["SN-1"])
        moves = self._out(self.machine, lot)
        moves |= self._out(self.machine, lot, target=self.elsewhere)
        registered = self._equipment_of(self.machine).sudo()
        registered.event_ids.unlink()
        registered.unlink()
        self._anomalies_of(self.machine).unlink()
        with mute_logger("odoo.sql_db", CAPTURE):
            self.env["service.equipment"].sudo()._capture_safely(moves)
        self.assertEqual(len(self._equipment_of(self.machine)), 1)
        self.assertEqual(self._anomalies_of(self.machine).kind, "left_twice")

    # === NO CUSTOMER === #

    def _ship_to_nobody(self):
        lot = self._make_stock(self.machine, serials=["SN-1"])
        return self._out(self.machine, lot, partner_id=False)

    def test_delivery_to_nobody_is_registered_and_reported(self):
        self._ship_to_nobody()
        self.assertFalse(self._equipment_of(self.machine).partner_id)
        self.assertEqual(self._anomalies_of(self.machine).kind, "no_customer")

    def test_try_again_without_customer_stays_open(self):
        self._ship_to_nobody()
        anomaly = self._anomalies_of(self.machine)
        anomaly.action_retry()
        self.assertEqual(anomaly.state, "open")

    def test_customer_entered_on_the_delivery_reaches_the_equipment(self):
        move = self._ship_to_nobody()
        move.partner_id = self.customer
        anomaly = self._anomalies_of(self.machine)
        anomaly.with_user(self.planner).action_retry()
        equipment = self._equipment_of(self.machine)
        self.assertEqual(anomaly.state, "solved")
        self.assertEqual(equipment.partner_id, self.customer)
        self.assertEqual(equipment.event_ids.partner_id, self.customer)

    def test_customer_entered_on_the_equipment_solves_it_too(self):
        self._ship_to_nobody()
        self._equipment_of(self.machine).partner_id = self.customer
        anomaly = self._anomalies_of(self.machine)
        anomaly.action_retry()
        self.assertEqual(anomaly.state, "solved")

    def test_known_serial_that_leaves_for_nobody_keeps_its_promises(self):
        equipment = self._deliver(["SN-1"])
        contract = self._make_contract({"equipment_id": equipment.id})
        self._back(self.machine, equipment.lot_id)
        self._out(self.machine, equipment.lot_id, partner_id=False)
        self.assertEqual(equipment.state, "in_service")
        self.assertEqual(equipment.partner_id, self.customer)
        self.assertFalse(contract.line_ids.date_end)
        self.assertEqual(self._anomalies_of(self.machine).kind, "no_customer")

    def test_equipment_of_an_anomaly_opens(self):
        self._ship_to_nobody()
        action = self._anomalies_of(self.machine).action_view_equipment()
        found = self.env["service.equipment"].search(action["domain"])
        self.assertEqual(found, self._equipment_of(self.machine))
