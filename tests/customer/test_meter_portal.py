# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Customers read their meters on their portal, or by the link of a reminder."""

import base64
import re

from freezegun import freeze_time

from odoo.tests import HttpCase, tagged

from ..common import SIGNATURE
from ..duty.common_meters import MeterCommon


@tagged("post_install", "-at_install")
class TestMeterPortal(MeterCommon, HttpCase):
    today = None  # what the browser sends is of the real day

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "customer@example.com"
        cls.meter = cls._make_meter(("2026-01-31", 1000), ("2026-02-28", 1300))
        cls.other = cls._make_meter(equipment=cls.meter.equipment_id, name="Second")
        cls.stranger = cls._make_customer("Stranger")
        for login, partner in [("owner", cls.customer), ("stranger", cls.stranger)]:
            user = cls._make_user(login, "base.group_portal")
            user.partner_id.parent_id = partner

    def _post(self, url, value, **data):
        page = self.url_open(url)
        [token] = re.findall(r'name="csrf_token" value="([^"]+)"', page.text)
        return self.url_open(
            url,
            data={"csrf_token": token, "value": value, **data},
            allow_redirects=True,
        )

    def test_from_the_page_of_the_machine(self):
        self.authenticate("owner", "owner")
        page = self.url_open(f"/my/equipment/{self.meter.equipment_id.id}").text
        self.assertIn(f"/my/meters/{self.meter.id}", page)
        url = f"/my/meters/{self.meter.id}"
        self.assertIn("1,300", self.url_open(url).text)
        photo = {"photo": ("meter.png", base64.b64decode(SIGNATURE), "image/png")}
        [token] = re.findall(
            r'name="csrf_token" value="([^"]+)"', self.url_open(url).text
        )
        page = self.url_open(
            url, data={"csrf_token": token, "value": "1400"}, files=photo
        )
        self.assertIn("Thank you", page.text)
        reading = self.meter.reading_ids[0]
        self.assertRecordValues(
            reading, [{"value": 1400, "source": "customer", "state": "valid"}]
        )
        self.assertTrue(reading.photo)
        self.assertIn("Thank you", self._post(url, "1410").text)
        self.assertEqual(len(self.meter.reading_ids), 3)
        self.assertEqual(reading.value, 1410)

    def test_what_does_not_fit_is_asked_about(self):
        self.authenticate("owner", "owner")
        url = f"/my/meters/{self.meter.id}"
        self.assertIn("Is 130 right?", self._post(url, "130").text)
        self.assertEqual(len(self.meter.reading_ids), 2)
        self.assertIn("Thank you", self._post(url, "130", sure="1").text)
        self.assertEqual(self.meter.reading_ids[0].state, "to_check")
        for nonsense in ("", "-1", "abc", "inf", "nan", "1e300"):
            self.assertIn("Enter the number", self._post(url, nonsense).text)
        page = self._post(url, "140", sure="1", photo="no file", meter="7")
        self.assertIn("Thank you", page.text)

    def test_by_the_link_without_a_login(self):
        url = self.meter._get_link()
        url = url[url.index("/my/") :]
        self.authenticate(None, None)
        token = self.meter.access_token
        self.assertIn("Thank you", self._post(url, "1350", access_token=token).text)
        self.assertEqual(self.meter.last_value, 1350)
        self.meter.equipment_id._hand_over(
            self.stranger, self.stranger, False, self._day("2026-03-10")
        )
        self.assertNotIn("meter_value", self.url_open(url).text)

    def test_nobody_reads_the_meters_of_others(self):
        self.authenticate("stranger", "stranger")
        page = self.url_open(f"/my/meters/{self.meter.id}")
        self.assertNotIn("meter_value", page.text)
        self.assertTrue(page.url.endswith("/my"))


@tagged("post_install", "-at_install")
class TestMeterReminder(MeterCommon):
    today = "2026-01-28"

    def test_asked_once_before_use_is_invoiced(self):
        self.customer.email = "customer@example.com"
        meter = self._make_meter(("2026-01-01", 0))
        contract = self._make_use_contract(meter)
        silent = self._make_use_contract(
            self._make_meter(), contract={"reading_reminder_days": 0}
        )
        contracts = self.env["service.contract"]
        for _time in range(2):
            contracts._do_daily_work(self.company)
        mails = self.env["mail.mail"].search(
            [("model", "=", "service.contract"), ("res_id", "in", contract.ids)]
        )
        self.assertEqual(len(mails), 1)
        self.assertIn(f"/my/meters/{meter.id}?access_token=", mails.body_html)
        self.assertEqual(contract.line_ids.reading_asked_for, self._day("2026-01-31"))
        self.assertFalse(silent.line_ids.reading_asked_for)

    def test_whoever_wants_no_messages_is_not_asked(self):
        self.customer.write(
            {"email": "customer@example.com", "service_no_messages": True}
        )
        contract = self._make_use_contract(self._make_meter(("2026-01-01", 0)))
        self.env["service.contract"]._do_daily_work(self.company)
        self.assertFalse(
            self.env["mail.mail"].search(
                [("model", "=", "service.contract"), ("res_id", "in", contract.ids)]
            )
        )

    def test_only_what_is_missing_is_asked_for(self):
        """The period ends in January and is invoiced on 15 February."""
        read = self._make_meter(("2026-01-01", 0))
        contract = self._make_use_contract(read, contract={"invoice_day": 15})
        self.assertEqual(contract.line_ids.next_invoice_date, self._day("2026-02-15"))
        self.assertEqual(contract._get_meters_to_read(), read)
        with freeze_time("2026-02-05"):
            self._read_meter(read, "2026-01-31", 900)
            self.assertFalse(contract._get_meters_to_read())
