# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Without Odoo's ``l10n_it_edi`` nothing of Italy shows, and nothing goes wrong.

An Italian company has not installed it; others need it even less.
"""

from odoo.tests import Form, tagged

from ..common import ServiceCommon
from .common_italy import ITALIAN_PERIOD

CODES = ("cig", "cup", "customer_contract_ref", "customer_contract_date")


@tagged("post_install", "-at_install")
class TestWithoutItaly(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.country_id = cls.env.ref("base.it")
        cls.change_company_country(cls.company, cls.customer.country_id)
        # entered while it was installed, or imported
        cls.contract = cls._make_contract(cig="Z123456789", customer_contract_ref="7")

    def test_it_is_not_installed(self):
        module = self.env.ref("base.module_l10n_it_edi")
        self.assertNotEqual(module.state, "installed")

    def test_contract_asks_for_no_codes(self):
        form = Form(self.contract)
        for name in CODES:
            with self.subTest(name=name):
                self.assertTrue(form._get_modifier(name, "invisible"))

    def test_no_template_is_extended(self):
        self.env["ir.model.data"]._load_companion_data(["service_management"])
        self.assertFalse(self.env.ref(ITALIAN_PERIOD, raise_if_not_found=False))

    def test_invoice_shows_nothing(self):
        arch = self.env["account.move"].get_view(view_type="form")["arch"]
        self.assertNotIn("l10n_it_", arch)

    def test_invoice_and_credit_note_are_as_ever(self):
        self._make_contract(cup="A12B34000000001")
        invoice = self._invoice("2026-01-01", post=True).invoice_ids
        self.assertEqual(len(invoice), 1)  # no contract needs one of its own
        self.assertEqual(len(invoice.invoice_line_ids.filtered("product_id")), 2)
        self.assertEqual(self._credit(invoice).amount_total, invoice.amount_total)
