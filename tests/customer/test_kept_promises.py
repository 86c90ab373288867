# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What customers were promised is kept by proposals."""

from odoo import Command, fields
from odoo.tests import tagged

from ..planning.common_planning import OPTIONS, START, STOP, PlanningReadCommon


@tagged("post_install", "-at_install")
class TestKeptPromises(PlanningReadCommon):
    def test_operations_begin_when_the_customer_has_chosen(self):
        job = self._make_job([{"hours": 0}])
        job.activity_ids.write({"planned_hours": 1, "employee_id": False})
        job._by_server().write(
            {
                "appointment_start": "2026-03-10 12:00:00",
                "appointment_end": "2026-03-10 14:00:00",
            }
        )
        dates = {"date_start": "date_start", "date_stop": "date_end"}
        answer = self.env["service.activity"].service_gantt_propose(
            job.activity_ids.ids, START, STOP, dates
        )
        (change,) = answer["changes"]
        self.assertEqual(change["new"]["date_start"], "2026-03-10 12:00:00")

    def test_what_the_customer_was_told_is_not_improved(self):
        """It keeps its time, though another job is planned for the same."""
        self.technician.service_plannable = True
        told, other = (
            self._make_job(
                date_start="2026-03-09 07:00:00",
                duration=2,
                employee_ids=[Command.set(self.technician.ids)],
                state="planned",
            )
            for _job in range(2)
        )
        moment = self.env["service.customer.moment"].sudo()._find("planned")
        moment = moment.with_company(self.company)
        self.env["service.customer.message"].sudo().create(
            {
                "moment_id": moment.id,
                "res_model": told._name,
                "res_id": told.id,
                "company_id": self.company.id,
                "partner_id": told.partner_id.id,
                "scheduled_date": fields.Datetime.now(),
                "said": "2026-03-09 07:00:00",
                "sent_on": fields.Datetime.now(),
            }
        )
        answer = self.jobs.service_gantt_improve(
            (told | other).ids, START, STOP, OPTIONS
        )
        self.assertNotIn(told.id, [one["id"] for one in answer["changes"]])
        reasons = {one["id"]: one["reason"] for one in answer["left"]}
        self.assertEqual(reasons[told.id], "The customer was told this time.")
