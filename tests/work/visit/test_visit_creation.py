# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The wizard that creates the visits of many contracts."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_visits import VisitCommon


@tagged("post_install", "-at_install")
class TestVisitCreation(VisitCommon):
    """It shows what it will create, and creates it once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_type = cls._make_contract_type("Light")
        cls.pump = cls._make_equipment("PUMP")
        cls.contract = cls._make_contract(
            {"visit_interval": 3, "equipment_id": cls.pump.id}
        )
        cls.buyer = cls._make_customer("Buyer")
        cls.light = cls._make_contract(
            {"visit_interval": 6},
            partner_id=cls.buyer.id,
            contract_type_id=cls.other_type.id,
        )

    def _make(self, date_to="2026-12-31", **vals):
        return self._make_as(self.env.user, date_to=date_to, **vals)

    def _make_as(self, user, date_to="2026-12-31", **vals):
        wizards = self.env["service.visit.creation"].with_user(user)
        return wizards.create({"date_to": date_to, **vals})

    def _preview(self, wizard):
        wizard.action_preview()
        return [
            (str(line.day), line.contract_id, line.equipment)
            for line in wizard.line_ids.sorted(
                lambda job: (job.day, job.contract_id.id)
            )
        ]

    def _create(self, wizard):
        action = wizard.action_create_visits()
        return self.env[action["res_model"]].search(action["domain"])

    def test_preview_shows_what_is_created(self):
        wizard = self._make("2026-04-01")
        pump = self.pump.display_name
        self.assertEqual(
            self._preview(wizard),
            [
                ("2026-01-01", self.contract, pump),
                ("2026-01-01", self.light, ""),
                ("2026-04-01", self.contract, pump),
            ],
        )
        self.assertFalse(self.contract.intervention_ids)
        self.assertEqual(wizard.job_count, len(self._create(wizard)))

    def test_created_once(self):
        wizard = self._make()
        self.assertEqual(len(self._create(wizard)), 6)
        self.assertFalse(self._preview(wizard))
        with self.assertRaises(UserError):
            wizard.action_create_visits()
        self.assertEqual(len(self.contract.intervention_ids), 4)

    def test_criteria(self):
        for vals, contracts in (
            ({"contract_type_ids": self.other_type}, self.light),
            ({"partner_ids": self.customer}, self.contract),
            ({"contract_ids": self.light}, self.light),
        ):
            with self.subTest(vals=vals):
                wizard = self._make(
                    **{name: [Command.set(found.ids)] for name, found in vals.items()}
                )
                wizard.action_preview()
                self.assertEqual(wizard.line_ids.contract_id, contracts)

    def test_selected_contracts_are_proposed(self):
        wizard = (
            self.env["service.visit.creation"]
            .with_context(active_model="service.contract", active_ids=self.light.ids)
            .create({})
        )
        self.assertEqual(wizard.contract_ids, self.light)
        self.assertEqual(wizard.date_to, self._day("2026-01-31"))

    def test_past_and_endless_horizons_are_refused(self):
        for day in ("2025-12-31", "2030-01-01"):
            with self.subTest(day=day), self.assertRaises(UserError):
                self._make(day).action_preview()

    def test_planner_and_contract_manager_create_visits(self):
        for number, group in enumerate(("planner", "contract_manager")):
            user = self._make_user(group, f"service_management.group_{group}")
            with self.subTest(group=group):
                wizard = self._make_as(user)
                wizard.contract_ids = (self.contract, self.light)[number]
                wizard.action_preview()
                wizard.action_create_visits()
        self.assertTrue(self.contract.intervention_ids)
        self.assertTrue(self.light.intervention_ids)

    def test_technician_creates_none(self):
        user = self._make_user("tech", "service_management.group_technician")
        with self.assertRaises(AccessError):
            self._make().with_user(user).action_create_visits()

    def test_other_companies_are_left_alone(self):
        other = self.setup_other_company()["company"]
        wizard = self._make(company_id=other.id)
        self.assertFalse(self._preview(wizard))
