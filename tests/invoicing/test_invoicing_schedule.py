# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The run that a company has every night, with settings of its own."""

from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_invoicing import CompaniesCommon

SCHEDULE = "odoo.addons.service_management.models.invoicing.run_schedule"


@tagged("post_install", "-at_install")
class TestInvoicingSchedule(CompaniesCommon):
    def _night(self):
        """What happens in one night; return the runs."""
        cron = self.env.ref("service_management.ir_cron_invoicing")
        before = self.env["service.invoicing.run"].search([])
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        return self.env["service.invoicing.run"].search([]) - before

    def test_off_by_default(self):
        self._make_contract()
        self.assertFalse(self.company.service_invoicing_scheduled)
        self.assertFalse(self._night())

    def test_each_company_with_its_own_settings(self):
        self._make_contract()
        self._make_done_job()
        other = self._make_other_contract(date_start="2026-06-20")
        self.company.write(
            {"service_invoicing_scheduled": True, "service_invoicing_scope": "work"}
        )
        self.other_company.write(
            {
                "service_invoicing_scheduled": True,
                "service_invoicing_post": True,
                "service_invoicing_days_ahead": 10,
                "service_invoicing_grouping": "contract",
            }
        )
        runs = self._night().sorted("instalment_count")
        self.assertRecordValues(
            runs,
            [
                {
                    "company_id": self.company.id,
                    "instalment_count": 0,
                    "work_count": 1,
                    "grouping": "customer",
                    "scheduled": True,
                },
                {
                    "company_id": self.other_company.id,
                    "instalment_count": 1,
                    "work_count": 0,
                    "grouping": "contract",
                    "scheduled": True,
                },
            ],
        )
        self.assertEqual([run.invoice_ids.state for run in runs], ["draft", "posted"])
        invoice = other.line_ids.invoice_line_ids.move_id
        self.assertEqual(invoice.company_id, self.other_company)
        self.assertEqual(str(invoice.invoice_date), self.today)
        self.assertEqual(
            invoice.invoice_line_ids.tax_ids, self.other_data["default_tax_sale"]
        )

    def test_a_night_without_anything_due_leaves_no_run(self):
        self.company.service_invoicing_scheduled = True
        self.assertFalse(self._night())

    def test_a_company_that_fails_does_not_stop_the_others(self):
        self._make_contract()
        self._make_other_contract()
        companies = self.company | self.other_company
        companies.service_invoicing_scheduled = True
        model = type(self.env["service.invoicing.run"])
        lock = model._lock_due

        def lock_due(run):
            if run.company_id == self.company:
                raise UserError(run.env._("Closed"))
            lock(run)

        with patch.object(model, "_lock_due", lock_due), mute_logger(SCHEDULE):
            runs = self._night()
        states = {run.company_id: run.state for run in runs}
        self.assertEqual(states, {self.company: "failed", self.other_company: "done"})
        self.assertEqual(
            runs.filtered(lambda run: run.state == "failed").error, "Closed"
        )

    def test_settings(self):
        settings = self.env["res.config.settings"].create(
            {"service_invoicing_scheduled": True, "service_invoicing_days_ahead": 3}
        )
        settings.execute()
        self.assertEqual(self.company.service_invoicing_days_ahead, 3)
        self.assertTrue(self.company.service_invoicing_scheduled)

    def test_negative_numbers_are_refused(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.company.service_invoicing_days_ahead = -1
