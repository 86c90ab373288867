# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The printed work report: what it says, and that a signed one never changes."""

from lxml import etree

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import SIGNATURE, ServiceCommon


@tagged("post_install", "-at_install")
class TestWorkReport(ServiceCommon):
    """One job with everything that a report shows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.user_id = cls.user
        cls.customer.email = "customer@example.com"
        motor = cls._make_serial_product("Motor", lst_price=300.0)
        cls.lot = cls._make_stock(motor, serials=["M-77"])
        cls.pump = cls._make_equipment("PUMP-1")
        cls.job = cls._make_job(
            equipment=cls.pump, title="Pump does not start", fault="It hums."
        )
        item = cls.job.item_ids
        cls.job.write(
            {
                "work_done": "Motor replaced.",
                "activity_ids": [
                    Command.create(
                        {
                            "name": "Pressure",
                            "activity_type_id": cls.activity_type.id,
                            "item_id": item.id,
                            "hours": 2.0,
                            "check_type": "measure",
                            "check_value": 6.25,
                            "measure_min": 5,
                            "measure_max": 7,
                        }
                    )
                ],
                "charge_ids": [
                    Command.create(
                        {
                            "product_id": motor.id,
                            "lot_id": cls.lot.id,
                            "item_id": item.id,
                        }
                    ),
                    Command.create(
                        {
                            "kind": "travel",
                            "product_id": cls.travel_product.id,
                            "quantity": 42.0,
                        }
                    ),
                ],
            }
        )
        cls._finish(cls.job)

    def _print(self, report, user=None):
        reports = self.env["ir.actions.report"].with_user(user or self.env.user)
        name = f"service_management.{report}"
        return reports._render_qweb_html(name, self.job.ids)[0].decode()

    def _sign(self, job=None):
        job = (job or self.job).with_user(self.user)
        job.write({"signature": SIGNATURE, "signed_by": "Mr Miller"})

    def test_report_says_what_was_done(self):
        for report in ("report_work", "report_work_prices"):
            html = self._print(report, self.user)
            for text in (
                self.job.name,
                "Customer",
                "PUMP-1",
                "It hums.",
                "Motor replaced.",
                "Pressure",
                "6.25",
                "Passed",
                "M-77",
                "42",
                "Tessa Technician",
                "02:00",
            ):
                with self.subTest(report=report, text=text):
                    self.assertIn(text, html)

    def test_customers_read_products_without_internal_code(self):
        self.travel_product.default_code = self.part.default_code = "CODE"
        self.machine.default_code = "CODE"
        self.job = self._finish(
            self._make_job(
                [{}],
                [{}, {"kind": "travel", "product_id": self.travel_product.id}],
                self._make_equipment("PUMP-2"),
            )
        )
        invoiced = [
            charge._prepare_invoice_line_vals()["name"]
            for charge in self.job.charge_ids
        ]
        for text in (
            self._print("report_work"),
            self._print("report_work_prices"),
            str(self.job.signing_overview),
            "\n".join(invoiced),
        ):
            self.assertIn(self.travel_product.name, text)
            self.assertIn(self.part.name, text)
            self.assertNotIn("CODE", text)

    def test_charges_are_named_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("it_IT")
        self.part.with_context(lang="it_IT").name = "Guarnizione"
        self.customer.lang = "it_IT"
        self.assertEqual(self._make_job([], [{}]).charge_ids.name, "Guarnizione")

    def test_prices_are_on_one_of_the_reports(self):
        total = "481.00"  # 2 hours at 80, a motor at 300, 42 km at 0.50
        self.assertEqual(self.job.amount_billable, 481.0)
        self.assertIn(total, self._print("report_work_prices"))
        self.assertNotIn(total, self._print("report_work"))
        self.assertNotIn("80.00", self._print("report_work"))

    def test_cover_is_told_with_its_source(self):
        self.job.activity_ids.discount = 25
        html = self._print("report_work_prices")
        self.assertRegex(html, r"25</span>%\s*<span[^>]*>Discount")

    def test_columns_stay_in_their_place(self):
        """Work without a result leaves its cell empty."""
        table = etree.HTML(self._print("report_work_prices")).xpath(
            "//table[.//td[contains(., 'Kilometres')]]"
        )[0]
        widths = {len(row.xpath("./td|./th")) for row in table.xpath(".//tr")}
        self.assertEqual(widths, {4})

    def test_columns_without_a_value_are_left_out(self):
        titles = self._get_titles("report_work_prices")
        for title in ("Result", "Hours", "Lot/Serial", "To Pay", "Date"):
            self.assertIn(title, titles)
        for title in ("Covered", "End", "Break", "Overtime", "Holiday"):
            self.assertNotIn(title, titles)
        bare = self._make_job([{"hours": 1.0, "discount": 20.0}])
        self.job = self._finish(bare, "2026-03-11 08:00:00")
        bare.activity_ids.break_hours = 0.5
        titles = self._get_titles("report_work_prices")
        for title in ("Covered", "Break"):
            self.assertIn(title, titles)
        for title in ("Result", "Lot/Serial"):
            self.assertNotIn(title, titles)

    def _get_titles(self, report):
        """Titles of the columns, of which each has something below it."""
        titles = []
        for table in etree.HTML(self._print(report)).xpath("//table[thead]"):
            rows = table.xpath(".//tr[not(contains(@class, 'fw-bold'))]")
            cells = [row.xpath("./td|./th") for row in rows]
            for column in zip(*cells, strict=True):
                title, *below = ("".join(cell.itertext()).strip() for cell in column)
                self.assertTrue(any(below), title)
                titles.append(title)
        return titles

    def test_each_person_has_one_row_for_a_day(self):
        """Only work whose times are known stands apart."""
        job = self._finish(self._make_job([{}, {"hours": 0.5}]))
        (day,) = job._get_report_people_rows()
        self.assertEqual(sum(day.mapped("hours")), 1.5)
        timed = job.activity_ids.create(
            {
                "intervention_id": job.id,
                "activity_type_id": self.activity_type.id,
                "employee_id": self.technician.id,
                "state": "done",
                "hours": 1.0,
                "date_start": "2026-03-10 09:00:00",
            }
        )
        self.assertEqual(job._get_report_people_rows(), [day, timed])

    def test_signed_report_shows_the_signature(self):
        self.assertNotIn("Mr Miller", self._print("report_work"))
        self._sign()
        self.assertIn("Mr Miller", self._print("report_work"))

    def test_signing_keeps_the_report(self):
        self.assertFalse(self.job.signed_report_id)
        self._sign()
        attachment = self.job.signed_report_id
        self.assertIn(b"Mr Miller", attachment.raw)
        self.assertEqual(attachment.res_id, self.job.id)
        report = self.env.ref("service_management.report_work")
        self.assertEqual(report.retrieve_attachment(self.job), attachment)
        self.customer.name = "Renamed"
        self.assertNotIn(b"Renamed", attachment.raw)

    def test_kept_report_cannot_be_deleted(self):
        self._sign()
        with self.assertRaises(Exception), mute_logger("odoo.sql_db"):  # noqa: B017
            self.job.signed_report_id.unlink()

    def test_company_keeps_the_report_with_prices(self):
        self.company.service_report_prices = True
        self._sign()
        self.assertIn(b"481.00", self.job.signed_report_id.raw)

    def test_reopened_job_is_signed_anew(self):
        self._sign()
        first = self.job.signed_report_id
        self.job.action_reopen("Forgot an hour")
        self.assertFalse(self.job.signed_report_id)
        self.assertTrue(first.exists())

    def test_work_done_is_what_was_signed(self):
        self._sign()
        with self.assertRaisesRegex(UserError, "signed"):
            self.job.work_done = "Something else."

    # === E-MAIL === #

    def _find_mails(self, job):
        return self.env["mail.mail"].search(
            [("model", "=", job._name), ("res_id", "=", job.id)]
        )

    def test_report_is_sent_when_the_company_wants_it(self):
        for choice, after_done, after_signature in (
            ("no", 0, 0),
            ("done", 1, 1),
            ("signed", 0, 1),
        ):
            with self.subTest(choice=choice):
                self.company.service_report_send = choice
                job = self._make_job([{}])
                job.with_user(self.user).action_start()
                job.activity_ids.with_user(self.user).action_done()
                job.with_user(self.user).action_done()
                self.assertEqual(len(self._find_mails(job)), after_done)
                self._sign(job)
                self.assertEqual(len(self._find_mails(job)), after_signature)

    def test_customer_without_address_is_no_obstacle(self):
        self.company.service_report_send = "done"
        self.customer.email = False
        job = self._finish(self._make_job([{}]))
        self.assertEqual(job.state, "done")
