# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Protocols: a list of operations that is copied onto jobs."""

from datetime import datetime

from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestProtocol(ServiceCommon):
    """What a protocol puts on a job, and what it leaves alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.overhaul = cls._make_protocol(
            "Overhaul",
            {"name": "Clean", "planned_hours": 0.5},
            {
                "name": "Pressure",
                "check_type": "measure",
                "measure_min": 1.0,
                "measure_max": 2.0,
                "offset_days": 3,
                "product_ids": [Command.set(cls.part.ids)],
                "note": "<p>Close the valve first.</p>",
            },
        )

    # === WHAT MAY BE ENTERED === #

    def test_invalid_condition_on_customers_is_refused(self):
        for domain in ("[('nonsense', '=', 1)]", "[(", "name = 1"):
            with self.subTest(domain=domain), self.assertRaises(ValidationError):
                self.overhaul.domain = domain

    def test_invalid_condition_on_equipment_is_refused(self):
        for condition in ("[('nonsense', '=', 1)]", "[(", "serial_number"):
            with self.subTest(condition=condition), self.assertRaises(ValidationError):
                self.overhaul.step_ids[0].condition = condition

    def test_minimum_above_maximum_is_refused(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.overhaul.step_ids[1].measure_min = 9.0
            self.env.flush_all()

    def test_protocol_that_starts_by_itself_needs_a_day(self):
        with self.assertRaises(ValidationError):
            self.overhaul.write({"trigger": "periodic", "trigger_date": False})

    def test_hours_of_a_step_are_proposed_by_its_activity_type(self):
        self.activity_type.planned_hours = 2.5
        protocol = self._make_protocol("Inspection", {})
        self.assertEqual(protocol.step_ids.planned_hours, 2.5)

    def test_totals(self):
        self.assertEqual(self.overhaul.step_count, 2)
        self.assertEqual(self.overhaul.planned_hours, 1.5)

    # === APPLYING === #

    def test_steps_become_activities(self):
        job = self._make_job(protocol_id=self.overhaul.id)
        job.action_apply_protocols()
        self.assertRecordValues(
            job.activity_ids,
            [
                {
                    "name": "Clean",
                    "activity_type_id": self.activity_type.id,
                    "planned_hours": 0.5,
                    "check_type": "done",
                    "required": True,
                    "state": "todo",
                    "hours": 0.0,
                },
                {
                    "name": "Pressure",
                    "activity_type_id": self.activity_type.id,
                    "planned_hours": 1.0,
                    "check_type": "measure",
                    "required": True,
                    "state": "todo",
                    "hours": 0.0,
                },
            ],
        )
        pressure = job.activity_ids[1]
        self.assertEqual((pressure.measure_min, pressure.measure_max), (1.0, 2.0))
        self.assertEqual(pressure.part_ids, self.part)
        self.assertIn("Close the valve", pressure.instructions)

    def test_operations_are_dated_by_their_offset(self):
        job = self._make_job(
            protocol_id=self.overhaul.id, date_start="2026-03-10 08:00:00"
        )
        job.action_apply_protocols()
        self.assertEqual(
            job.activity_ids.mapped("date_start"),
            [datetime(2026, 3, 10, 8), datetime(2026, 3, 13, 8)],
        )
        self.assertEqual(job.activity_ids.employee_id, self.technician)

    def test_each_equipment_gets_its_own_operations(self):
        self.machine.service_protocol_id = self.overhaul
        pump, fan = self._make_equipment("PUMP"), self._make_equipment("FAN")
        job = self._make_job(equipment=pump | fan)
        job.action_apply_protocols()
        worked_on = job.activity_ids.mapped("item_id.equipment_id")
        self.assertEqual(worked_on, pump | fan)
        self.assertEqual(len(job.activity_ids), 4)

    def test_condition_selects_the_equipment(self):
        self.overhaul.step_ids[1].condition = "[('serial_number', 'like', 'P')]"
        self.machine.service_protocol_id = self.overhaul
        pump, fan = self._make_equipment("PUMP"), self._make_equipment("FAN")
        job = self._make_job(equipment=pump | fan)
        job.action_apply_protocols()
        pressure = job.activity_ids.filtered(lambda a: a.name == "Pressure")
        self.assertEqual(pressure.item_id.equipment_id, pump)

    def test_conditional_step_is_left_out_without_equipment(self):
        self.overhaul.step_ids[1].condition = "[('serial_number', 'like', 'P')]"
        job = self._make_job(protocol_id=self.overhaul.id)
        job.action_apply_protocols()
        self.assertEqual(job.activity_ids.mapped("name"), ["Clean"])

    def test_applying_twice_adds_nothing(self):
        job = self._make_job(
            protocol_id=self.overhaul.id, equipment=self._make_equipment("PUMP")
        )
        job.item_ids.protocol_id = self.overhaul
        job.action_apply_protocols()
        before = job.activity_ids
        job.action_apply_protocols()
        self.assertEqual(job.activity_ids, before)
        self.assertEqual(len(before), 4)

    def test_applying_again_adds_only_what_is_new(self):
        job = self._make_job(protocol_id=self.overhaul.id)
        job.action_apply_protocols()
        job.activity_ids[0].action_done()
        self.overhaul.step_ids = [
            Command.create(
                {
                    "name": "Paint",
                    "sequence": 9,
                    "activity_type_id": self.activity_type.id,
                }
            )
        ]
        job.action_apply_protocols()
        self.assertEqual(
            job.activity_ids.mapped(lambda a: (a.name, a.state)),
            [("Clean", "done"), ("Pressure", "todo"), ("Paint", "todo")],
        )

    # === RULE 11: JOBS ARE STABLE === #

    def test_changing_a_protocol_never_touches_a_job(self):
        job = self._make_job(protocol_id=self.overhaul.id)
        job.action_apply_protocols()
        step = self.overhaul.step_ids[1]
        step.write(
            {
                "name": "Changed",
                "sequence": 0,
                "planned_hours": 9.0,
                "check_type": "text",
                "measure_max": 99.0,
                "required": False,
                "note": "Changed",
                "product_ids": [Command.clear()],
            }
        )
        pressure = job.activity_ids[1]
        self.assertRecordValues(
            pressure,
            [
                {
                    "name": "Pressure",
                    "sequence": 2,
                    "planned_hours": 1.0,
                    "check_type": "measure",
                    "measure_max": 2.0,
                    "required": True,
                    "part_ids": self.part.ids,
                }
            ],
        )
        self.assertIn("Close the valve", pressure.instructions)

    def test_removing_a_step_never_touches_a_job(self):
        job = self._make_job(protocol_id=self.overhaul.id)
        job.action_apply_protocols()
        self.overhaul.step_ids[0].unlink()
        self.assertEqual(job.activity_ids.mapped("name"), ["Clean", "Pressure"])

    # === CHECKS === #

    def test_measure_passes_within_its_limits(self):
        job = self._make_job(protocol_id=self.overhaul.id)
        job.action_apply_protocols()
        pressure = job.activity_ids[1]
        for value, passed in ((0.9, False), (1.0, True), (2.0, True), (2.1, False)):
            with self.subTest(value=value):
                pressure.write({"check_value": value, "state": "done"})
                self.assertEqual(pressure.check_passed, passed)

    def test_measure_not_taken_has_not_passed(self):
        self.overhaul.step_ids[1].measure_min = 0.0
        job = self._make_job(protocol_id=self.overhaul.id)
        job.action_apply_protocols()
        self.assertFalse(job.activity_ids[1].check_passed)
