# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Early end: what was billed too far is proposed for credit, by days."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestSettlement(ServiceCommon):
    today = "2026-06-15"

    def _proposals(self, contract):
        return contract.activity_ids.filtered(lambda a: "invoiced too far" in a.summary)

    def _amounts(self, contract):
        return contract.settlement_ids.sorted("date_from").mapped("amount")

    def test_closing_a_billed_contract_proposes_the_rest(self):
        contract = self._make_contract({"price_unit": 365.0})
        self._invoice("2026-01-01")
        with freeze_time(self.today):
            contract.action_close()
        # 16 June to 31 December: 199 of 365 days
        self.assertEqual(self._amounts(contract), [199.0])
        self.assertIn("199.00", self._proposals(contract).note)

    def test_part_periods_count_by_their_days(self):
        contract = self._make_contract({"price_unit": 310.0}, billing_interval=1)
        self._invoice("2026-07-01")
        with freeze_time("2026-06-20"):
            contract.action_close()
        # ten days of June at 310 / 30, all of July
        self.assertEqual(self._amounts(contract), [103.33, 310.0])

    def test_nothing_to_propose_when_billed_no_further(self):
        contract = self._make_contract(billing_interval=1, billing_timing="arrears")
        self._invoice("2026-05-31")
        with freeze_time(self.today):
            contract.action_close()
        self.assertFalse(self._proposals(contract))

    def test_proposed_once(self):
        contract = self._make_contract()
        self._invoice("2026-01-01")
        with freeze_time(self.today):
            contract.action_close()
            contract.line_ids._end_on(contract.date_end)
        self.assertEqual(len(self._proposals(contract)), 1)

    def test_equipment_sold_to_another_customer_is_settled(self):
        equipment = self._deliver(["S-1"])
        contract = self._make_contract({"equipment_id": equipment.id})
        self._invoice("2026-01-01")
        other = self._make_customer("Other")
        with freeze_time(self.today):
            equipment._hand_over(other, other, False, self._day(self.today))
        self.assertEqual(contract.line_ids.date_end, self._day("2026-06-14"))
        self.assertEqual(len(self._proposals(contract)), 1)

    def _settled(self):
        """A yearly contract at 365.00, invoiced and closed today: 199 days too far."""
        contract = self._make_contract({"price_unit": 365.0})
        self._invoice("2026-01-01", post=True)
        contract.action_close()
        return contract, contract.settlement_ids

    def _credit_note(self, settlements):
        action = settlements.action_credit()
        return self.env["account.move"].search(action["domain"])

    def test_the_credit_note_is_for_these_days(self):
        contract, settlement = self._settled()
        note = self._credit_note(settlement)
        self.assertEqual(note.move_type, "out_refund")
        self.assertEqual(
            self._periods(note.invoice_line_ids), [("2026-06-16", "2026-12-31", 199.0)]
        )
        self.assertEqual(
            note.reversed_entry_id,
            contract.line_ids.invoice_line_ids.move_id - note,
        )
        self.assertEqual(settlement.state, "credited")
        self.assertEqual(contract.line_ids.billed_until, self._day("2026-06-15"))
        self.assertFalse(self._proposals(contract))

    def test_who_does_not_invoice_is_told_that_the_credit_note_waits(self):
        manager = self._make_user(
            "no_invoices", "service_management.group_contract_manager"
        )
        _contract, settlement = self._settled()
        action = settlement.with_user(manager).action_credit()
        self.assertEqual(action["tag"], "display_notification")
        self.assertEqual(settlement.credit_line_ids.parent_state, "draft")

    def test_a_settlement_says_for_which_equipment(self):
        equipment = self._make_equipment("X-7")
        line = self._make_contract({"equipment_id": equipment.id}).line_ids
        self.assertIn("X-7", line.display_name)

    def test_settling_twice_is_refused(self):
        _contract, settlement = self._settled()
        self._credit_note(settlement)
        with self.assertRaisesRegex(UserError, "settled already"):
            settlement.action_credit()

    def test_a_cancelled_credit_note_is_proposed_again(self):
        contract, settlement = self._settled()
        note = self._credit_note(settlement)
        note.button_cancel()
        self.assertEqual(settlement.state, "proposed")
        self.assertEqual(contract.line_ids.billed_until, self._day("2026-12-31"))
        note.button_draft()
        note.unlink()
        self.assertEqual(settlement.state, "proposed")

    def test_what_is_kept_is_not_proposed_again(self):
        contract, settlement = self._settled()
        settlement.action_waive()
        self.assertFalse(self._proposals(contract))
        contract.line_ids._propose_settlements()
        self.assertEqual(contract.settlement_ids, settlement)
        self.assertEqual(settlement.state, "waived")
        settlement.action_propose()
        self.assertEqual(settlement.state, "proposed")

    def test_a_longer_end_takes_the_proposal_back(self):
        contract = self._make_contract(date_end="2026-12-31")
        self._invoice("2026-01-01")
        contract.line_ids.date_end = "2026-09-30"
        self.assertTrue(contract.settlement_ids)
        contract.line_ids.date_end = "2026-12-31"
        self.assertFalse(contract.settlement_ids)
        self.assertFalse(self._proposals(contract))

    def test_credited_days_that_are_owed_again_fall_due_again(self):
        contract = self._make_contract({"price_unit": 365.0}, date_end="2026-12-31")
        self._invoice("2026-01-01", post=True)
        contract.line_ids.date_end = "2026-06-15"
        self._credit_note(contract.settlement_ids).action_post()
        contract.line_ids.date_end = "2026-12-31"
        due = contract.line_ids._get_due_instalments(self._day("2026-12-31"))
        self.assertEqual(
            [(str(one.period.start), one.amount) for one in due],
            [("2026-06-16", 199.0)],
        )

    def test_a_later_start_is_settled_too(self):
        contract = self._make_contract({"price_unit": 365.0})
        self._invoice("2026-01-01")
        contract.line_ids.date_start = "2026-02-01"
        self.assertEqual(self._amounts(contract), [31.0])

    def test_taxes_included_in_the_price_are_credited_alike(self):
        tax = self.env["account.tax"].create(
            {
                "name": "22% included",
                "amount": 22.0,
                "price_include_override": "tax_included",
                "type_tax_use": "sale",
            }
        )
        contract = self._make_contract({"price_unit": 365.0, "tax_ids": tax.ids})
        invoice = self._invoice("2026-01-01", post=True).invoice_ids
        contract._end_on(self._day("2026-01-01"))
        note = self._credit_note(contract.settlement_ids)
        self.assertEqual(invoice.amount_total, 365.0)
        self.assertEqual(note.amount_total, 364.0)
