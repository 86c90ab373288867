# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What one planner changes reaches the others, and nobody who may not know."""

import json

from odoo import Command
from odoo.tests import tagged

from ..common import ServiceCommon

CHANNEL = "service_gantt/service.intervention"


@tagged("post_install", "-at_install")
class TestPlanningBus(ServiceCommon):
    def _sent(self):
        """Payloads and channels of the messages of this transaction."""
        self.env.cr.precommit.run()
        found = self.env["bus.bus"].sudo().search([], order="id")
        messages = [
            (json.loads(one.channel), json.loads(one.message)["payload"])
            for one in found
            if json.loads(one.message)["type"] == "service_gantt/changed"
        ]
        found.unlink()
        return messages

    def setUp(self):
        super().setUp()
        self.job = self._make_job()
        self._sent()

    def test_one_message_per_transaction(self):
        planner = self._make_user("planner", "service_management.group_planner")
        other = self._make_job()
        self._sent()
        for job in self.job | other:
            job.with_user(planner).date_start = "2026-03-12 08:00:00"
            job.with_user(planner).title = "Moved"
        ((channel, payload),) = self._sent()
        self.assertEqual(channel[1:], ["res.company", self.company.id, CHANNEL])
        self.assertEqual(payload["ids"], sorted((self.job | other).ids))
        self.assertEqual(payload["user_id"], planner.id)
        self.assertEqual(payload["user_name"], planner.name)
        self.assertEqual(set(payload), {"model", "ids", "user_id", "user_name"})

    def test_created_and_deleted(self):
        job = self._make_job()
        ((_channel, payload),) = self._sent()
        self.assertEqual(payload["ids"], job.ids)
        ids = job.ids
        job.unlink()
        ((_channel, payload),) = self._sent()
        self.assertEqual(payload["ids"], ids)

    def test_what_the_plan_does_not_show(self):
        self.job.note = "Read me"
        self.assertFalse(self._sent())

    def test_what_is_taken_back_is_not_sent(self):
        with self.env.cr.savepoint() as savepoint:
            self.job.title = "Moved"
            savepoint.rollback()
        self.assertFalse(self._sent())

    # === WHO HEARS === #

    def _channels(self, user, *wanted):
        websocket = self.env["ir.websocket"].with_user(user)
        return websocket._get_gantt_channels(list(wanted))

    def test_planner_hears_of_own_companies(self):
        user = self._make_user("planner", "service_management.group_planner")
        other = self.env["res.company"].create({"name": "Other"})
        self.assertEqual(self._channels(user, CHANNEL), [(self.company, CHANNEL)])
        user.company_ids = [Command.link(other.id)]
        self.assertCountEqual(
            self._channels(user, CHANNEL),
            [(self.company, CHANNEL), (other, CHANNEL)],
        )

    def test_others_hear_nothing(self):
        user = self._make_user("stranger")
        self.assertEqual(self._channels(user, CHANNEL), [])
        self.assertEqual(self._channels(user, "service_gantt/no.model"), [])
