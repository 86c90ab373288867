# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Steps of protocols: sections, conditions, photos; where they go, how they leave."""

from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...common import SIGNATURE, ServiceCommon


class StepsCommon(ServiceCommon):
    """Jobs that protocols are applied to."""

    today = "2026-03-10"

    def _apply(self, protocol, equipment=(), **vals):
        """A job with the steps of ``protocol`` for the job as a whole."""
        job = self._make_job(equipment=equipment, protocol_id=protocol.id, **vals)
        job.action_apply_protocols()
        return job


@tagged("post_install", "-at_install")
class TestProtocolSteps(StepsCommon):
    """What a step may say."""

    # === SECTIONS === #

    def test_section_names_the_operations_below_it(self):
        protocol = self._make_protocol(
            "Overhaul",
            {"name": "Isolate"},
            {
                "name": "Hydraulics",
                "display_type": "line_section",
                "activity_type_id": False,
            },
            {"name": "Pressure"},
            {"name": "Seals"},
            {"name": "End", "display_type": "line_section", "activity_type_id": False},
            {"name": "Paint"},
        )
        self.assertEqual(protocol.step_count, 4, "a section is no step")
        job = self._apply(protocol)
        self.assertEqual(
            job.activity_ids.mapped(lambda a: (a.section, a.name)),
            [
                (False, "Isolate"),
                ("Hydraulics", "Pressure"),
                ("Hydraulics", "Seals"),
                ("End", "Paint"),
            ],
        )

    def test_step_without_activity_type_is_refused(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self._make_protocol("Overhaul", {"activity_type_id": False})
            self.env.flush_all()

    # === CONDITIONS === #

    def test_only_equipment_older_than_ten_years(self):
        protocol = self._make_protocol(
            "Overhaul",
            {"name": "Always"},
            {"name": "By age", "condition": "[('age', '>', 10)]"},
            {
                "name": "By date",
                "condition": "[('delivery_date', '<', 'today -10y')]",
            },
        )
        old = self._make_equipment("OLD", delivery_date="2015-03-09")
        young = self._make_equipment("YOUNG", delivery_date="2016-03-11")
        job = self._make_job(equipment=old | young)
        job.item_ids.protocol_id = protocol
        job.action_apply_protocols()
        found = {
            item.equipment_id: item.activity_ids.mapped("name") for item in job.item_ids
        }
        self.assertEqual(found[old], ["Always", "By age", "By date"])
        self.assertEqual(found[young], ["Always"])

    def test_age_is_searched_as_it_is_computed(self):
        equipment = self.env["service.equipment"].union(
            self._make_equipment("A", delivery_date="2016-03-10"),
            self._make_equipment("B", delivery_date="2016-03-11"),
            self._make_equipment("C", install_date="2015-01-01"),
            self._make_equipment("D"),
            self._make_equipment("E", delivery_date="2026-12-01"),
        )
        self.assertEqual(equipment.mapped("age"), [10, 9, 11, 0, 0])
        for operator in (">", ">=", "<", "<=", "=", "!="):
            for value in (0, 1, 9, 9.5, 10, 11, 12):
                domain = [("age", operator, value), ("id", "in", equipment.ids)]
                with self.subTest(operator=operator, value=value):
                    expected = equipment.filtered(
                        lambda e, operator=operator, value=value: eval(
                            f"{e.age} {'==' if operator == '=' else operator} {value}"
                        )
                    )
                    found = equipment.search(domain)
                    self.assertEqual(found.sorted("id"), expected.sorted("id"))

    def test_condition_on_the_contract(self):
        protocol = self._make_protocol(
            "Overhaul",
            {
                "condition_model": "service.contract",
                "condition": f"[('contract_type_id', '=', {self.contract_type.id})]",
            },
        )
        self.assertFalse(self._apply(protocol).activity_ids, "no contract")
        contract = self._make_contract()
        self.assertTrue(self._apply(protocol, contract_id=contract.id).activity_ids)

    def test_condition_on_the_customer(self):
        protocol = self._make_protocol(
            "Overhaul",
            {"condition_model": "res.partner", "condition": "[('ref', '=', 'VIP')]"},
        )
        self.assertFalse(self._apply(protocol).activity_ids)
        self.customer.ref = "VIP"
        self.assertTrue(self._apply(protocol).activity_ids)

    def test_condition_must_fit_its_kind_of_record(self):
        step = self._make_protocol("Overhaul", {}).step_ids
        with self.assertRaises(ValidationError):
            step.write(
                {
                    "condition_model": "res.partner",
                    "condition": "[('serial_number', '=', 'X')]",
                }
            )

    def test_condition_on_another_kind_of_record_begins_empty(self):
        step = self._make_protocol(
            "Overhaul", {"condition": "[('serial_number', '=', 'X')]"}
        ).step_ids
        step.condition_model = "res.partner"
        self.assertEqual(step.condition, "[]")

    # === PHOTO === #

    def test_photo_is_asked_for(self):
        job = self._apply(self._make_protocol("Overhaul", {"check_type": "photo"}))
        with self.assertRaisesRegex(UserError, "photo"):
            job.activity_ids.action_done()
        job.activity_ids.check_photo = SIGNATURE
        job.activity_ids.action_done()
        self.assertEqual(job.activity_ids.state, "done")


@tagged("post_install", "-at_install")
class TestProtocolPlaces(StepsCommon):
    """What protocols are attached to, and how they are taken back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.safety = cls._make_protocol("Safety", {"name": "Helmet"})
        cls.overhaul = cls._make_protocol(
            "Overhaul", {"name": "Clean"}, {"name": "Pressure"}
        )

    # === WHERE THEY GO === #

    def test_several_protocols_follow_each_other(self):
        job = self._make_job(
            protocol_ids=[Command.set((self.overhaul | self.safety).ids)],
            protocol_id=self.safety.id,
        )
        job.action_apply_protocols()
        self.assertEqual(
            job.activity_ids.mapped("name"), ["Helmet", "Clean", "Pressure"]
        )
        job.action_apply_protocols()
        self.assertEqual(len(job.activity_ids), 3, "nothing twice")

    def test_further_protocol_is_for_each_equipment(self):
        equipment = self._make_equipment("A") | self._make_equipment("B")
        job = self._make_job(
            equipment=equipment, protocol_ids=[Command.set(self.overhaul.ids)]
        )
        job.action_apply_protocols()
        self.assertEqual(
            [len(item.activity_ids) for item in job.item_ids],
            [2, 2],
        )
        self.assertEqual(len(job.activity_ids), 4)

    def test_activity_brings_the_protocol_of_its_type(self):
        overhaul_type = self.activity_type.copy({"protocol_id": self.overhaul.id})
        pump = self._make_equipment("PUMP")
        job = self._make_job(equipment=pump)
        job.activity_ids = [
            Command.create(
                {"activity_type_id": overhaul_type.id, "item_id": job.item_ids.id}
            )
        ]
        for _twice in range(2):
            job.action_apply_protocols()
        steps = job.activity_ids.filtered("protocol_id")
        self.assertEqual(steps.mapped("name"), ["Clean", "Pressure"])
        self.assertEqual(steps.item_id.equipment_id, pump)

    def test_protocol_of_a_type_does_not_bring_itself(self):
        self.activity_type.protocol_id = self.overhaul
        job = self._apply(self.safety)
        job.action_apply_protocols()
        self.assertEqual(job.activity_ids.mapped("name"), ["Helmet"])

    # === TAKING BACK === #

    def test_untouched_steps_are_taken_back(self):
        job = self._apply(self.overhaul, equipment=self._make_equipment("PUMP"))
        own = self.env["service.activity"].create(
            {"intervention_id": job.id, "activity_type_id": self.activity_type.id}
        )
        job.action_take_back_protocols()
        self.assertEqual(job.activity_ids, own)
        job.action_apply_protocols()
        self.assertEqual(len(job.activity_ids), 3)

    def test_recorded_work_is_never_taken_back(self):
        for recorded in (
            {"state": "done"},
            {"state": "skipped", "skip_reason": "Out of reach"},
            {"hours": 0.5},
            {"timer_hours": 0.5},
            {"check_text": "Leaks"},
            {"check_value": 1.5},
            {"check_passed": True},
            {"check_photo": SIGNATURE},
            {"note": "<p>Careful</p>"},
        ):
            job = self._apply(self.overhaul)
            job.activity_ids[0].write(recorded)
            with self.subTest(recorded=recorded):
                with self.assertRaisesRegex(UserError, "Clean"):
                    job.action_take_back_protocols()
                self.assertEqual(len(job.activity_ids), 2)

    def test_protocol_begun_does_not_hold_back_another(self):
        job = self._apply(self.overhaul, protocol_ids=[Command.set(self.safety.ids)])
        job.activity_ids[0].action_done()
        job.action_take_back_protocols()
        self.assertEqual(job.activity_ids.protocol_id, self.overhaul)
        self.assertEqual(len(job.activity_ids), 2)

    def test_nothing_to_take_back_is_said(self):
        with self.assertRaisesRegex(UserError, "no operations"):
            self._make_job([{}]).action_take_back_protocols()

    def test_dates_and_people_alone_are_no_work(self):
        job = self._apply(self.overhaul, date_start="2026-03-12 08:00:00")
        self.assertTrue(job.activity_ids.employee_id)
        job.action_take_back_protocols()
        self.assertFalse(job.activity_ids)
