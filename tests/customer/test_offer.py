# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Before a warranty ends, customers ask for an offer with a click, and get one."""

import re
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common_portal import DRAWN, PortalCommon


@tagged("post_install", "-at_install")
class TestOffer(PortalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._make_user(
            "selma", "service_management.group_contract_manager"
        )
        cls.customer.user_id = cls.seller
        cls.ends_on = fields.Date.today() + timedelta(days=10)
        cls.pump, cls.press = (
            cls._make_equipment(f"OWN-{name}", warranty_end=cls.ends_on)
            for name in ("PUMP", "PRESS")
        )

    def _ask(self, machine, **parameters):
        page = self._open(machine.access_url, **parameters)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        answer = self.url_open(
            f"{machine.access_url}/offer",
            data={"csrf_token": token and token.group(1), **parameters},
            allow_redirects=False,
        )
        self.env.invalidate_all()
        return answer

    def test_a_contract_is_ready_to_be_sent_and_accepted(self):
        self.company.service_offer_type_id = self.contract_type
        self.authenticate("anna", "anna")
        self._ask(self.pump)
        self._ask(self.pump)
        [contract] = (self.pump | self.press).contract_line_ids.contract_id
        self.assertEqual(contract.state, "draft")
        self.assertEqual(contract.date_start, self.ends_on + timedelta(days=1))
        self.assertEqual(contract.line_ids.equipment_id, self.pump | self.press)
        self.assertEqual(contract.user_id, self.seller)
        self.assertEqual(contract.activity_ids.user_id, self.seller)
        page = self._open(self.press.access_url).text
        self.assertIn("You have asked us", page)
        self.assertNotIn("Ask for an Offer", page)
        self.assertNotEqual(self._open(contract.access_url).status_code, 200)
        contract._mark_proposed()
        self.make_jsonrpc_request(
            f"/my/contracts/{contract.id}/accept", {"name": "Anna", "signature": DRAWN}
        )
        contract.invalidate_recordset()
        self.assertEqual(contract.state, "active")

    def test_without_a_type_somebody_is_asked_to_make_one(self):
        url = self.pump._get_told_link()
        token = url.partition("access_token=")[2]
        self.authenticate(None, None)
        self._ask(self.pump, access_token=token)
        self.assertFalse(self.pump.contract_line_ids)
        self.assertEqual(self.pump.activity_ids.user_id, self.seller)
        self.assertIn("OWN-PRESS", self.pump.activity_ids.note)
        self.assertEqual(self.press.offer_asked_on, fields.Date.today())

    def test_only_where_nothing_else_covers_it_and_it_is_soon(self):
        self.authenticate("anna", "anna")
        self._make_contract({"equipment_id": self.pump.id})
        self.press.warranty_end = fields.Date.today() + timedelta(days=900)
        for machine in (self.pump, self.press, self.own[0]):
            self.assertNotIn("service_offer", self._open(machine.access_url).text)
            self._ask(machine)
            self.assertFalse(machine.offer_asked_on)

    def test_nobody_asks_for_others(self):
        for login in ("rita", None):
            self.authenticate(login, login)
            wrong = self.others[0]._portal_ensure_token()
            for parameters in ({}, {"access_token": wrong}):
                self._ask(self.pump, **parameters)
                self.assertFalse(self.pump.offer_asked_on)

    def test_the_next_owner_has_not_asked(self):
        self.pump._ask_for_offer()
        self.assertTrue(self.pump.offer_asked_on)
        self.pump.partner_id = self.others[0].partner_id
        self.assertFalse(self.pump.offer_asked_on)
