# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Steps in the life of an equipment: moved, handed over, replaced, retired."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..common import ServiceCommon

MODULE = "service_management"


class StepCommon(ServiceCommon):
    """A line with a motor, under contract all year, on a day in its middle."""

    today = "2026-06-15"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hall = cls._make_customer("Hall", parent_id=cls.customer.id)
        cls.buyer = cls._make_customer("Buyer")
        cls.line = cls._make_equipment("LINE", position="Row 1")
        cls.motor = cls._make_equipment("MOTOR", parent_id=cls.line.id)
        cls.bearing = cls._make_equipment("BEARING", parent_id=cls.motor.id)
        cls.contract = cls._make_contract(
            {"equipment_id": cls.line.id, "visit_interval": 6},
            {"equipment_id": cls.motor.id},
        )

    def _step(self, name, equipment, **vals):
        """Fill in the form of a wizard on ``equipment`` and confirm it."""
        wizard = self.env[f"service.equipment.{name}"].with_context(
            active_model="service.equipment",
            active_ids=equipment.ids,
            active_id=equipment[:1].id,
        )
        form = Form(wizard)
        for field, value in vals.items():
            setattr(form, field, value)
        return form.save().action_confirm()

    def _last_event(self, equipment):
        event = equipment.event_ids.sorted("id")[-1]
        return event.kind, str(event.date), event.note


@tagged("post_install", "-at_install")
class TestComponents(StepCommon):
    """What belongs together goes together."""

    def test_components_are_counted_at_all_levels(self):
        self.assertEqual(
            (self.line | self.motor | self.bearing).mapped("component_count"), [2, 1, 0]
        )
        action = self.line.action_view_components()
        found = self.env["service.equipment"].search(action["domain"])
        self.assertEqual(found, self.motor | self.bearing)

    def test_components_follow_to_another_site(self):
        self.line.site_id = self.hall
        self.assertEqual(self.motor.site_id, self.hall)
        self.assertEqual(self.bearing.site_id, self.hall)
        kind, _date, note = self._last_event(self.bearing)
        self.assertEqual(kind, "moved")
        self.assertIn("MOTOR", note)

    def test_component_taken_back_alone_stays_where_it_is(self):
        self.motor.state = "returned"
        self.line.site_id = self.hall
        self.assertEqual(self.motor.site_id, self.customer)

    def test_component_at_another_customer_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "LINE"):
            self.motor.partner_id = self.buyer

    def test_loop_is_refused_by_name(self):
        with self.assertRaisesRegex(ValidationError, "LINE.*BEARING"):
            self.line.parent_id = self.bearing
        with self.assertRaisesRegex(ValidationError, "LINE"):
            self.line.parent_id = self.line


@tagged("post_install", "-at_install")
class TestSteps(StepCommon):
    """Each step is one form, and leaves its trace."""

    # === MOVE === #

    def test_move(self):
        self._step("move", self.line, site_id=self.hall, position="Row 2", reason="Dry")
        self.assertEqual(self.line.site_id, self.hall)
        self.assertEqual(self.line.position, "Row 2")
        self.assertEqual(self.line.child_ids, self.motor)
        self.assertEqual(self.bearing.site_id, self.hall)
        self.assertEqual(self._last_event(self.line), ("moved", "2026-06-15", "Dry"))

    def test_component_that_moves_alone_is_no_longer_a_part(self):
        self._step("move", self.motor, site_id=self.hall)
        self.assertFalse(self.motor.parent_id)
        self.assertEqual(self.bearing.site_id, self.hall)
        self.assertEqual(self.line.site_id, self.customer)

    def test_equipment_of_two_customers_is_not_moved(self):
        other = self._make_equipment("OTHER", partner_id=self.buyer.id)
        with self.assertRaisesRegex(UserError, "Buyer"):
            self._step("move", self.line | other)

    def test_future_day_is_refused(self):
        with self.assertRaises(UserError):
            self._step("retire", self.line, date="2026-06-16", reason="Soon")

    # === HANDOVER === #

    def test_handover(self):
        self._step("handover", self.line, partner_id=self.buyer, date="2026-06-10")
        everything = self.line | self.motor | self.bearing
        self.assertEqual(everything.partner_id, self.buyer)
        self.assertEqual(everything.site_id, self.buyer)
        self.assertEqual(self.line.child_ids, self.motor)
        self.assertEqual(
            set(self.contract.line_ids.mapped("date_end")), {self._day("2026-06-09")}
        )
        kind, date, note = self._last_event(self.line)
        self.assertEqual((kind, date), ("handed_over", "2026-06-10"))
        self.assertIn("Customer", note)
        self.assertEqual(self._last_event(self.bearing)[1], "2026-06-10")

    def test_component_handed_over_alone_leaves_its_parent(self):
        self._step("handover", self.motor, partner_id=self.buyer)
        self.assertFalse(self.motor.parent_id)
        self.assertEqual(self.bearing.partner_id, self.buyer)
        self.assertEqual(self.line.partner_id, self.customer)
        self.assertFalse(self.contract.line_ids[0].date_end)

    def test_handover_to_the_owner_himself_is_refused(self):
        with self.assertRaisesRegex(UserError, "Customer"):
            self._step("handover", self.line, partner_id=self.hall)

    # === RETIRE === #

    def test_retire(self):
        self._step("retire", self.line, reason="Scrapped")
        everything = self.line | self.motor | self.bearing
        self.assertEqual(set(everything.mapped("state")), {"retired"})
        self.assertEqual(
            set(self.contract.line_ids.mapped("date_end")), {self._day("2026-06-14")}
        )
        self.assertEqual(
            self._last_event(self.line), ("retired", "2026-06-15", "Scrapped")
        )
        self.assertEqual(self._last_event(self.motor)[0], "retired")

    def test_parent_and_component_selected_together_retire_once(self):
        self._step("retire", self.line | self.motor, reason="Scrapped")
        kinds = self.motor.event_ids.mapped("kind")
        self.assertEqual(kinds.count("retired"), 1)

    # === REPLACE === #

    def test_replace_by_a_new_serial(self):
        old_line = self.contract.line_ids[0]
        visit = old_line.next_visit_date
        self._step("replace", self.line, serial_number="LINE-2", reason="Broken")
        new = self.env["service.equipment"].search([("serial_number", "=", "LINE-2")])
        self.assertEqual(self.line.state, "returned")
        self.assertEqual(new.position, "Row 1")
        self.assertEqual(new.product_id, self.machine)
        self.assertEqual(new.delivery_date, self._day("2026-06-15"))
        self.assertEqual(new.child_ids, self.motor)
        self.assertEqual(self.motor.state, "in_service")
        passed = new.contract_line_ids
        self.assertEqual(old_line.date_end, self._day("2026-06-14"))
        self.assertEqual(passed.contract_id, self.contract)
        self.assertEqual(passed.date_start, self._day("2026-06-15"))
        self.assertEqual(passed.price_unit, 1000.0)
        self.assertEqual(passed.next_visit_date, visit)
        self.assertIn("LINE-2", passed.name)
        kind, _date, note = self._last_event(self.line)
        self.assertEqual(kind, "replaced")
        self.assertIn("LINE-2", note)
        self.assertIn("Broken", note)
        self.assertEqual(new.event_ids.mapped("kind"), ["replaced"])

    def test_replaced_component_keeps_its_place_in_the_line(self):
        spare = self._make_equipment("SPARE", partner_id=False)
        self._step(
            "replace",
            self.motor,
            source="existing",
            new_equipment_id=spare,
            old_state="retired",
        )
        self.assertEqual(self.line.child_ids, spare)
        self.assertEqual(self.bearing.parent_id, spare)
        self.assertEqual(spare.partner_id, self.customer)
        self.assertEqual(self.motor.state, "retired")
        self.assertEqual(self.bearing.state, "in_service")

    def test_line_of_a_draft_is_for_the_new_one(self):
        draft = self._make_contract({"equipment_id": self.line.id}, active=False)
        self._step("replace", self.line, serial_number="LINE-2")
        self.assertEqual(draft.line_ids.equipment_id.serial_number, "LINE-2")

    def test_both_lines_are_invoiced_for_their_own_days(self):
        self._step("replace", self.line, serial_number="LINE-2")
        self._invoice("2026-12-31")
        mine = self.contract.line_ids.filtered(
            lambda line: line.equipment_id != self.motor
        )
        spans = [
            (str(line.date_start), str(line.invoice_line_ids[:1].service_period_start))
            for line in mine.sorted("date_start")
        ]
        self.assertEqual(spans, [("2026-01-01",) * 2, ("2026-06-15",) * 2])

    def test_own_component_is_no_replacement(self):
        with self.assertRaisesRegex(UserError, "BEARING"):
            self._step(
                "replace", self.line, source="existing", new_equipment_id=self.bearing
            )

    def test_equipment_in_service_elsewhere_is_no_replacement(self):
        other = self._make_equipment("OTHER", partner_id=self.buyer.id)
        with self.assertRaisesRegex(UserError, "Buyer"):
            self._step("replace", self.line, source="existing", new_equipment_id=other)

    def test_goods_sold_by_others_are_replaced(self):
        foreign = self._make_equipment("F-1", product_id=False, brand="Acme", model="X")
        self._step("replace", foreign, serial_number="F-2")
        new = self.env["service.equipment"].search([("serial_number", "=", "F-2")])
        self.assertEqual(new.display_name, "Acme X · F-2")

    # === WARRANTY === #

    def test_warranty_is_changed_with_a_reason(self):
        self._step(
            "warranty",
            self.line,
            warranty_start="2026-01-01",
            warranty_end="2028-12-31",
            reason="Extended",
        )
        self.assertEqual(self.line.warranty_end, self._day("2028-12-31"))
        self.assertEqual(
            self._last_event(self.line), ("warranty", "2026-06-15", "Extended")
        )
        self.assertIn("Extended", self.line.message_ids[0].body)

    # === PEOPLE === #

    def test_planner_takes_every_step(self):
        planner = self._make_user("planner", f"{MODULE}.group_planner")
        self.env = self.env(user=planner)
        self._step("replace", self.line, serial_number="LINE-2")
        new = self.motor.parent_id
        self._step("move", new, site_id=self.hall)
        self._step("handover", new, partner_id=self.buyer)
        self._step("retire", new, reason="Old")
        self.assertEqual(self.bearing.state, "retired")
        self.assertTrue(all(self.contract.sudo().line_ids.mapped("date_end")))

    def test_technician_takes_none(self):
        technician = self._make_user("tessa", f"{MODULE}.group_technician")
        for name in ("replace", "move", "handover", "retire", "warranty", "propose"):
            model = self.env[f"service.equipment.{name}"].with_user(technician)
            with self.subTest(step=name), self.assertRaises(AccessError):
                model.check_access("create")
