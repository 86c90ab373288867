# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Protocols applied to many jobs, customers and equipment."""

from datetime import date

from odoo.tests import tagged

from .common_growth import GrowthCommon


@tagged("post_install", "-at_install")
class TestProtocolGrowth(GrowthCommon):
    def test_protocol_of_many_equipment(self):
        protocol = self._make_protocol("Overhaul", {}, {"check_type": "measure"})
        self.machine.service_protocol_id = protocol
        self._assert_constant(
            lambda n: self._make_job(equipment=self._make_many_equipment(n)),
            self._apply,
        )

    def test_protocol_of_many_jobs(self):
        protocol = self._make_protocol("Overhaul", {}, {})
        self._assert_constant(
            lambda n: self._make_jobs(n, protocol_id=protocol.id), self._apply
        )

    def test_practice_of_many_customers(self):
        def prepare(number):
            clients = self.env["res.partner"].create(
                [{"name": f"Client {one}"} for one in range(number)]
            )
            return self._make_protocol(
                "Practice",
                {},
                {},
                trigger="periodic",
                trigger_date=date.today(),
                domain=f"[('id', 'in', {clients.ids})]",
            )

        self._assert_constant(
            prepare, lambda p: p._start_due_periods(date.today()), numbered=True
        )

    def test_protocol_with_conditions_of_many_jobs(self):
        protocol = self._make_protocol(
            "Overhaul",
            {"condition": "[('age', '<', 10)]"},
            {
                "condition_model": "res.partner",
                "condition": f"[('id', 'child_of', {self.customer.id})]",
            },
        )
        self.machine.service_protocol_id = protocol
        self._assert_constant(
            lambda n: self._make_job(equipment=self._make_many_equipment(n)),
            self._apply,
        )

    def test_protocol_applied_to_many(self):
        protocol = self._make_protocol("New Law", {}, {})

        def prepare(number):
            equipment = self._make_many_equipment(number)
            wizard = self.env["service.protocol.apply"].create(
                {
                    "protocol_id": protocol.id,
                    "occasion_name": equipment[0].serial_number,
                    "target_model": "service.equipment",
                    "domain": f"[('id', 'in', {equipment.ids})]",
                }
            )
            wizard.action_preview()
            return wizard

        self._assert_constant(prepare, lambda w: w.action_apply(), numbered=True)

    def _apply(self, jobs):
        jobs.action_apply_protocols()
        self.assertTrue(all(jobs.mapped("activity_ids")))
