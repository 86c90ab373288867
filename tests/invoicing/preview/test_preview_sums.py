# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Amounts of the preview are those of the invoices, to the cent."""

from odoo.fields import Command
from odoo.tests import tagged

from ..common_invoicing import QUARTERLY
from .common_preview import PreviewCommon


@tagged("post_install", "-at_install")
class TestInvoicingPreviewSums(PreviewCommon):
    """What the preview comes to is what the invoices come to, to the last decimal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.taxes = cls.env["account.tax"].create(
            [
                {"name": "22%", "amount": 22.0},
                {
                    "name": "10% included",
                    "amount": 10.0,
                    "price_include_override": "tax_included",
                },
                {"name": "5.5%", "amount": 5.5, "include_base_amount": True},
                {"name": "Stamp", "amount": 0.37, "amount_type": "fixed"},
                {"name": "Free", "amount": 0.0},
            ]
        )

    def _make_mixed(self):
        """All that can be due, in currencies with two, none and three decimals."""
        plain, included, compound, stamp, free = self.taxes
        lines = [
            {"price_unit": 21.53, "tax_ids": [Command.set(included.ids)]},
            {"price_unit": 21.53, "tax_ids": [Command.set(included.ids)]},
            {
                "price_unit": 333.335,
                "discount": 12.5,
                "quantity": 3.0,
                "tax_ids": [Command.set((compound | plain).ids)],
            },
            {"price_unit": 99.99, "tax_ids": [Command.set((plain | stamp).ids)]},
            {"price_unit": -7.77, "tax_ids": [Command.set(plain.ids)]},
            {"price_unit": 10.01, "tax_ids": [Command.set(free.ids)]},
        ]
        for code, decimals in (("EUR", 0.01), ("JPY", 1.0), ("KWD", 0.001)):
            currency = self.setup_other_currency(code, rounding=decimals)
            pricelist = self._create_pricelist(name=code, currency_id=currency.id)
            self._make_contract(
                *lines, pricelist_id=pricelist.id, date_start="2026-01-17", **QUARTERLY
            )
        equipment = self._make_equipment("S-1")
        contract = self._make_contract(
            {"equipment_id": equipment.id}, labour_coverage=33.33
        )
        self._make_done_job(
            [{"hours": 1.37, "tax_ids": [Command.set((plain | compound).ids)]}],
            charges=[{"quantity": 3.0, "tax_ids": [Command.set(included.ids)]}],
            equipment=equipment,
            contract_id=contract.id,
        )
        self._invoice("2026-01-01", post=True)
        contract._close_on(self._day("2026-09-30"))

    def _check_sums(self, wizard):
        shown = [
            [d.currency_id.name]
            + [
                round(sum(d.line_ids.filtered("included").mapped(name)), 3)
                for name in ("amount", "amount_tax", "amount_total")
            ]
            for d in wizard.document_ids.filtered("included")
        ]
        invoices = self._invoice_preview(wizard).invoice_ids
        signs = {"out_invoice": 1, "out_refund": -1}
        made = [
            [move.currency_id.name]
            + [
                round(signs[move.move_type] * value, 3)
                for value in (
                    move.amount_untaxed,
                    move.amount_tax,
                    move.amount_total,
                )
            ]
            for move in invoices
        ]
        self.assertEqual(sorted(shown), sorted(made))
        return made

    def test_sums_are_those_of_the_invoices(self):
        for rounding in ("round_per_line", "round_globally"):
            with self.subTest(rounding=rounding), self.env.cr.savepoint() as savepoint:
                self.company.tax_calculation_rounding_method = rounding
                self._make_mixed()
                made = self._check_sums(self._preview(include_settlements=True))
                self.assertEqual(
                    {currency for currency, *_amounts in made},
                    {"USD", "EUR", "JPY", "KWD"},
                )
                self.assertTrue(any(net < 0 for _currency, net, *_rest in made))
                savepoint.rollback()
                self.env.invalidate_all()

    def test_what_is_left_out_changes_the_rounding_of_the_rest(self):
        self.company.tax_calculation_rounding_method = "round_globally"
        included = self.taxes[1]
        self._make_contract(
            *[{"price_unit": 21.53, "tax_ids": [Command.set(included.ids)]}] * 3
        )
        wizard = self._preview()
        wizard.line_ids[0].action_leave_out()
        self.assertEqual(len(self._check_sums(wizard)), 1)

    def test_lines_say_what_the_amounts_follow_from(self):
        equipment = self._make_equipment("S-1")
        contract = self._make_contract(
            {
                "equipment_id": equipment.id,
                "price_unit": 200.0,
                "quantity": 2.0,
                "discount": 25.0,
            },
            labour_coverage=50.0,
        )
        self._make_done_job(
            [{"hours": 1.5}], equipment=equipment, contract_id=contract.id
        )
        instalment, work = self._preview().line_ids.sorted("amount", reverse=True)
        names = ("quantity", "hours", "price_unit", "discount", "amount")
        for line, expected in (
            (instalment, (2.0, 0.0, 200.0, 25.0, 300.0)),
            (work, (1.5, 1.5, 80.0, 50.0, 60.0)),
        ):
            self.assertEqual(line.equipment_id, equipment)
            self.assertEqual(tuple(line[name] for name in names), expected)
            self.assertAlmostEqual(line.amount_total, line.amount * 1.15)
