# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The plan over JSON-2: by the names of arguments, as programs of others call it."""

from datetime import timedelta

from odoo import Command, fields
from odoo.tests import HttpCase, tagged

from ..common import ServiceCommon

OPTIONS = {"date_start": "date_start", "date_stop": "date_end", "plan": True}


@tagged("post_install", "-at_install")
class TestPlanningApi(ServiceCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._make_user("planner-api", "service_management.group_planner")
        cls.technician.user_id = cls._make_user(
            "tessa-api", "service_management.group_technician"
        )
        start = fields.Datetime.now().replace(microsecond=0) + timedelta(days=1)
        cls.window = {
            "start": fields.Datetime.to_string(start),
            "stop": fields.Datetime.to_string(start + timedelta(days=14)),
        }

    def _post(self, method, **params):
        keys = self.env["res.users.apikeys"].with_user(self.planner)
        key = keys._generate("rpc", "Plan", fields.Datetime.now() + timedelta(days=1))
        return self.url_open(
            f"/json/2/service.intervention/{method}",
            json=params,
            headers={"Authorization": f"bearer {key}"},
        )

    def test_propose_and_remove(self):
        job = self._make_job(
            date_start=False, employee_ids=[Command.clear()], duration=2.0
        )
        response = self._post(
            "service_gantt_propose",
            record_ids=job.ids,
            options=OPTIONS,
            **self.window,
        )
        self.assertEqual(response.status_code, 200, response.text)
        (change,) = response.json()["changes"]
        self.assertEqual(change["id"], job.id)
        self.assertEqual(change["new"]["employee_ids"], self.technician.ids)
        response = self._post(
            "service_gantt_write", changes=[change], options=OPTIONS, confirmed=True
        )
        self.assertEqual(response.status_code, 200, response.text)
        response = self._post(
            "service_gantt_copy",
            changes=[{"id": job.id, "new": {}}],
            options=OPTIONS,
            confirmed=True,
        )
        self.assertEqual(response.status_code, 200, response.text)
        copy = job.browse(response.json()["ids"])
        response = self._post("service_gantt_remove", record_ids=copy.ids)
        self.assertEqual(response.status_code, 200, response.text)
        self.assertFalse(copy.exists())
        self.assertTrue(job.exists())

    def test_nonsense_is_answered_in_words(self):
        for method, params in (
            ("service_gantt_remove", {"record_ids": "all"}),
            ("service_gantt_remove", {"record_ids": [1e300]}),
            (
                "service_gantt_propose",
                {
                    "record_ids": [1],
                    "start": "0001-01-01",
                    "stop": "9999-12-31",
                    "options": OPTIONS,
                },
            ),
            (
                "service_gantt_backlog",
                {
                    "domain": [],
                    "search": "",
                    "order": "",
                    "filters": {},
                    "offset": 0,
                    "limit": -1,
                    "options": OPTIONS,
                },
            ),
        ):
            with self.subTest(method=method, params=params):
                response = self._post(method, **params)
                self.assertEqual(response.status_code, 422, response.text)
                self.assertIn("UserError", response.json()["name"])
