# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a billing clerk may do wrong: the answer says what to do."""

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common_invoicing import InvoicingCommon


@tagged("post_install", "-at_install")
class TestInvoicingMistakes(InvoicingCommon):
    def test_a_year_that_was_mistyped(self):
        for name in ("date_to", "invoice_date"):
            with (
                self.subTest(name),
                self.assertRaisesRegex(ValidationError, "Choose an earlier date"),
            ):
                self._make_wizard(self.today)[name] = "9999-12-31"

    def test_the_preview_of_another_tab_is_outdated(self):
        self._make_contract()
        tabs = [self._make_wizard(self.today) for _tab in range(2)]
        for wizard in tabs:
            wizard.action_preview()
        tabs[0].action_run()
        for wizard in tabs:
            with self.assertRaisesRegex(UserError, "not due any more"):
                wizard.action_run()

    def test_so_it_is_beside_what_is_held_back(self):
        self._make_contract()
        self._make_contract(disputed=True)
        wizard = self._make_wizard(self.today)
        wizard.action_preview()
        wizard.action_run()
        runs = self.env["service.invoicing.run"].search_count([])
        with (
            self.assertRaisesRegex(UserError, "has to wait"),
            self.env.cr.savepoint(),
        ):
            wizard.action_run()
        self.assertEqual(self.env["service.invoicing.run"].search_count([]), runs)

    def test_what_is_held_back_alone_is_recorded(self):
        contract = self._make_contract(disputed=True)
        wizard = self._make_wizard(self.today)
        wizard.action_preview()
        run = self.env["service.invoicing.run"].browse(wizard.action_run()["res_id"])
        self.assertEqual(run.exception_ids.document, contract)
        self.assertTrue(contract.activity_ids)

    def test_pressed_again_it_opens_the_run_under_way(self):
        self._make_contract()
        self.company.service_invoicing_limit = 0
        wizard = self._make_wizard(self.today)
        first, second = wizard.action_run(), wizard.action_run()
        self.assertEqual(first, second)
        wizard.action_change()
        self.assertNotEqual(wizard.action_run(), first)
