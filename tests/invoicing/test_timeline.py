# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The life of a machine on one page: what is on it, in which order, for whom."""

from datetime import timedelta
from functools import partial

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ...models.equipment.timeline import PAGE
from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestTimeline(ServiceCommon, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.user_id = cls.user
        cls.pump = cls._deliver(["LIFE-1"])
        cls.pump.event_ids.sudo()._by_server().date = "2026-01-05"
        cls.contract = cls._make_contract({"equipment_id": cls.pump.id})
        cls.job = cls._make_job(equipment=cls.pump, title="Pump hums")
        item = cls.job.item_ids
        cls.job.activity_ids = [
            Command.create(
                {
                    "name": "Pressure",
                    "item_id": item.id,
                    "activity_type_id": cls.activity_type.id,
                    "hours": 1.0,
                    "check_type": "measure",
                    "measure_min": 1.0,
                    "measure_max": 3.0,
                    "check_value": 2.5,
                }
            )
        ]
        cls.job.charge_ids = [
            Command.create(
                {"product_id": cls.part.id, "item_id": item.id, "quantity": 2}
            )
        ]
        cls._make_stock(cls.part, 5.0)
        cls._finish(cls.job)
        cls._invoice("2026-03-31", post=True)
        cls.pump.message_post(
            body=cls.env._("Key is at the porter"), message_type="comment"
        )

    def _read(self, user=None, **options):
        return self.pump.with_user(user or self.env.user).get_timeline(**options)

    def _kinds(self, page):
        return {entry["kind"] for entry in page["entries"]}

    # === WHAT IS ON IT === #

    def test_everything_is_on_it_the_latest_first(self):
        meter = self.env["service.meter"].create(
            {"equipment_id": self.pump.id, "name": "Hours"}
        )
        self.env["service.meter.reading"].create(
            {"meter_id": meter.id, "date": "2026-03-05", "value": 120.0}
        )
        self.env["service.duty.type"].create(
            {
                "name": "Yearly Check",
                "interval": 12,
                "domain": f"[('id', '=', {self.pump.id})]",
            }
        )
        self.env["service.duty.check"].create(
            {
                "duty_id": self.pump.duty_ids.id,
                "date": "2026-03-08",
                "result": "passed",
            }
        )
        page = self._read()
        by_kind = {entry["kind"]: entry for entry in page["entries"]}
        self.assertEqual(
            set(by_kind),
            {
                "movement",
                "note",
                "job",
                "part",
                "measure",
                "reading",
                "check",
                "contract",
                "invoice",
            },
        )
        self.assertEqual({kind["code"] for kind in page["kinds"]}, set(by_kind))
        days = [entry["date"] for entry in page["entries"]]
        self.assertEqual(days, sorted(days, reverse=True))
        self.assertFalse(page["more"])
        self.assertEqual(by_kind["job"]["title"], self.job.display_name)
        self.assertEqual(by_kind["job"]["date"], "2026-03-10")
        self.assertEqual(by_kind["part"]["title"], "2 × Filter")
        self.assertIn("2.5", by_kind["measure"]["text"])
        self.assertIn("Passed", by_kind["measure"]["text"])
        self.assertEqual(
            by_kind["contract"]["open"], ["service.contract", self.contract.id]
        )
        self.assertIn("1,", by_kind["invoice"]["text"])
        self.assertEqual(by_kind["note"]["text"], "Key is at the porter")
        self.assertEqual(by_kind["reading"]["title"], "Hours: 120")
        self.assertEqual(by_kind["movement"]["title"], "Delivered")

    def test_numbers_are_written_as_the_reader_writes_them(self):
        self.env["res.lang"]._activate_lang("it_IT")
        for value, words in ((2.5, "2,5"), (1234567.25, "1.234.567,25"), (40, "40")):
            job = self._make_job([{"check_type": "measure", "check_value": value}])
            measure = job.activity_ids.with_context(lang="it_IT")
            self.assertEqual(measure._get_finding_text().split(" · ")[0], words)

    def test_days_are_those_of_the_place(self):
        """Half past midnight in Rome, whoever reads it from wherever."""
        self.pump.site_id.country_id = self.env.ref("base.it")
        self.user.tz = "Pacific/Honolulu"
        note = self.pump.message_ids.filtered(lambda one: "porter" in one.body)
        note.date = "2026-03-10 23:30:00"
        pump = self.pump.with_user(self.user).with_context(tz=self.user.tz)
        (entry,) = pump.get_timeline(kinds=["note"])["entries"]
        self.assertEqual(entry["date"], "2026-03-11")

    def test_filter_shows_only_what_is_chosen(self):
        page = self._read(kinds=["job", "part"])
        self.assertEqual(self._kinds(page), {"job", "part"})
        self.assertIn("invoice", [kind["code"] for kind in page["kinds"]])

    def test_pages_follow_each_other(self):
        self.env["service.equipment.event"].sudo().create(
            [
                {
                    "equipment_id": self.pump.id,
                    "kind": "moved",
                    "date": self._day("2025-01-01") + timedelta(days=day),
                }
                for day in range(PAGE + 5)
            ]
        )
        first = self._read(kinds=["movement"])
        second = self._read(kinds=["movement"], offset=PAGE)
        self.assertEqual((len(first["entries"]), first["more"]), (PAGE, True))
        self.assertEqual((len(second["entries"]), second["more"]), (6, False))
        keys = {entry["key"] for page in (first, second) for entry in page["entries"]}
        self.assertEqual(len(keys), PAGE + 6)

    def test_queries_do_not_grow_with_age(self):
        def measure():
            read = partial(self._read, user=self.user)
            self._count_queries(read)  # fills what is kept for long
            return self._count_queries(read)

        before = measure()
        for year in range(2):
            jobs = [
                self._make_job(
                    [{"check_type": "text", "check_text": "Fine"}],
                    [{}],
                    self.pump,
                    date_start=f"202{year}-03-10 08:00:00",
                )
                for _number in range(3)
            ]
            for job in jobs:
                job.activity_ids.item_id = job.item_ids
                job.charge_ids.item_id = job.item_ids
                job.action_start()
                job.activity_ids.action_done()
                self.pump.message_post(body=self.env._("Note"), message_type="comment")
        self.assertEqual(len(self._read(user=self.user)["entries"]), PAGE)
        self.assertEqual(measure(), before)

    # === FOR WHOM === #

    def test_technician_sees_no_invoices_nor_jobs_of_others(self):
        other = self._make_employee("Carl")
        job = self._make_job(
            equipment=self.pump, employee_ids=[Command.set(other.ids)], title="Secret"
        )
        page = self._read(user=self.user)
        self.assertEqual(
            self._kinds(page),
            {"movement", "note", "job", "part", "measure", "contract"},
        )
        self.assertNotIn("invoice", [kind["code"] for kind in page["kinds"]])
        titles = [entry["title"] for entry in page["entries"]]
        self.assertNotIn(job.display_name, titles)
        stranger = self._make_user("stranger")
        with self.assertRaises(AccessError):
            self._read(user=stranger)

    # === ONE SCAN === #

    def test_label_leads_to_it(self):
        machines = self.env["service.equipment"].with_user(self.user)
        for code in (self.pump._get_label_url(), "life-1", " LIFE-1 "):
            action = machines.scan_label(code)["action"]
            self.assertEqual(action["tag"], "service_timeline")
            self.assertEqual(action["context"]["active_id"], self.pump.id)
        action = machines.scan_label(self.job.name)["action"]
        self.assertEqual(
            (action["res_model"], action["res_id"]), (self.job._name, self.job.id)
        )
        self.part.barcode = "PART-9"
        self.assertIn("Filter", machines.scan_label("PART-9")["message"])
        wrong = machines.scan_label("NOPE")
        self.assertEqual(wrong["type"], "warning")
        self.assertIn("“NOPE”", wrong["message"])

    def test_several_machines_of_one_serial_are_listed(self):
        self._make_equipment("LIFE-1", product_id=self._make_serial_product("Fan").id)
        action = self.env["service.equipment"].scan_label("LIFE-1")["action"]
        self.assertEqual(action["type"], "ir.actions.act_window")

    def test_whole_life_in_one_scan(self):
        """On the phone, from where a technician's day begins: one scan, no tap."""
        self.start_tour("/odoo/my-jobs-today", "service_timeline", login="tessa")
