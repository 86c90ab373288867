# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""By what an equipment is covered, and what could be promised for it."""

from ast import literal_eval

from lxml import etree

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tests import tagged

from ...common import ServiceCommon


class CoverCommon(ServiceCommon):
    today = "2026-06-15"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warranted = cls._make_equipment(
            "W", warranty_start="2026-01-01", warranty_end="2026-06-30"
        )
        cls.lapsed = cls._make_equipment(
            "L", warranty_start="2025-06-15", warranty_end="2026-06-14"
        )
        cls.promised = cls._make_equipment("P")
        cls.bare = cls._make_equipment("B")
        cls.contract = cls._make_contract(
            {"equipment_id": cls.promised.id, "date_end": "2026-06-15"},
            {"equipment_id": cls.bare.id, "date_end": "2026-06-14"},
        )
        cls.all = cls.warranted | cls.lapsed | cls.promised | cls.bare

    def _groups(self, equipment=None):
        """Equipment by cover, once from the field and once from the database."""
        equipment = equipment or self.all
        equipment.invalidate_recordset()
        by_field = {
            cover: records.sorted()
            for cover, records in equipment.grouped("cover_state").items()
        }
        by_database = {
            cover: records.sorted()
            for cover, records in equipment._read_group(
                [("id", "in", equipment.ids)], ["cover_state"], ["id:recordset"]
            )
        }
        self.assertEqual(by_field, by_database)
        for cover in ("warranty", "contract", "none"):
            found = equipment.search(
                [("id", "in", equipment.ids), ("cover_state", "=", cover)]
            )
            self.assertEqual(found.sorted(), by_field.get(cover, equipment.browse()))
        return by_field


@tagged("post_install", "-at_install")
class TestEquipmentCover(CoverCommon):
    def test_cover_at_a_glance(self):
        groups = self._groups()
        self.assertEqual(groups["warranty"], self.warranted)
        self.assertEqual(groups["contract"], self.promised)
        self.assertEqual(groups["none"], (self.lapsed | self.bare).sorted())

    def test_badge_says_until_when_and_by_what(self):
        self.assertEqual(self.warranted.cover_until, self._day("2026-06-30"))
        self.assertFalse(self.warranted.cover_contract_id)
        self.assertEqual(self.promised.cover_until, self._day("2026-06-15"))
        self.assertEqual(self.promised.cover_contract_id, self.contract)
        self.assertFalse(self.bare.cover_until)

    def test_general_line_covers_all_of_the_customer(self):
        site = self._make_customer("Site", parent_id=self.customer.id)
        there = self._make_equipment("T", partner_id=site.id)
        stranger = self._make_equipment(
            "S", partner_id=self._make_customer("Stranger").id
        )
        nobody = self._make_equipment("N", partner_id=False)
        general = self._make_contract({})
        groups = self._groups(self.all | there | stranger | nobody)
        self.assertEqual(groups["none"], (stranger | nobody).sorted())
        self.assertEqual(self.bare.cover_contract_id, general)
        self.assertEqual(self.promised.cover_contract_id, self.contract)

    def test_suspended_contract_covers_nothing(self):
        self.contract.action_suspend()
        self.assertNotIn("contract", self._groups())

    def test_draft_covers_nothing(self):
        self._make_contract({"equipment_id": self.bare.id}, active=False)
        self.assertIn(self.bare, self._groups()["none"])

    def test_not_equal_and_several_values(self):
        mine = [("id", "in", self.all.ids)]
        self.assertEqual(
            self.all.search([*mine, ("cover_state", "!=", "none")]),
            self.warranted | self.promised,
        )
        self.assertEqual(
            self.all.filtered_domain([("cover_state", "in", ["warranty", "contract"])]),
            self.warranted | self.promised,
        )

    def test_filters_of_the_screen(self):
        view = self.env.ref("service_management.service_equipment_view_search")
        filters = {
            node.get("name"): literal_eval(node.get("domain"))
            for node in etree.fromstring(view.arch).iter("filter")
            if node.get("domain") and "uid" not in node.get("domain")
        }
        mine = Domain("id", "in", (self.all | self._make_equipment()).ids)
        for name, expected in (
            ("warranty_expiring", self.warranted | self.lapsed),
            ("under_warranty", self.warranted),
            ("cover_contract", self.promised),
            ("serial_missing", self.env["service.equipment"].search(mine) - self.all),
        ):
            with self.subTest(filter=name):
                found = self.all.search(mine & Domain(filters[name]))
                self.assertEqual(found, expected)

    def test_screen_may_group_by_cover(self):
        description = self.all.fields_get(["cover_state"], ["groupable"])
        self.assertTrue(description["cover_state"]["groupable"])
        groups = self.all.formatted_read_group(
            [("id", "in", self.all.ids)], ["cover_state"], ["__count"]
        )
        self.assertEqual(
            {group["cover_state"]: group["__count"] for group in groups},
            {"warranty": 1, "contract": 1, "none": 2},
        )

    def test_same_number_of_queries_for_few_and_many(self):
        few, many = (
            self._count_queries(lambda equipment=some: equipment.mapped("cover_state"))
            for some in (self.all[:1], self.all)
        )
        self.assertLessEqual(many, few + 1)


@tagged("post_install", "-at_install")
class TestProposal(CoverCommon):
    def _propose(self, equipment):
        return (
            self.env["service.equipment.propose"]
            .with_context(active_model="service.equipment", active_ids=equipment.ids)
            .create(
                {
                    "contract_type_id": self.contract_type.id,
                    "date_start": "2026-07-01",
                }
            )
            .action_confirm()
        )

    def test_one_draft_for_each_customer(self):
        other = self._make_customer("Other")
        site = self._make_customer("Site", parent_id=self.customer.id)
        there = self._make_equipment("T", partner_id=site.id)
        foreign = self._make_equipment("O", partner_id=other.id)
        action = self._propose(self.lapsed | there | foreign)
        contracts = self.env["service.contract"].search(action["domain"])
        self.assertEqual(set(contracts.mapped("state")), {"draft"})
        self.assertEqual(
            {c.partner_id: c.line_ids.equipment_id for c in contracts},
            {self.customer: self.lapsed | there, other: foreign},
        )
        self.assertEqual(
            set(contracts.line_ids.mapped("date_start")), {self._day("2026-07-01")}
        )

    def test_single_proposal_opens_itself(self):
        action = self._propose(self.lapsed)
        contract = self.env["service.contract"].browse(action["res_id"])
        self.assertEqual(contract.line_ids.equipment_id, self.lapsed)

    def test_equipment_without_customer_is_refused_by_name(self):
        loose = self._make_equipment("LOOSE", partner_id=False)
        with self.assertRaisesRegex(UserError, "LOOSE"):
            self._propose(self.lapsed | loose)
