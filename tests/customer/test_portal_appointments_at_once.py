# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Customers who want the same time at the same moment, each in a transaction."""

import threading
from datetime import timedelta
from functools import partial

from odoo import Command, fields
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_race import RaceCase

SETTINGS = {
    "service_appointments": True,
    "service_appointment_days": 10,
    "service_appointment_notice": 0,
}


@tagged("post_install", "-at_install")
class TestAppointmentsAtOnce(RaceCase):
    """One technician who has a single free half-day for two jobs."""

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            self.settings = env.company.read(list(SETTINGS))[0]
            env.company.write(SETTINGS)
            person = env["hr.employee"].create(
                {"name": "Wanted", "service_plannable": True, "tz": "UTC"}
            )
            partner = env["res.partner"].create({"name": "Racer", "tz": "UTC"})
            jobs = env["service.intervention"].create(
                [
                    {
                        "partner_id": partner.id,
                        "title": title,
                        "employee_ids": [Command.set(person.ids)],
                        "duration": 4,
                        "contract_id": False,
                    }
                    for title in ("One", "Other")
                ]
            )
            self.ids = jobs.ids
            self.person, self.partner = person.id, partner.id
            windows = jobs[0]._get_appointment_windows()
            self.window = next(iter(jobs[0]._find_appointments(windows)))
            self.key = jobs[0]._get_window_key(self.window)
        self.addCleanup(self._clean)

    def _clean(self):
        with self._transaction() as env:
            jobs = env["service.intervention"].browse(self.ids)
            jobs.state = "new"
            jobs.unlink()
            env["hr.employee"].browse(self.person).unlink()
            env["res.partner"].browse(self.partner).unlink()
            env["res.company"].browse(self.settings.pop("id")).write(self.settings)

    def _ask(self, method):
        """Let both ask at the same moment; who got the time."""
        barrier = threading.Barrier(2)
        winners, errors = [], []

        def ask(job_id):
            with self._transaction() as env:
                job = env["service.intervention"].browse(job_id)
                job.mapped("state")
                barrier.wait()
                try:
                    if retrying(lambda: bool(method(job)), env):
                        winners.append(job_id)
                except Exception as error:  # noqa: BLE001 (told to the test below)
                    env.cr.rollback()
                    errors.append(error)

        threads = [threading.Thread(target=partial(ask, one)) for one in self.ids]
        with mute_logger("odoo.sql_db", "odoo.service.model"):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertFalse(errors)
        return winners

    def test_one_holds_it(self):
        winners = self._ask(lambda job: job._hold_appointment(self.key))
        self.assertEqual(len(winners), 1)
        with self._transaction() as env:
            holds = env["service.appointment.hold"].search(
                [("intervention_id", "in", self.ids)]
            )
            self.assertEqual(holds.intervention_id.ids, winners)

    def test_one_gets_it(self):
        winners = self._ask(lambda job: job._choose_appointment(self.key))
        self.assertEqual(len(winners), 1)
        with self._transaction() as env:
            jobs = env["service.intervention"].browse(self.ids)
            planned = jobs.filtered(lambda job: job.state == "planned")
            self.assertEqual(planned.ids, winners)
            self.assertGreater(
                planned.date_start, fields.Datetime.now() - timedelta(days=1)
            )
