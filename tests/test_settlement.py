"""Early end: what was billed too far is proposed for credit, by days."""

from freezegun import freeze_time

from odoo.tests import tagged

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestSettlement(ServiceCommon):
    today = "2026-06-15"

    def _proposals(self, contract):
        return contract.activity_ids.filtered(lambda a: "invoiced too far" in a.summary)

    def _amounts(self, contract):
        return contract.settlement_ids.mapped("amount")

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
