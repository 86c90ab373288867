# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The page on the API: its examples are run as they stand, over HTTP."""

import os
import re
from base64 import b64decode
from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO
from tempfile import NamedTemporaryFile
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools.misc import file_open

from .common import ServiceCommon

PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAA"
    "AABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestApi(ServiceCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician.name = "Tessa"
        cls.program = cls._make_user(
            "program",
            "service_management.group_planner",
            "service_management.group_contract_manager",
            "account.group_account_invoice",
        )
        cls.pump = cls._make_equipment("PUMP-0042")
        cls.meter = cls.env["service.meter"].create(
            {"equipment_id": cls.pump.id, "name": "Hours"}
        )
        cls._make_contract({"equipment_id": cls.pump.id, "price_unit": 100})
        with file_open("service_management/docs/api.md") as page:
            cls.examples = re.findall(
                r"^```python\n(.*?)^```", page.read(), re.S | re.M
            )

    def _make_key(self):
        keys = self.env["res.users.apikeys"].with_user(self.program)
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        return keys._generate("rpc", "Program", tomorrow)

    def _run_examples(self, key):
        """Run them all; return their names and what they print."""
        names, printed = {}, StringIO()
        with NamedTemporaryFile(suffix=".png") as picture:
            picture.write(b64decode(PICTURE))
            picture.flush()
            settings = {
                "SERVICE_URL": self.base_url(),
                "SERVICE_KEY": key,
                "SERVICE_PHOTO": picture.name,
                "SERVICE_SIGNATURE": picture.name,
            }
            with (
                patch.dict(os.environ, settings),
                redirect_stdout(printed),
                self.allow_requests(all_requests=True),
            ):
                exec("\n".join(self.examples), names)
        return names, printed.getvalue()

    def test_the_examples_of_the_page(self):
        names, printed = self._run_examples(self._make_key())
        self.env.invalidate_all()
        job = self.env["service.intervention"].browse(names["job"])
        self.assertEqual(job.partner_id, self.customer)
        self.assertEqual(job.item_ids.equipment_id, self.pump)
        self.assertIn(f"{job.name} Loses pressure", printed)
        self.assertEqual(job.state, "done")
        self.assertEqual(job.activity_ids.employee_id, self.technician)
        self.assertEqual(job.activity_ids.hours, 1.5)
        self.assertEqual(job.photo_ids.res_id, job.id)
        self.assertEqual(job.signed_by, "Ada Neri")
        self.assertTrue(job.signed_report_id)
        self.assertEqual(self.meter.reading_ids.value, 1234.5)
        self.assertEqual(self.meter.reading_ids.source, "api")
        self.assertIn(f"{self.customer.name} ", printed)
        self.assertFalse(job.invoice_count)

    def test_what_is_refused_is_said(self):
        self.examples[1:] = [
            "try:\n"
            "    service.create('service.contract.term', contract_id=0)\n"
            "except Refused as refusal:\n"
            "    print(refusal)\n"
        ]
        _names, printed = self._run_examples(self._make_key())
        self.assertIn("Service Contract", printed)
