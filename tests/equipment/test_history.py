# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What was shipped before comes in later: previewed, once, and as it is now."""

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_capture import CaptureCommon


@tagged("post_install", "-at_install")
class TestHistory(CaptureCommon):
    """Deliveries from before the product was ticked for the installed base."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.machine.service_tracked = False
        cls.other_customer = cls._make_customer("Other")
        cls.planner = cls._make_user("planner", "service_management.group_planner")

    def _at(self, day, function, *args, **vals):
        with freeze_time(f"{day} 10:00:00"):
            return function(*args, **vals)

    def _wizard(self, **vals):
        return (
            self.env["service.equipment.history"]
            .with_user(self.planner)
            .create({"company_id": self.company.id, "date_from": "2025-01-01", **vals})
        )

    def _import(self, **vals):
        self.machine.service_tracked = True
        return self._wizard(**vals).action_run()

    def _life_of_three(self):
        """One stays, one comes back, one comes back and goes to somebody else."""
        lots = self._make_stock(self.machine, serials=["SN-1", "SN-2", "SN-3"])
        for lot in lots:
            self._at("2025-02-01", self._out, self.machine, lot)
        self._at("2025-03-01", self._back, self.machine, lots[1:])
        self._at(
            "2025-04-01",
            self._out,
            self.machine,
            lots[2],
            partner_id=self.other_customer.id,
        )
        return lots

    def test_the_present_state_is_right(self):
        lots = self._life_of_three()
        self._import()
        first, second, third = (lot.service_equipment_ids for lot in lots)
        self.assertRecordValues(
            first | second | third,
            [
                {"state": "in_service", "partner_id": self.customer.id},
                {"state": "returned", "partner_id": self.customer.id},
                {"state": "in_service", "partner_id": self.other_customer.id},
            ],
        )
        self.assertEqual(first.delivery_date, self._day("2025-02-01"))
        self.assertEqual(third.delivery_date, self._day("2025-04-01"))
        self.assertEqual(
            third.event_ids.sorted("date").mapped("kind"),
            ["delivered", "returned", "delivered"],
        )
        self.assertNotIn("open", self._anomalies_of(self.machine).mapped("state"))

    def test_twice_adds_nothing(self):
        lots = self._life_of_three()
        self._import()
        events = lots.service_equipment_ids.event_ids
        with self.assertRaisesRegex(UserError, "already"):
            self._import()
        self.assertEqual(self._equipment_of(self.machine), lots.service_equipment_ids)
        self.assertEqual(lots.service_equipment_ids.event_ids, events)

    def test_what_was_captured_since_stands(self):
        """Old movements add to the history and turn nothing back."""
        lots = self._life_of_three()
        self.machine.service_tracked = True
        self._at("2025-05-01", self._back, self.machine, lots[2])
        self.assertFalse(self._equipment_of(self.machine))
        self._at("2025-06-01", self._out, self.machine, lots[2])
        equipment = lots[2].service_equipment_ids
        self._import()
        self.assertEqual(lots[2].service_equipment_ids, equipment)
        self.assertEqual(equipment.partner_id, self.customer)
        self.assertEqual(equipment.delivery_date, self._day("2025-06-01"))
        self.assertEqual(len(equipment.event_ids), 5)
        self.assertNotIn("open", self._anomalies_of(self.machine).mapped("state"))

    def test_entered_by_hand_since_gets_its_delivery_and_warranty(self):
        self.machine.service_warranty_duration = 12
        self._life_of_three()
        equipment = self._make_equipment("SN-1", position="Hall 2")
        self._import()
        self.assertEqual(equipment.delivery_date, self._day("2025-02-01"))
        self.assertEqual(equipment.warranty_end, self._day("2026-01-31"))
        self.assertEqual(equipment.lot_id.name, "SN-1")
        self.assertEqual(equipment.position, "Hall 2")

    def test_only_since_the_date(self):
        lots = self._life_of_three()
        self._import(date_from="2025-03-15")
        self.assertEqual(lots.service_equipment_ids.lot_id, lots[2])

    def test_only_the_products_chosen(self):
        other = self._make_serial_product("Other", service_tracked=False)
        lots = self._life_of_three()
        other_lot = self._make_stock(other, serials=["O-1"])
        self._at("2025-02-01", self._out, other, other_lot)
        other.service_tracked = True
        self._import(product_ids=[Command.set(other.ids)])
        self.assertTrue(other_lot.service_equipment_ids)
        self.assertFalse(lots.service_equipment_ids)

    def test_only_the_customers_chosen_and_where_their_goods_are_now(self):
        lots = self._life_of_three()
        self._import(partner_ids=[Command.set(self.other_customer.ids)])
        self.assertEqual(lots.service_equipment_ids.lot_id, lots[2])
        self.assertEqual(lots[2].service_equipment_ids.state, "in_service")

    def test_goods_without_serial_come_back_as_many(self):
        valve = self._make_serial_product(
            "Valve", tracking="none", service_tracked=False
        )
        self._at("2025-02-01", self._out, valve, quantity=3.0)
        self._at("2025-03-01", self._back, valve, quantity=1.0)
        self._at("2025-04-01", self._out, valve, quantity=2.0)
        valve.service_tracked = True
        self._import()
        states = sorted(self._equipment_of(valve).mapped("state"))
        self.assertEqual(states, ["in_service"] * 4 + ["returned"])

    # === PREVIEW === #

    def _statuses(self, wizard):
        wizard.action_preview()
        return [
            (line.lot_id.name, str(line.date), line.kind, line.status)
            for line in wizard.line_ids.sorted(lambda x: (x.date, x.lot_id.name))
        ]

    def test_preview_tells_what_would_happen_and_writes_nothing(self):
        self._life_of_three()
        self.machine.service_tracked = True
        wizard = self._wizard()
        self.assertEqual(
            self._statuses(wizard),
            [
                ("SN-1", "2025-02-01", "delivered", "new"),
                ("SN-2", "2025-02-01", "delivered", "new"),
                ("SN-3", "2025-02-01", "delivered", "new"),
                ("SN-2", "2025-03-01", "returned", "update"),
                ("SN-3", "2025-03-01", "returned", "update"),
                ("SN-3", "2025-04-01", "delivered", "update"),
            ],
        )
        self.assertFalse(self._equipment_of(self.machine))
        wizard.action_run()
        self.assertEqual({line[3] for line in self._statuses(wizard)}, {"there"})

    def test_preview_does_not_link_what_was_entered_by_hand(self):
        self._life_of_three()
        equipment = self._make_equipment("SN-1")
        self.machine.service_tracked = True
        lines = self._statuses(self._wizard())
        self.assertEqual(lines[0][3], "update")
        self.assertFalse(equipment.lot_id)

    def test_preview_names_delivery_and_customer(self):
        self._make_stock(self.machine, serials=["SN-1"])
        picking = self._make_order(self.machine).picking_ids
        self._ship(picking)
        self.machine.service_tracked = True
        wizard = self._wizard()
        wizard.action_preview()
        self.assertEqual(wizard.line_ids.document, picking.name)
        self.assertEqual(wizard.line_ids.partner_id, self.customer)

    # === RIGHTS AND COMPANIES === #

    def test_company_that_is_not_the_users_is_refused(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        with self.assertRaises(AccessError):
            self._wizard(company_id=other.id).action_preview()

    def test_technician_cannot_import(self):
        technician = self._make_user("tech", "service_management.group_technician")
        with self.assertRaises(AccessError):
            self._wizard().with_user(technician).action_run()
