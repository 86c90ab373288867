# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Somebody is absent today: what is left of their day is planned again, or put back."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_planning import OPTIONS, PlanningReadCommon


@tagged("post_install", "-at_install")
class TestAbsence(PlanningReadCommon):
    """Monday, 9 March 2026, 10 o'clock in Rome."""

    today = "2026-03-09 09:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._make_employee(
            "Carl", tz="Europe/Rome", resource_calendar_id=cls.calendar.id
        )
        cls.technician.service_plannable = cls.colleague.service_plannable = True

    def _make_planned(self, hour, **vals):
        return self._make_job(
            date_start=f"2026-03-09 {hour:02}:00:00",
            **{"duration": 1, "state": "planned", "user_id": False, **vals},
        )

    def _mark(self):
        return self.jobs.service_mark_absent(self.technician.id)

    def _take_back(self, result):
        self.jobs.service_take_back_absence(
            self.technician.id, result["changes"], result["operations"]
        )

    def _get_leaves(self):
        leaves = self.env["resource.calendar.leaves"].sudo()
        return leaves.search([("resource_id", "=", self.technician.resource_id.id)])

    def test_the_rest_of_the_day_waits(self):
        over, now, later = (self._make_planned(hour) for hour in (7, 9, 13))
        tomorrow = self._make_job(date_start="2026-03-10 08:00:00")
        result = self._mark()
        self.assertEqual(result["replan"], (now | later).ids)
        self.assertEqual((now | later).mapped("state"), ["new", "new"])
        self.assertFalse((now | later).filtered("date_start").ids)
        self.assertFalse(later.employee_ids)
        self.assertEqual(later.replan_person_id, self.technician)
        self.assertEqual(str(later.replan_start), "2026-03-09 13:00:00")
        self.assertTrue(over.date_start and tomorrow.date_start)
        (leave,) = self._get_leaves()
        self.assertEqual(str(leave.date_from), "2026-03-08 23:00:00")
        self.assertEqual(str(leave.date_to), "2026-03-09 23:00:00")

    def test_they_are_known_in_the_tray_until_they_have_a_time(self):
        job = self._make_planned(13)
        self._mark()
        answer = self.jobs.with_context(tz="Europe/Rome").service_gantt_backlog(
            [], "", "", {"replan": True}, 0, 40, OPTIONS
        )
        (card,) = answer["records"]
        self.assertEqual(card["id"], job.id)
        self.assertIn("Tessa Technician", card["facts"][0]["text"])
        self.assertIn("2:00", card["facts"][0]["text"])
        job.write({"date_start": "2026-03-11 08:00:00"})
        self.assertFalse(job.replan_start or job.replan_person_id)

    def test_undoing_the_new_plan_tells_again_whose_it_was(self):
        job = self._make_planned(13)
        self._mark()
        new = {
            "date_start": "2026-03-11 08:00:00",
            "date_end": "2026-03-11 09:00:00",
            "employee_ids": self.colleague.ids,
        }
        old = {"date_start": False, "date_end": False, "employee_ids": []}
        change = {"id": job.id, "old": old, "new": new}
        answer = self.jobs.service_gantt_write([change], OPTIONS, confirmed=True)
        (followed,) = answer["followed"]
        self.assertFalse(job.replan_start or job.replan_person_id)
        undone = {
            "id": job.id,
            "old": {**new, **followed["new"]},
            "new": {**old, **followed["old"]},
        }
        self.assertTrue(self.jobs.service_gantt_write([undone], OPTIONS)["saved"])
        self.assertEqual(job.state, "new")
        self.assertEqual(job.replan_person_id, self.technician)
        self.assertEqual(str(job.replan_start), "2026-03-09 13:00:00")

    def test_only_a_planner_tells_whose_it_was(self):
        job = self._make_planned(13)
        self.technician.user_id = self._make_user(
            "tom", "service_management.group_technician"
        )
        new = {"replan_person_id": self.colleague.id}
        job.with_user(self.technician.user_id).service_gantt_write(
            [{"id": job.id, "old": {}, "new": new}], OPTIONS
        )
        self.assertFalse(job.replan_person_id)

    def test_what_waits_is_proposed_to_others(self):
        job = self._make_planned(13)
        result = self._mark()
        answer = self.jobs.service_gantt_propose(
            result["replan"], "2026-03-08 23:00:00", "2026-03-09 23:00:00", OPTIONS
        )
        (change,) = answer["changes"]
        self.assertEqual(change["new"]["employee_ids"], self.colleague.ids)
        saved = self.jobs.service_gantt_write(answer["changes"], OPTIONS)
        self.assertTrue(saved["saved"], saved["conflicts"])
        self.assertEqual(job.state, "planned")

    def test_others_go_on(self):
        job = self._make_planned(
            13, employee_ids=[Command.set((self.technician | self.colleague).ids)]
        )
        result = self._mark()
        self.assertFalse(result["replan"])
        self.assertEqual(result["shared"], [job.display_name])
        self.assertEqual(job.employee_ids, self.colleague)
        self.assertEqual(job.state, "planned")
        self._take_back(result)
        self.assertEqual(job.employee_ids, self.technician | self.colleague)

    def test_what_has_begun_or_is_promised_stays(self):
        begun = self._make_planned(9)
        begun.action_start()
        worked = self._make_planned(13, activities=[{"hours": 1}])
        worked.activity_ids.action_done()
        promised = self._make_planned(14, time_promised=True)
        stays = begun | worked | promised
        result = self._mark()
        self.assertFalse(result["replan"])
        self.assertEqual({one["id"] for one in result["kept"]}, set(stays.ids))
        self.assertIn("promised", result["kept"][-1]["reason"])
        for job in stays:
            self.assertEqual(job.employee_ids, self.technician)
        kinds = [kind for kind, _text in promised._get_conflicts()[promised]]
        self.assertEqual(kinds, ["leave"])
        promised.date_start = False
        self.assertFalse(promised.time_promised)

    def test_it_is_undone(self):
        job = self._make_planned(
            13, state="new", activities=[{"hours": 0}, {"hours": 0}]
        )
        job.action_plan()
        own = job.activity_ids[0]
        own.write({"employee_id": self.technician.id, "date_start": "2026-03-12 08:00"})
        job.activity_ids[1].employee_id = self.colleague
        before = job.activity_ids.mapped(lambda one: (one.employee_id, one.date_start))
        result = self._mark()
        self._take_back(result)
        self.assertEqual(job.state, "planned")
        self.assertEqual(job.employee_ids, self.technician)
        self.assertEqual(str(job.date_start), "2026-03-09 13:00:00")
        self.assertFalse(job.replan_start)
        self.assertFalse(self._get_leaves())
        after = job.activity_ids.mapped(lambda one: (one.employee_id, one.date_start))
        self.assertEqual(after, before)

    def test_what_others_did_meanwhile_is_not_undone(self):
        job = self._make_planned(13)
        result = self._mark()
        job.write({"date_start": "2026-03-11 08:00:00"})
        with self.assertRaisesRegex(UserError, "just been changed"):
            self._take_back(result)

    def test_twice_is_once(self):
        self._mark()
        self._mark()
        self.assertEqual(len(self._get_leaves()), 1)
        self.assertTrue(self._rows(self._read())["Tessa Technician"]["absent"])
        self.assertFalse(self._rows(self._read())["Carl"]["absent"])
        self.jobs.service_take_back_absence(self.technician.id)
        self.assertFalse(self._get_leaves())

    def test_other_time_off_stays(self):
        leave = self._get_leaves().create(
            {
                "resource_id": self.technician.resource_id.id,
                "date_from": "2026-03-09 08:00:00",
                "date_to": "2026-03-09 10:00:00",
            }
        )
        self._mark()
        self.jobs.service_take_back_absence(self.technician.id)
        self.assertEqual(self._get_leaves(), leave)

    def test_only_planners_and_their_companies(self):
        user = self._make_user("tom", "service_management.group_technician")
        with self.assertRaises(AccessError):
            self.jobs.with_user(user).service_mark_absent(self.technician.id)
        self._make_planned(13)
        shown = self._rows(self._read(jobs=self.jobs.with_user(user)))
        self.assertNotIn("absent", shown["Tessa Technician"])
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self._make_employee("Stranger", company_id=other.id)
        with self.assertRaises(UserError):
            self.jobs.service_mark_absent(stranger.id)
