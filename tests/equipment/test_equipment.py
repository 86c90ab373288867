# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The installed base: identity, place, parts and warranty of one object."""

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestEquipment(ServiceCommon):
    """What may be said about an equipment, and what may not."""

    # === IDENTITY === #

    def test_second_entry_of_a_serial_is_refused(self):
        self._make_equipment("SN-1")
        with self._assert_database_refuses():
            self._make_equipment("SN-1")

    def test_refusal_names_the_record_in_the_way(self):
        self._make_equipment("SN-1", partner_id=self._make_customer("Miller").id)
        with self.assertRaises(UniqueViolation) as refused, self._failing():
            self._make_equipment("SN-1")
        message = self.env["service.equipment"]._sql_error_to_message(refused.exception)
        self.assertIn("SN-1", message)
        self.assertIn("Miller", message)

    def test_change_to_a_serial_in_use_is_refused(self):
        self._make_equipment("SN-1")
        other = self._make_equipment("SN-2")
        with self._assert_database_refuses():
            other.serial_number = "SN-1"
            other.flush_recordset()

    def test_same_serial_twice_in_one_batch_is_refused(self):
        vals = {
            "product_id": self.machine.id,
            "partner_id": self.customer.id,
            "serial_number": "SN-1",
        }
        with self._assert_database_refuses():
            self.env["service.equipment"].create([vals, vals])

    def test_archived_equipment_keeps_its_serial(self):
        self._make_equipment("SN-1", active=False)
        with self._assert_database_refuses():
            self._make_equipment("SN-1")

    def test_serials_are_free_across_products(self):
        self._make_equipment("SN-1")
        crane = self._make_serial_product("Crane")
        self.assertTrue(self._make_equipment("SN-1", product_id=crane.id))

    def test_equipment_without_serial_may_repeat(self):
        self.assertEqual(len(self._make_equipment() | self._make_equipment()), 2)

    def test_name_tells_product_and_serial(self):
        self.machine.default_code = "M-100"
        self.assertEqual(self._make_equipment("SN-1").display_name, "Machine · SN-1")

    # === PLACE AND PARTS === #

    def test_site_is_proposed_and_follows_the_customer(self):
        equipment = self._make_equipment()
        self.assertEqual(equipment.site_id, self.customer)
        other = self._make_customer("Other")
        equipment.partner_id = other
        self.assertEqual(equipment.site_id, other)

    def test_site_of_another_customer_is_refused(self):
        other = self._make_customer("Other")
        with self.assertRaises(ValidationError):
            self._make_equipment(site_id=other.id)

    def test_component_of_itself_is_refused(self):
        line = self._make_equipment("LINE")
        motor = self._make_equipment("MOTOR", parent_id=line.id)
        with self.assertRaises(UserError):
            line.parent_id = motor

    def test_components_are_listed(self):
        line = self._make_equipment("LINE")
        motor = self._make_equipment("MOTOR", parent_id=line.id)
        self.assertEqual(line.child_ids, motor)

    # === WARRANTY === #

    def test_warranty_cannot_end_before_it_starts(self):
        with self.assertRaises(Exception) as refused, self._failing():
            self._make_equipment(
                warranty_start="2026-03-10", warranty_end="2026-03-09"
            ).flush_recordset()
        self.assertIn("warranty", str(refused.exception))

    def test_both_ends_of_the_warranty_are_included(self):
        equipment = self._make_equipment(
            warranty_start="2026-03-10", warranty_end="2027-03-09"
        )
        for day, expected in (
            ("2026-03-09", False),
            ("2026-03-10", True),
            ("2027-03-09", True),
            ("2027-03-10", False),
        ):
            with self.subTest(day=day), freeze_time(f"{day} 12:00:00"):
                equipment.invalidate_recordset(["under_warranty"])
                self.assertEqual(equipment.under_warranty, expected)

    def test_search_finds_what_is_under_warranty(self):
        covered = self._make_equipment(
            warranty_start="2026-03-10", warranty_end="2027-03-09"
        )
        never = self._make_equipment()
        over = self._make_equipment(
            warranty_start="2020-03-10", warranty_end="2021-03-09"
        )
        mine = self.env["service.equipment"].search(
            [("id", "in", (covered | never | over).ids)]
        )
        with freeze_time("2026-06-01 12:00:00"):
            found = mine.search([("id", "in", mine.ids), ("under_warranty", "=", True)])
            missing = mine.search(
                [("id", "in", mine.ids), ("under_warranty", "=", False)]
            )
        self.assertEqual(found, covered)
        self.assertEqual(missing, never | over)

    def test_warranty_entered_by_hand_stays(self):
        equipment = self._make_equipment(delivery_date="2026-03-10")
        equipment.write({"warranty_start": "2026-03-10", "warranty_end": "2030-01-01"})
        equipment.note = "Extended on purchase."
        self.assertEqual(equipment.warranty_end, self._day("2030-01-01"))

    # === LIFE === #

    def test_history_of_equipment_entered_by_hand(self):
        equipment = self._make_equipment()
        equipment.action_retire()
        equipment.action_set_in_service()
        kinds = equipment.event_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds, ["registered", "retired", "registered"])
        self.assertEqual(equipment.state, "in_service")

    def test_delivered_equipment_cannot_be_deleted(self):
        equipment = self._deliver(["SN-1"])
        with self.assertRaises(UserError):
            equipment.unlink()

    def test_equipment_entered_by_mistake_can_be_deleted(self):
        equipment = self._make_equipment()
        equipment.unlink()
        self.assertFalse(equipment.exists())

    # === HELPERS === #

    def _failing(self):
        """Let the database refuse without spoiling the test's transaction."""
        return mute_logger("odoo.sql_db")

    def _assert_database_refuses(self):
        return self.assertRaises(UniqueViolation)
