# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Messages and counters tell nobody what they may not see."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import SIGNATURE, ServiceCommon

MODULE = "service_management"


@tagged("post_install", "-at_install")
class TestWords(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tech_user = cls._make_user("tessa", f"{MODULE}.group_technician")
        cls.technician.user_id = cls.tech_user
        other = cls.setup_other_company(name="Other Company")["company"]
        cls.env.user.company_ids |= other
        cls.secret = cls._make_customer("Secret Customer")
        cls.hidden = cls._make_equipment(
            "SN-9", company_id=other.id, partner_id=cls.secret.id
        )
        cls.equipment = cls._make_equipment("SN-1")
        cls.job = cls._make_job([{}], [], cls.equipment)

    def _assert_silent(self, function, *args):
        with self.assertRaises(UserError) as caught:
            function(*args)
        self.assertNotIn("Secret", str(caught.exception))

    def test_no_customer_of_another_company(self):
        job = self.job.with_user(self.tech_user)
        hidden = {"equipment_id": self.hidden.id}
        self._assert_silent(job.write, {"item_ids": [Command.create(hidden)]})
        self._assert_silent(job.item_ids.write, hidden)
        replace = self.env["service.equipment.replace"].with_user(self.tech_user)
        self._assert_silent(
            lambda: replace.create(
                {
                    "equipment_id": self.equipment.id,
                    "source": "existing",
                    "new_equipment_id": self.hidden.id,
                }
            ).action_confirm()
        )

    def test_portal_user_does_not_read_why_they_are_blocked(self):
        portal = new_test_user(self.env, "portal", groups="base.group_portal")
        partner = portal.partner_id
        partner.write(
            {"service_invoice_blocked": True, "service_block_reason": "Does not pay"}
        )
        partner = partner.with_user(portal)
        for name in ("service_invoice_blocked", "service_block_reason"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                partner.read([name])
        self.assertFalse(
            [name for name in partner.fields_get() if name.startswith("service_")]
        )

    def test_counters_give_no_ids_of_hidden_invoices(self):
        self.job.activity_ids.item_id = self.job.item_ids
        self._finish(self.job)
        invoice = self._invoice("2026-12-31").invoice_ids
        self.assertTrue(invoice)
        for record in (self.job, self.equipment):
            with self.subTest(model=record._name):
                record.invalidate_recordset()
                self.assertEqual(record.with_user(self.tech_user).invoice_count, 1)
                action = record.with_user(self.tech_user).action_view_invoices()
                self.assertNotIn(str(invoice.id), str(action["domain"]))
                action = record.action_view_invoices()
                self.assertEqual(
                    self.env["account.move"].search(action["domain"]), invoice
                )


@tagged("post_install", "-at_install")
class TestShownToWhomItIsFor(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._make_user("planner", f"{MODULE}.group_planner")
        cls.manager = cls._make_user("manager", f"{MODULE}.group_manager")
        cls.contract_manager = cls._make_user(
            "contracts", f"{MODULE}.group_contract_manager"
        )
        cls.job = cls._finish(cls._make_job([{}]))

    def _may_reopen(self, user):
        return self.job.with_user(user).can_reopen

    def test_reopen_is_shown_to_whoever_may(self):
        self.assertTrue(self._may_reopen(self.planner))
        self.assertTrue(self._may_reopen(self.manager))
        self.assertFalse(self._may_reopen(self.contract_manager))
        self.job.write({"signature": SIGNATURE, "signed_by": "Mr Miller"})
        self.assertFalse(self._may_reopen(self.planner))
        self.assertTrue(self._may_reopen(self.manager))

    def test_add_people_is_shown_to_whoever_may(self):
        for model in ("service.activity", "service.intervention"):
            for user in (self.planner, self.contract_manager):
                arch = (
                    self.env[model].with_user(user).get_view(view_type="form")["arch"]
                )
                may = self.env["service.activity.people"].with_user(user)
                with self.subTest(model=model, user=user.login):
                    self.assertEqual("Add People" in arch, may.has_access("create"))


@tagged("post_install", "-at_install")
class TestOwnCompanysProducts(ServiceCommon):
    """What would fail on the technician's Start is refused where it is entered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        other = cls.setup_other_company(name="Other Company")["company"]
        cls.env.user.company_ids |= other
        cls.foreign = cls._create_product(
            name="Foreign", type="service", company_id=other.id
        )
        cls.foreign_type = cls._make_contract_type(
            "Foreign", company_id=other.id, product_id=False
        )

    def test_settings(self):
        for name, record in {
            "service_travel_product_id": self.foreign,
            "service_callout_product_id": self.foreign,
            "service_warranty_type_id": self.foreign_type,
        }.items():
            with self.subTest(field=name), self.assertRaises(UserError):
                self.company[name] = record

    def test_types_and_steps(self):
        protocol = self._make_protocol("Overhaul", {})
        for record, name in (
            (self.activity_type, "product_id"),
            (self.contract_type, "product_id"),
            (protocol.step_ids, "product_ids"),
        ):
            with self.subTest(model=record._name), self.assertRaises(UserError):
                record[name] = self.foreign
