# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who is asked to put right what could not be invoiced."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_run import RunCommon

REMINDER = "service_management.mail_activity_invoicing"


@tagged("post_install", "-at_install")
class TestInvoicingReminder(RunCommon):
    """Who is responsible is asked once, for as long as it cannot be invoiced."""

    def _reminders(self, record):
        kind = self.env.ref(REMINDER)
        return record.activity_ids.filtered(lambda one: one.activity_type_id == kind)

    def test_the_responsible_is_asked_and_told_why(self):
        contract = self._make_failing_contract()
        contract.user_id = self._make_user(
            "responsible", "service_management.group_contract_manager"
        )
        self._run()
        reminder = self._reminders(contract)
        self.assertEqual(reminder.user_id, contract.user_id)
        self.assertIn("belongs to another company", reminder.note)
        self.assertEqual(reminder.summary, "Could not be invoiced: put it right")

    def test_the_name_of_the_document_is_said_once(self):
        contract = self._make_contract(disputed=True)
        self._run()
        self.assertEqual(self._reminders(contract).note.count(contract.name), 1)

    def test_not_once_for_each_night(self):
        contract = self._make_failing_contract()
        for _night in range(3):
            self._run()
        self.assertEqual(len(self._reminders(contract)), 1)

    def test_it_goes_once_the_contract_is_invoiced(self):
        contract = self._make_failing_contract()
        failed = self._run()
        contract.line_ids.product_id.company_id = False
        self._run()
        self.assertFalse(self._reminders(contract))
        self.assertTrue(failed.exception_ids.resolved)

    def test_the_reason_is_kept_up_to_date(self):
        contract = self._make_failing_contract()
        self._run()
        refused = patch.object(
            type(self.env["account.move"]), "create", side_effect=UserError("Closed")
        )
        with refused:
            self._run()
        self.assertIn("Closed", self._reminders(contract).note)
        self.assertEqual(len(self._reminders(contract)), 1)

    def test_job_without_contract_is_asked_of_who_invoices(self):
        job = self._make_done_job()
        product = self.labour_product
        product.company_id = self._create_company(name="Elsewhere")
        runs = self._run() + self._run()
        self.assertFalse(self._reminders(runs[0]))
        self.assertEqual(self._reminders(runs[1]).user_id, self.env.user)
        self.assertIn(job.name, self._reminders(runs[1]).note)
        product.company_id = False
        self._run()
        self.assertFalse(self._reminders(runs[1]))

    def test_it_goes_once_nothing_is_due_any_more(self):
        """Also in the night of a run that finds nothing, of which no trace stays."""
        contract = self._make_failing_contract()
        job = self._make_done_job()
        self.labour_product.company_id = self._create_company(name="Nowhere")
        failed = self._run()
        contract.line_ids.date_start = "2027-01-01"
        self._run_at_night()
        self.assertFalse(self._reminders(contract))
        self.assertTrue(failed._get_general_reminders())
        job.action_reopen("Not finished")
        self._run_at_night()
        self.assertFalse(failed._get_general_reminders())
        self.assertTrue(all(failed.exception_ids.mapped("resolved")))

    def test_it_stays_while_other_runs_look_elsewhere(self):
        contract = self._make_failing_contract()
        self._run()
        self._make_contract()
        self._run(partner_ids=self.customer.ids)
        self.assertTrue(self._reminders(contract))

    def _run_at_night(self):
        self.env["service.invoicing.run"]._invoice_scheduled(self.company)
