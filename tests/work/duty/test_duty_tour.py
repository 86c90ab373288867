# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A month of a fire-extinguisher company, from the list to the certificates."""

from odoo import Command, fields
from odoo.tests import HttpCase, tagged

from ...duty.obligation.common_duties import DutyCommon


@tagged("post_install", "-at_install")
class TestDutyTour(DutyCommon, HttpCase):
    def test_month_of_an_extinguisher_company(self):
        today = self.company._get_service_today()
        planner = self._make_user("duties", "service_management.group_planner")
        user = self._make_user("checks", "service_management.group_technician")
        (planner | user).tz = "UTC"
        self.technician.user_id = user
        self._make_type(
            name="Control",
            protocol_id=self._make_protocol(
                "Control",
                {"name": "Pressure", "check_type": "pass_fail", "planned_hours": 0},
            ).id,
        )
        self.customer.name = "Officine Fire"
        since = fields.Date.subtract(today, months=6)
        machines = self._make_extinguishers(2, delivery_date=since)
        other = self._make_customer("Other Customer")
        self._make_extinguishers(3, partner_id=other.id, delivery_date=since)
        self.start_tour("/odoo/service-duties", "service_duties", login="duties")
        jobs = machines.duty_ids.intervention_id
        self.assertEqual(len(jobs), 1)
        self.assertEqual(len(jobs.activity_ids), 2)
        jobs.write(
            {
                "date_start": fields.Datetime.now(),
                "employee_ids": [Command.set(self.technician.ids)],
                "without_travel": True,
                "without_parts": True,
                "without_time": True,
                "without_photos": True,
            }
        )
        jobs.action_plan()
        self.browser_size, self.touch_enabled = "390x844", True
        self.start_tour("/odoo/my-jobs-today", "service_duties_phone", login="checks")
        self.assertEqual(jobs.state, "done")
        self.assertEqual(sorted(machines.mapped("is_unfit")), [False, True])
        checks = jobs.duty_check_ids
        self.assertEqual(len(set(checks.mapped("name"))), 2)
        passed = checks.filtered(lambda check: check.result == "passed")
        due = fields.Date.end_of(fields.Date.add(today, months=6), "month")
        self.assertEqual(passed.duty_id.next_date, due)
        report = passed._get_certificate()
        html = report._render_qweb_html(report, passed.ids)[0].decode()
        self.assertIn(passed.name, html)
        self.assertIn("Officine Fire", html)
        self.assertIn("Mr Miller", html)
        self.assertTrue((checks - passed).duty_id.intervention_id.is_duty_repair)
