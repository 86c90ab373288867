# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A run of invoicing: at once or in batches, stopped, continued, failed."""

from unittest.mock import patch

from odoo.exceptions import LockError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ...models.invoicing.service_invoicing_batch import (
    ServiceInvoicingBatch,
)
from ...models.shared.own_context import get_own
from .common_run import RUN, RunCommon


@tagged("post_install", "-at_install")
class TestInvoicingRun(RunCommon):
    def test_small_run_happens_at_once(self):
        self._make_contracts(3)
        run = self._run()
        self.assertEqual((run.state, run.invoice_count, run.progress), ("done", 3, 100))
        self.assertTrue(run.date_started and run.date_finished)

    def test_large_run_opens_at_once_and_goes_on_in_batches(self):
        run, contracts = self._start_large()
        self.assertEqual((run.state, run.invoice_count), ("pending", 0))
        self._process()
        self.assertEqual(run.state, "done")
        self.assertEqual(run.batch_ids.mapped("document_count"), [2, 2, 1])
        self.assertEqual((run.invoice_count, run.instalment_count), (5, 5))
        self.assertEqual(run.invoice_ids.partner_id, contracts.partner_id)
        self.assertEqual(set(run.batch_ids.mapped("state")), {"done"})

    def test_customers_of_the_filter_are_read_at_once_for_a_batch(self):
        def count(customers):
            contracts = self._make_contracts(customers)
            self.company.service_invoicing_limit = 0
            run = self._run(partner_ids=contracts.partner_id.ids)
            run._plan()
            done, batch = run.batch_ids[:2]
            done._process()
            self.env.flush_all()
            self.env.invalidate_all()
            limited = batch.run_id._as_user()._limited_to(batch.sources)
            return self._count_queries(limited._lock_due)

        count(3)  # what is read once and for all
        self.assertEqual(count(4), count(12))

    def test_batches_bill_what_a_small_run_bills(self):
        contracts = self._make_contracts(3)
        contracts |= self._make_contract(
            {}, {"price_unit": 33.33}, partner_id=contracts[0].partner_id.id
        )
        self._make_done_job(charges=[{"quantity": 3}])
        self.company.service_invoicing_limit = 0
        run = self._run()
        self._process()
        batched = sorted(run.invoice_ids.mapped("amount_total"))
        lines = sorted(run.invoice_ids.invoice_line_ids.mapped("price_subtotal"))
        run.invoice_ids.unlink()
        self.company.service_invoicing_limit = 200
        again = self._run()
        self.assertEqual(sorted(again.invoice_ids.mapped("amount_total")), batched)
        self.assertEqual(
            sorted(again.invoice_ids.invoice_line_ids.mapped("price_subtotal")), lines
        )

    def test_progress_counts_documents(self):
        run, _contracts = self._plan()
        self.assertEqual((run.document_count, run.progress), (5, 0))
        run.batch_ids[-1]._process()
        self.assertEqual(run.document_done_count, run.batch_ids[-1].document_count)
        self.assertEqual(run.progress, 20)
        self.assertEqual(run.state, "running")

    def test_a_batch_bills_only_what_is_still_due(self):
        run, contracts = self._plan()
        self.company.service_invoicing_limit = 200
        self._run(partner_ids=contracts[0].partner_id.ids)
        self._process()
        self.assertEqual(run.invoice_count, 4)
        self.assertEqual(len(contracts.line_ids.invoice_line_ids), 5)

    def test_who_came_first_invoices_first(self):
        first, _contracts = self._start_large()
        second = self._run()
        self._process()
        self.assertEqual((first.invoice_count, second.invoice_count), (5, 0))

    def test_a_batch_that_is_done_is_not_done_again(self):
        run, contracts = self._plan()
        for _time in range(2):
            for batch in run.batch_ids:
                batch._process()
        self.assertEqual(len(contracts.line_ids.invoice_line_ids), 5)

    def test_it_says_in_words_what_it_invoices(self):
        contract = self._make_contract()
        run = self._run(partner_ids=contract.partner_id.ids, include_work=False)
        self.assertIn("Due Until 06/15/2026", run.criteria_text)
        self.assertIn("Contracts", run.criteria_text)
        self.assertIn(f"Customers: {contract.partner_id.name}", run.criteria_text)
        self.assertNotIn("Finished Work", run.criteria_text)

    def test_chatter_is_that_of_an_invoice_made_by_hand(self):
        """Though it is written for all invoices in one go."""
        self._make_contracts(2)
        loud = dict.fromkeys(("tracking_disable", "mail_create_nolog"), False)
        wizard = self._make_wizard(self.today).with_context(**loud)
        run = self.env["service.invoicing.run"].browse(wizard.action_run()["res_id"])
        by_hand = (
            self.env["account.move"]
            .with_context(**loud)
            .create({"move_type": "out_invoice", "partner_id": self.customer.id})
        )
        for invoice in run.invoice_ids:
            self.assertEqual(len(invoice.message_ids), 1)
            for name in ("body", "subtype_id", "author_id", "email_from", "reply_to"):
                self.assertEqual(invoice.message_ids[name], by_hand.message_ids[name])
            self.assertEqual(
                invoice.message_follower_ids.partner_id,
                by_hand.message_follower_ids.partner_id,
            )

    # === STOP AND CONTINUE === #

    def test_stopped_run_keeps_what_it_has_and_continues_with_the_rest(self):
        run, contracts = self._plan()
        run.batch_ids[-1]._process()
        run.action_stop()
        self._process()
        self.assertEqual((run.state, run.invoice_count), ("cancelled", 1))
        self.assertTrue(run.date_finished)
        self.company.service_invoicing_limit = 0
        run.action_continue()
        self.assertEqual(run.state, "pending")
        self._process()
        self.assertEqual((run.state, run.invoice_count), ("done", 5))
        self.assertEqual(len(contracts.line_ids.invoice_line_ids), 5)
        self.assertEqual(run.progress, 100)

    def test_few_documents_that_are_left_are_done_at_once(self):
        run, contracts = self._plan()
        run.action_stop()
        self.company.service_invoicing_limit = 200
        run.action_continue()
        self.assertEqual((run.state, run.invoice_count), ("done", len(contracts)))

    def test_finished_run_can_neither_be_stopped_nor_continued(self):
        self._make_contract()
        run = self._run()
        for action in (run.action_stop, run.action_continue):
            with self.assertRaisesRegex(UserError, "is Done"):
                action()

    def test_run_that_a_stop_of_the_server_interrupted_goes_on(self):
        """Whatever had begun, the next scheduled action finds it pending."""
        run, contracts = self._plan()
        with (
            patch.object(ServiceInvoicingBatch, "_record", side_effect=MemoryError),
            self.assertRaises(MemoryError),
            self.env.cr.savepoint(),
        ):
            run.batch_ids[0]._process()
        self._process()
        self.assertEqual((run.state, run.invoice_count), ("done", 5))
        self.assertEqual(len(contracts.line_ids.invoice_line_ids), 5)

    # === FAILURES === #

    def test_run_in_which_every_document_failed_has_failed(self):
        self._make_failing_contract()
        self.assertEqual(self._run().state, "failed")

    def test_run_that_breaks_says_so_and_can_be_continued(self):
        run, _contracts = self._start_large()
        broken = patch.object(type(run), "_find_groups", side_effect=ValueError("Bad"))
        with broken, mute_logger(RUN + "_billing"):
            self._process()
        self.assertEqual(run.state, "failed")
        self.assertIn("Bad", run.error)
        run.action_continue()
        self._process()
        self.assertEqual((run.state, run.error, run.invoice_count), ("done", False, 5))

    def test_a_broken_batch_names_its_documents_and_holds_up_no_other(self):
        run, contracts = self._plan()
        broken = run.batch_ids[0]

        def lock_due(self):
            if get_own(self.env, "service_due_sources") == broken.sources:
                raise ValueError("Bad")

        with (
            patch.object(type(run), "_lock_due", lock_due),
            mute_logger(RUN + "_billing"),
        ):
            self._process()
        self.assertEqual((broken.state, run.state), ("failed", "done"))
        self.assertEqual(run.invoice_count, 5 - broken.document_count)
        self.assertEqual(run.exception_count, broken.document_count)
        self.assertEqual(len(contracts.activity_ids), broken.document_count)

    def test_a_batch_that_always_ends_its_process_is_given_up(self):
        run, contracts = self._plan()
        deadly = run.batch_ids[0]
        deadly.attempts = 3
        self._process()
        self.assertEqual((deadly.state, run.state), ("failed", "done"))
        self.assertEqual(run.invoice_count, 5 - deadly.document_count)
        self.assertEqual(run.exception_count, deadly.document_count)
        self.assertIn("lack of memory", run.exception_ids[0].message)

    def test_a_batch_that_waits_for_others_is_not_given_up(self):
        run, _contracts = self._plan()
        with patch.object(type(run), "_lock_due", side_effect=LockError("Busy")):
            for _time in range(5):
                self._process()
        self.assertEqual(set(run.batch_ids.mapped("attempts")), {0})
        self._process()
        self.assertEqual((run.state, run.invoice_count), ("done", 5))

    def test_a_contract_that_cannot_even_be_looked_at_holds_up_nobody(self):
        bad, good = self._make_contract(), self._make_contract()
        prepare = type(bad.line_ids)._prepare_invoice_line_vals

        def prepare_vals(line, *arguments):
            if line in bad.line_ids:
                raise ValueError("Bad")
            return prepare(line, *arguments)

        with (
            patch.object(
                type(bad.line_ids), "_prepare_invoice_line_vals", prepare_vals
            ),
            mute_logger(RUN + "_billing"),
        ):
            run = self._run()
        self.assertEqual(run.exception_ids.document, bad)
        self.assertEqual(run.exception_ids.code, "unexpected")
        self.assertTrue(good.line_ids.billed_until)

    def test_form_shows_a_run_in_every_state(self):
        run, _contracts = self._plan()
        for state, _label in run._fields["state"].selection:
            run.state = state
            Form(run)
