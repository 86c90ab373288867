# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Hours of people: one timesheet line for each activity that is done."""

from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestTimesheets(ServiceCommon):
    """Timesheets follow their activity."""

    today = "2026-03-10 15:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.job = cls._make_job(
            [{"name": "Repair", "hours": 2.0, "employee_id": cls.technician.id}]
        )
        cls.activity = cls.job.activity_ids

    def _timesheets(self):
        return self.env["account.analytic.line"].search(
            [("service_activity_id.intervention_id", "=", self.job.id)]
        )

    def test_done_activity_writes_one(self):
        self.assertFalse(self._timesheets())
        self.activity.action_done()
        self.assertRecordValues(
            self._timesheets(),
            [
                {
                    "employee_id": self.technician.id,
                    "unit_amount": 2.0,
                    "date": self._day("2026-03-10"),
                    "project_id": self.company.service_project_id.id,
                    "company_id": self.company.id,
                    "service_activity_id": self.activity.id,
                    "amount": -60.0,
                }
            ],
        )
        self.assertIn("Repair", self._timesheets().name)

    def test_activity_entered_as_done_writes_one(self):
        self.job.activity_ids = [
            (
                0,
                0,
                {
                    "activity_type_id": self.activity_type.id,
                    "hours": 1.0,
                    "employee_id": self.technician.id,
                    "state": "done",
                },
            )
        ]
        self.assertEqual(self._timesheets().unit_amount, 1.0)

    def test_change_reaches_the_timesheet(self):
        helper = self._make_employee("Helper")
        self.activity.action_done()
        line = self._timesheets()
        self.activity.write(
            {
                "hours": 3.0,
                "employee_id": helper.id,
                "date_start": "2026-03-12 08:00:00",
            }
        )
        self.assertEqual(self._timesheets(), line)
        self.assertEqual(line.unit_amount, 3.0)
        self.assertEqual(line.employee_id, helper)
        self.assertEqual(line.date, self._day("2026-03-12"))

    def test_never_twice(self):
        self.activity.action_done()
        self.activity.action_reset()
        self.activity.action_done()
        self.activity.write({"state": "done", "hours": 2.0})
        self.assertEqual(len(self._timesheets()), 1)

    def test_taken_back_with_the_activity(self):
        for take_back in ("action_reset", "action_skip"):
            with self.subTest(take_back=take_back):
                self.activity.write({"state": "done", "hours": 2.0})
                self.assertTrue(self._timesheets())
                getattr(self.activity, take_back)()
                self.assertFalse(self._timesheets())

    def test_removed_with_the_activity(self):
        self.activity.action_done()
        line = self._timesheets()
        self.activity.unlink()
        self.assertFalse(line.exists())

    def test_removed_with_the_hours(self):
        self.activity.action_done()
        self.activity.hours = 0.0
        self.assertFalse(self._timesheets())

    def test_project_and_analytic_account_of_the_contract(self):
        setup = self.env(su=True)  # projects are set up by others
        plan = setup["account.analytic.plan"].create({"name": "Contracts"})
        account = setup["account.analytic.account"].create(
            {"name": "Big Contract", "plan_id": plan.id, "company_id": self.company.id}
        )
        project = setup["project.project"].create(
            {
                "name": "Big Contract",
                "company_id": self.company.id,
                "allow_timesheets": True,
                plan._column_name(): account.id,
            }
        )
        self.activity.action_done()
        self.job.contract_id = self._make_contract(project_id=project.id)
        self.assertEqual(self._timesheets().project_id.id, project.id)
        self.assertEqual(self._timesheets()[plan._column_name()].id, account.id)
        self.job.action_start()
        self.job.action_done()
        self._invoice("2026-12-31", include_contracts=False)
        [(accounts, percent)] = (
            self.activity.invoice_line_ids.analytic_distribution.items()
        )
        self.assertIn(str(account.id), accounts.split(","))
        self.assertEqual(percent, 100)

    def test_company_without_project_has_none(self):
        self.company.service_project_id = False
        self.activity.action_done()
        self.assertFalse(self._timesheets())

    def test_technician_records_without_rights_on_timesheets(self):
        user = self._make_user("tessa", "service_management.group_technician")
        self.technician.user_id = user
        self.activity.with_user(user).action_done()
        self.assertEqual(len(self._timesheets()), 1)

    def test_cost_of_the_person(self):
        self.activity.action_done()
        self.assertEqual(self.activity.cost, 60.0)
        self.assertEqual(self.job.cost, 60.0)
