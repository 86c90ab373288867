# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who can come, opening hours, and better times for what is planned."""

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_planning import OPTIONS, START, STOP, PlanningReadCommon

MONDAY = "2026-03-09"


@tagged("post_install", "-at_install")
class TestBetterPlan(PlanningReadCommon):
    """The week of Monday, 9 March 2026 in Rome: 8 to 17, which is 7 to 16 in UTC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._make_employee(
            "Carl",
            tz="Europe/Rome",
            resource_calendar_id=cls.calendar.id,
            service_plannable=True,
        )
        cls.technician.service_plannable = True
        cls.technician.address_id = cls._make_site(0)
        cls.colleague.address_id = cls._make_site(1)

    @classmethod
    def _make_site(cls, north, **vals):
        place = {"partner_latitude": 41.9 + north, "partner_longitude": 12.5}
        return cls._make_customer("Site", parent_id=cls.customer.id, **place, **vals)

    def _plan_job(self, start, person, **vals):
        return self._make_job(
            **{
                "date_start": f"{MONDAY} {start}:00",
                "duration": 2,
                "employee_ids": [Command.set(person.ids)],
                "state": "planned",
                "user_id": False,
                **vals,
            }
        )

    def _make_open(self, **vals):
        none = {"date_start": False, "employee_ids": [Command.clear()]}
        return self._make_job(**{**none, "user_id": False, "duration": 2, **vals})

    def _ask(self, jobs=(), **kwargs):
        asked = kwargs.get("user", self.jobs)
        ids = [job.id for job in jobs]
        answer = asked.service_gantt_improve(ids, START, STOP, OPTIONS)
        return answer, {one["id"]: one["new"] for one in answer["changes"]}

    # === WHO CAN COME === #

    def _find_offers(self, job):
        return self.jobs.service_gantt_offers(job.id, START, STOP, OPTIONS)

    def test_who_can_come(self):
        """Whoever is nearer comes first, with the way that it adds."""
        site = self._make_site(0.02)
        done = self._plan_job("07:00", self.technician, site_id=site.id)
        done.write({"date_start": "2026-02-20 08:00:00", "state": "done"})
        job = self._make_open(site_id=site.id)
        offers = self._find_offers(job)["offers"]
        self.assertEqual(offers[0]["name"], self.technician.name)
        self.assertEqual(offers[0]["reasons"], ["6 km more", "was there last time"])
        self.assertIn("Carl", [offer["name"] for offer in offers])
        self.assertFalse(job.date_start)
        result = self.jobs.service_gantt_write([offers[0]["change"]], OPTIONS)
        self.assertTrue(result["saved"], result["conflicts"])
        self.assertEqual((job.state, job.employee_ids), ("planned", self.technician))
        # its own time counts as free, and whoever has it is only one of them
        self.assertIn("Carl", {one["name"] for one in self._find_offers(job)["offers"]})

    def test_nobody_can_come(self):
        skill = self.env["service.skill"].create(
            {"name": "Gas", "activity_type_ids": self.activity_type.ids}
        )
        job = self._make_open(activities=[{"hours": 0}])
        self.assertIn("Gas", self._find_offers(job)["reason"])
        self.colleague.service_skill_ids = skill
        (name,) = {one["name"] for one in self._find_offers(job)["offers"]}
        self.assertEqual(name, "Carl")
        late = self._make_open(deadline=f"{MONDAY} 07:30:00")
        offers = self._find_offers(late)["offers"]
        self.assertIn("after the deadline", offers[0]["reasons"])
        self.technician.service_skill_ids = skill
        long = self._make_open(duration=12)
        self.assertIn("Too few hours in a row: 2", self._find_offers(long)["reason"])
        pair = self._plan_job("07:00", self.technician | self.colleague)
        (both,) = self._find_offers(pair)["offers"]
        self.assertEqual(len(both["change"]["new"]["employee_ids"]), 2)
        pair.state = "done"
        self.assertIn("closed", self._find_offers(pair)["reason"])

    # === WHAT IS RESPECTED === #

    def test_a_site_is_open_or_not(self):
        """By its own clock; where it is closed all the time it says so."""
        hours = self.env["resource.calendar"].create(
            {
                "name": "Wednesday afternoon",
                "tz": "Europe/Rome",
                "attendance_ids": [
                    Command.clear(),
                    Command.create(
                        {
                            "name": "Open",
                            "dayofweek": "2",
                            "hour_from": 14,
                            "hour_to": 17,
                        }
                    ),
                ],
            }
        )
        site = self._make_site(0, service_opening_id=hours.id, tz="Europe/Rome")
        job = self._make_open(site_id=site.id)
        propose = self.jobs.service_gantt_propose
        (change,) = propose(job.ids, START, STOP, OPTIONS)["changes"]
        self.assertEqual(change["new"]["date_start"], "2026-03-11 13:00:00")
        monday = START, f"{MONDAY} 23:00:00"
        (left,) = propose(job.ids, *monday, OPTIONS)["left"]
        self.assertEqual(left["reason"], "The site is closed in this time.")
        job.place = "workshop"
        self.assertTrue(propose(job.ids, *monday, OPTIONS)["changes"])

    def test_a_job_of_two_people_is_one_job(self):
        self._plan_job("07:00", self.technician | self.colleague)
        answer = self.jobs.service_gantt_propose(
            self._make_open().ids, START, STOP, OPTIONS
        )
        summary = {one["name"]: one for one in answer["summary"]}
        self.assertEqual(
            (summary["Jobs"]["before"], summary["Jobs"]["after"]), ("1", "2")
        )

    # === THE MAP === #

    def test_what_lies_where(self):
        here = self._make_open(site_id=self._make_site(0.5).id)
        nowhere = self._make_open()
        answer = self.jobs.service_gantt_spots((here | nowhere).ids)
        self.assertEqual(answer["spots"], [(here.id, 42.4, 12.5)])
        self.assertFalse(answer["tiles"])
        with self.assertRaisesRegex(ValidationError, "https://"):
            self.company.service_map_tiles = "javascript:{z}{x}{y}"
        self.company.service_map_tiles = "https://maps.example.com/{z}/{x}/{y}.png"
        self.assertIn("maps.example", self.jobs.service_gantt_spots([])["tiles"])

    # === BETTER TIMES === #

    def test_improve(self):
        """Each goes where they are near; what was promised or begun stays."""
        sites = self._make_site(0.01), self._make_site(0.99)
        wrong = [
            self._plan_job("07:00", self.technician, site_id=sites[1].id),
            self._plan_job("07:00", self.colleague, site_id=sites[0].id),
        ]
        promised = self._plan_job(
            "13:00", self.technician, site_id=sites[1].id, time_promised=True
        )
        answer, new = self._ask()
        self.assertNotIn(promised.id, new)
        self.assertEqual(new[wrong[1].id]["employee_ids"], self.technician.ids)
        summary = {one["name"]: one for one in answer["summary"]}
        kilometres = summary["Kilometres"]
        self.assertLess(int(kilometres["after"]), int(kilometres["before"]))
        result = self.jobs.service_gantt_write(answer["changes"], OPTIONS)
        self.assertTrue(result["saved"], result["conflicts"])
        self.assertFalse(self._ask()[1])

    def test_what_need_not_change_does_not(self):
        """A plan that is as good as it can be keeps its times, odd ones as well."""
        site = self._make_site(0.01)
        self._plan_job("09:07", self.technician, site_id=site.id)
        self._plan_job("12:30", self.technician, site_id=site.id)
        self.assertFalse(self._ask()[1])

    def test_repair(self):
        """What is in the way of each other finds another time, and nothing else."""
        first = self._plan_job("07:00", self.technician, duration=3)
        second = self._plan_job("09:00", self.technician)
        other = self._plan_job("13:00", self.technician)
        self.assertTrue(second.has_conflict)
        self.assertFalse(self._ask()[1])  # shorter ways are no repair
        answer, new = self._ask([first, second])
        self.assertEqual(len(new), 1)
        self.assertNotIn(other.id, new)
        old = {one["id"]: one["old"]["date_start"] for one in answer["changes"]}
        (moved,) = self.env["service.intervention"].browse(new)
        self.assertEqual(old[moved.id], str(moved.date_start))
        result = self.jobs.service_gantt_write(answer["changes"], OPTIONS)
        self.assertTrue(result["saved"], result["conflicts"])
        self.assertFalse((first | second | other).filtered("has_conflict"))

    def test_what_cannot_be_repaired_says_why(self):
        stuck = self._plan_job("07:00", self.technician, duration=12)
        second = self._plan_job("08:00", self.technician, time_promised=True)
        answer, new = self._ask([stuck, second])
        self.assertFalse(new)
        reasons = {one["id"]: one["reason"] for one in answer["left"]}
        self.assertIn("12:00 hours", reasons[stuck.id])
        self.assertIn("promised", reasons[second.id])

    def test_nobody_can_be_planned(self):
        self.assertEqual(self._ask()[0]["changes"], [])
        self._plan_job("07:00", self.technician)
        self.env["hr.employee"].search([]).service_plannable = False
        self.assertEqual(self._ask()[0]["changes"], [])
        nobody = self._find_offers(self._make_open())
        self.assertIn("Nobody is shown", nobody["reason"])

    def test_bad_input(self):
        with self.assertRaisesRegex(UserError, "This time is over"):
            self.jobs.service_gantt_improve(
                [], "2026-02-01 00:00:00", "2026-02-08 00:00:00", OPTIONS
            )
        user = self._make_user("tessa", "service_management.group_technician")
        jobs = self.jobs.with_user(user)
        self.assertEqual(self._ask(user=jobs)[0]["changes"], [])
        with self.assertRaises(AccessError):
            jobs.service_gantt_offers(self._make_open().id, START, STOP, OPTIONS)
