# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Renewals that fall due before what is invoiced."""

from odoo.tests import tagged

from .common_preview import PreviewCommon


@tagged("post_install", "-at_install")
class TestPreviewRenewals(PreviewCommon):
    def _make_tacit(self):
        return self._make_contract(
            date_start="2025-06-01",
            date_end="2026-05-31",
            renewal="tacit",
            renewal_months=12,
            notice_days=30,
        )

    def test_a_renewal_that_is_due_shows_in_the_preview_and_is_not_made(self):
        contract = self._make_tacit()
        wizard = self._preview()
        self.assertEqual(
            wizard.line_ids.mapped("period_start"),
            [self._day("2025-06-01"), self._day("2026-06-01")],
        )
        self.assertEqual(str(contract.date_end), "2026-05-31")
        self.assertEqual(len(contract.term_ids), 1)

    def test_the_run_renews_first(self):
        contract = self._make_tacit()
        clerk = self._make_user("clerk", "account.group_account_invoice")
        wizards = self.env["service.invoicing"].with_user(clerk)
        self._invoice_preview(
            wizards.create(
                {
                    "company_id": self.company.id,
                    "date_to": self.today,
                    "invoice_date": self.today,
                }
            )
        )
        self.assertEqual(str(contract.date_end), "2027-05-31")
        self.assertEqual(str(contract.line_ids.billed_until), "2027-05-31")

    def test_as_long_as_notice_can_be_given_nothing_renews(self):
        contract = self._make_contract(
            date_start="2025-07-01",
            date_end="2026-06-30",
            renewal="tacit",
            renewal_months=12,
            notice_days=0,
        )
        self._invoice("2026-12-31")
        self.assertEqual(str(contract.date_end), "2026-06-30")
