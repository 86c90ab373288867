# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Registers as spreadsheets, examples for Italy, and refrigerants."""

import base64
import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import SIGNATURE
from ...duty.obligation.common_duties import DutyCommon


@tagged("post_install", "-at_install")
class TestDutyRegisters(DutyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.duty_type = cls._make_type()
        cls.gas = cls.env.ref("service_management.refrigerant_r410a")

    def _read_sheets(self, wizard):
        wizard.action_xlsx()
        book = load_workbook(io.BytesIO(base64.b64decode(wizard.file)))
        return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}

    # === REGISTER OF CHECKS === #

    def test_register_by_customer_and_by_type(self):
        other = self._make_customer("Other / Customer: 2")
        machines = self._make_extinguishers(1) | self._make_extinguishers(
            1, partner_id=other.id
        )
        jobs = machines.duty_ids._make_jobs(self._day("2026-12-31"))
        for job in jobs:
            job.action_start()
            job.activity_ids.action_pass()
            job.action_done()
        jobs[0].action_reopen("Wrong")
        for grouping, sheets in (("type_id", 1), ("partner_id", 2), ("employee_id", 1)):
            wizard = self.env["service.duty.register"].create({"grouping": grouping})
            self.assertEqual(wizard.check_count, 2)
            found = self._read_sheets(wizard)
            self.assertEqual(len(found), sheets)
            rows = [row for some in found.values() for row in some[1:]]
            self.assertEqual(sorted(row[0] for row in rows), ["2026/0001", "2026/0002"])
            self.assertEqual({row[-1] for row in rows}, {"Valid", "Withdrawn"})

    # === EXAMPLES FOR ITALY === #

    def test_examples_are_loaded_once_and_find_their_machines(self):
        machine = self._make_equipment(
            "AIR-1", refrigerant_id=self.gas.id, refrigerant_charge=20.0
        )
        types = self.env["service.duty.type"]
        types.action_load_examples()
        examples = types.search([("example_code", "!=", False)])
        codes = examples.mapped("example_code")
        self.assertEqual(len(codes), len(set(codes)))
        self.assertIn("extinguisher_co2_test", codes)
        for example in examples:
            self.assertIn("law in force", example.source)
        examples[0].unlink()
        examples[1].name = "Own name"
        types.action_load_examples()
        again = types.search([("example_code", "!=", False)])
        self.assertEqual(len(again), len(codes))
        self.assertEqual(examples[1].name, "Own name")
        self.assertEqual(machine.co2_equivalent, 41.76)
        self.assertEqual(
            machine.duty_ids.filtered(lambda one: one.state == "active").mapped(
                "type_id.example_code"
            ),
            ["leak_5"],
        )
        for vals, code, months in (
            ({"has_leak_detection": True}, "leak_5_detection", 24),
            ({"refrigerant_charge": 30.0}, "leak_50_detection", 12),
            ({"has_leak_detection": False}, "leak_50", 6),
            ({"refrigerant_charge": 300.0}, "leak_500", 3),
        ):
            machine.write(vals)
            duty = machine.duty_ids.filtered(lambda one: one.state == "active")
            self.assertEqual(duty.type_id.example_code, code)
            self.assertEqual(duty.type_id.interval, months)
        machine.write({"refrigerant_charge": 3.0, "is_hermetic": True})
        self.assertEqual(set(machine.duty_ids.mapped("state")), {"ended"})
        planner = self._make_user("planner", "service_management.group_planner")
        with self.assertRaises(AccessError):
            types.with_user(planner).action_load_examples()

    # === REFRIGERANTS === #

    def test_what_was_added_goes_into_the_register(self):
        machine = self._make_equipment(
            "AIR-2", refrigerant_id=self.gas.id, refrigerant_charge=2.5
        )
        job = self._make_job([{}], [], machine)
        self.assertTrue(job.has_refrigerant)
        job.item_ids.write(
            {
                "refrigerant_work": "repair",
                "refrigerant_added": 0.4,
                "refrigerant_recovered": 0.1,
            }
        )
        self._finish(job, "2026-03-09 10:00:00")
        wizard = self.env["service.refrigerant.register"].create(
            {"date_from": "2026-03-01", "date_to": "2026-03-31"}
        )
        self.assertEqual(wizard.row_count, 1)
        [(titles, row)] = self._read_sheets(wizard).values()
        found = dict(zip(titles, row, strict=True))
        self.assertEqual(found["Equipment Code"], "AIR-2")
        self.assertEqual((found["Gas"], found["GWP"]), ("R-410A", 2088))
        self.assertEqual(found["CO₂ Equivalent (t)"], 5.22)
        self.assertEqual((found["Work"], found["Added (kg)"]), ("Repair", 0.4))
        self.assertEqual(found["Recovered (kg)"], 0.1)
        job.write({"signature": SIGNATURE, "signed_by": "Customer"})
        with self.assertRaisesRegex(UserError, "signed"):
            job.item_ids.refrigerant_added = 1.0
