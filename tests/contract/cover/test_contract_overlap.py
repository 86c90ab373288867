# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The same equipment promised something twice on the same days."""

from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestContractOverlap(ServiceCommon):
    today = "2026-06-15"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.equipment = cls._make_equipment("E-1")

    def _contract(self, **vals):
        line = {"equipment_id": self.equipment.id, **vals.pop("line", {})}
        return self._make_contract(line, **vals)

    def _search(self, operator):
        return self.env["service.contract.line"].search(
            [
                ("overlap_count", operator, 0),
                ("equipment_id", "=", self.equipment.id),
            ]
        )

    def test_two_contracts_for_one_equipment_see_each_other(self):
        first, draft = self._contract(), self._contract(active=False)
        self.assertEqual(first.line_ids.overlapping_line_ids, draft.line_ids)
        self.assertEqual(draft.line_ids.overlapping_line_ids, first.line_ids)
        self.assertEqual(first.overlap_count, 1)
        self.assertIn(draft.name, first.line_ids.overlap_text)
        self.assertEqual(self._search(">"), first.line_ids | draft.line_ids)
        self.assertIn(
            first,
            self.env["service.contract"].search(
                [("line_ids", "any", [("overlap_count", ">", 0)])]
            ),
        )

    def test_twice_in_the_same_contract_counts_too(self):
        line = {"equipment_id": self.equipment.id}
        contract = self._make_contract(line, line)
        self.assertEqual(contract.line_ids.mapped("overlap_count"), [1, 1])

    def test_the_last_day_is_shared_and_the_next_one_is_not(self):
        first = self._contract(date_end="2026-06-30")
        same_day = self._contract(date_start="2026-06-30")
        self.assertEqual(first.line_ids.overlap_count, 1)
        same_day.action_cancel()
        self._contract(date_start="2026-07-01")
        self.assertFalse(first.line_ids.overlap_count)
        self.assertFalse(first.line_ids.overlap_text)
        self.assertFalse(self._search(">"))
        self.assertIn(first.line_ids, self._search("<="))

    def test_what_is_closed_or_for_another_is_no_overlap(self):
        first = self._contract()
        self._contract().action_close()
        self._make_contract()
        self._make_contract({"equipment_id": self._make_equipment("E-2").id})
        self.assertFalse(first.line_ids.overlap_count)
        self.assertFalse(self._search(">"))

    def test_seen_while_it_is_entered(self):
        contract = self._contract()
        line = self.env["service.contract.line"].new(
            {
                "equipment_id": self.equipment.id,
                "date_start": self.today,
                "contract_id": self._make_contract(active=False).id,
            }
        )
        self.assertEqual(line.overlapping_line_ids._origin, contract.line_ids)
