# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two planners move the same job at the same moment, each in a real transaction."""

import threading
from functools import partial

from odoo import Command
from odoo.exceptions import UserError
from odoo.fields import Datetime
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_race import RaceCase

OPTIONS = {"date_start": "date_start", "date_stop": "date_end", "plan": True}
SHOWN = "2026-03-10 08:00:00"
MOVED = ("2026-03-11 08:00:00", "2026-03-12 08:00:00")  # by the one and by the other


@tagged("post_install", "-at_install")
class TestPlannersAtOnce(RaceCase):
    """Each moves a job of their own together with the one that both want."""

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            partner = env["res.partner"].create({"name": "Racer"})
            person = env["hr.employee"].create({"name": "Wanted"})
            jobs = env["service.intervention"].create(
                [
                    {
                        "partner_id": partner.id,
                        "title": title,
                        "date_start": SHOWN,
                        "employee_ids": [Command.set(person.ids)],
                    }
                    for title in ("One", "Other", "Both")
                ]
            )
            self.ids = jobs.ids
            self.made = [(one._name, one.ids) for one in (person, partner)]
        self.addCleanup(self._clean)

    def _clean(self):
        with self._transaction() as env:
            jobs = env["service.intervention"].browse(self.ids)
            jobs.state = "new"
            jobs.unlink()
            for model, ids in self.made:
                env[model].browse(ids).unlink()

    def _move(self, env, planner):
        """What the browser of ``planner`` sends for the two jobs that it shows."""
        changes = [
            {
                "id": job_id,
                "old": {"date_start": SHOWN},
                "new": {"date_start": MOVED[planner]},
            }
            for job_id in (self.ids[planner], self.ids[-1])
        ]
        jobs = env["service.intervention"]
        self.assertTrue(jobs.service_gantt_write(changes, OPTIONS, True)["saved"])

    def _assert_moved_by(self, winner):
        """Both jobs of the winner were moved, and that of the loser was not."""
        expected = [SHOWN, SHOWN, MOVED[winner]]
        expected[winner] = MOVED[winner]
        with self._transaction() as env:
            jobs = env["service.intervention"].browse(self.ids)
            starts = [Datetime.to_string(start) for start in jobs.mapped("date_start")]
        self.assertEqual(starts, expected)

    def test_second_is_refused_while_the_first_is_being_saved(self):
        with self._transaction() as first:
            self._move(first, 0)
            with (
                self.assertRaisesRegex(UserError, "Somebody else is saving"),
                self._transaction() as second,
            ):
                self._move(second, 1)
        self._assert_moved_by(0)

    def test_second_is_refused_after_the_first(self):
        with self._transaction() as first:
            self._move(first, 0)
        with (
            self.assertRaisesRegex(UserError, "Both” has just been changed by"),
            self._transaction() as second,
        ):
            self._move(second, 1)
        self._assert_moved_by(0)

    def test_of_two_that_press_together_one_wins(self):
        barrier = threading.Barrier(2)
        winners, refusals = [], []

        def drop(planner):
            barrier.wait()
            try:
                with self._transaction() as env:  # as any request is served
                    retrying(partial(self._move, env, planner), env)
                winners.append(planner)
            except UserError as error:
                refusals.append(str(error))

        threads = [threading.Thread(target=drop, args=(one,)) for one in range(2)]
        with mute_logger("odoo.sql_db"):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(len(winners), 1)
        self.assertEqual(len(refusals), 1)
        self.assertRegex(
            refusals[0], "Somebody else is saving|has just been changed by"
        )
        self._assert_moved_by(winners[0])
