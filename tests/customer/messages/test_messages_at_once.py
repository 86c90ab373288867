# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two workers tell the same customer at the same moment, each in a real transaction."""

from datetime import timedelta

from psycopg2 import IntegrityError, OperationalError

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...common_race import RaceCase


@tagged("post_install", "-at_install")
class TestMessagesAtOnce(RaceCase):
    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            moment = env["service.customer.moment"]._find("planned")
            company = env.company
            self.was_on = moment._is_on_for(company)
            moment._switch(company, True)
            self.quiet = (company.service_quiet_from, company.service_quiet_until)
            self._set_quiet(company, 0.0, 0.0)  # never, whenever the test runs
            partner = env["res.partner"].create(
                {"name": "Racer", "email": "racer@example.com"}
            )
            person = env["hr.employee"].create({"name": "Wanted"})
            job = env["service.intervention"].create(
                {
                    "partner_id": partner.id,
                    "origin": "planned",
                    "date_start": fields.Datetime.now() + timedelta(days=3),
                    "employee_ids": person.ids,
                }
            )
            job.action_plan()
            message = job.customer_message_ids
            message.scheduled_date = fields.Datetime.now()
            self.made = [(one._name, one.id) for one in (job, person, partner)]
            self.job_id, self.message_id = job.id, message.id
        self.addCleanup(self._clean)

    def _clean(self):
        with self._transaction() as env:
            env["service.customer.moment"]._find("planned")._switch(
                env.company, self.was_on
            )
            self._set_quiet(env.company, *self.quiet)
            self._get_mails(env).unlink()
            env["service.intervention"].browse(self.job_id)._by_server().state = "new"
            for model, record_id in self.made:
                env[model].browse(record_id).unlink()

    def _set_quiet(self, company, start, end):
        company.write({"service_quiet_from": start, "service_quiet_until": end})

    def _get_mails(self, env):
        return env["mail.mail"].search(
            [("model", "=", "service.intervention"), ("res_id", "=", self.job_id)]
        )

    def _count_mails(self):
        with self._transaction() as env:
            return len(self._get_mails(env))

    def test_a_message_that_another_worker_is_telling_is_left_to_it(self):
        with self._transaction() as first, self._transaction() as second:
            messages = "service.customer.message"
            first[messages].browse(self.message_id)._tell_free()
            second[messages].browse(self.message_id)._tell_free()
            self.assertEqual(len(self._get_mails(first)), 1)
            self.assertFalse(self._get_mails(second))
        self.assertEqual(self._count_mails(), 1)

    def test_who_has_not_seen_that_it_was_told_is_refused(self):
        with mute_logger("odoo.sql_db"), self._transaction() as late:
            message = late["service.customer.message"].browse(self.message_id)
            self.assertFalse(message.said)
            with self._transaction() as early:
                early["service.customer.message"].browse(self.message_id)._tell_free()
            with self.assertRaises(OperationalError):
                message._tell_free()
            late.cr.rollback()
        self.assertEqual(self._count_mails(), 1)

    def test_the_database_refuses_to_say_the_same_twice(self):
        with self._transaction() as early:
            message = early["service.customer.message"].browse(self.message_id)
            message._tell()
            vals = message.copy_data()[0]
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self._transaction() as late,
        ):
            late["service.customer.message"].create(vals)
            late.flush_all()
        self.assertEqual(self._count_mails(), 1)
