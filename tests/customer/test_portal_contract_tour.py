# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A customer accepts a renewal, gives notice and rates the work, with a click each."""

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..common import ServiceCommon


class PortalContractTourCommon(ServiceCommon, HttpCase):
    def _let_customer_decide(self):
        self.company.service_online_notice = True
        user = self._make_user("anna", "base.group_portal")
        user.partner_id.parent_id = self.customer
        year = fields.Date.today().year + 1
        term = {
            "date_start": f"{year - 1}-01-01",
            "date_end": f"{year}-12-31",
            "renewal_months": 12,
            "notice_days": 30,
        }
        former = self._make_contract(name="TOUR-OLD", renewal="manual", **term)
        proposal = former._propose_renewal()
        proposal._mark_proposed()
        ending = self._make_contract(name="TOUR-ENDS", renewal="tacit", **term)
        job = self._finish(self._make_job([{}], title="Tour overhaul"))
        self.start_tour("/my/contracts", "service_portal_contract", login="anna")
        self.assertEqual(proposal.state, "active")
        self.assertEqual(proposal.accepted_by, "Anna Tour")
        self.assertTrue(proposal.acceptance)
        self.assertEqual(str(ending.notice_end), f"{year}-12-31")
        self.assertEqual(ending.notice_by, user.name)
        self.assertEqual(job.rating_ids.rating, 4.0)


@tagged("post_install", "-at_install")
class TestPortalContractTour(PortalContractTourCommon):
    browser_size = "1400x850"

    def test_customer_decides(self):
        self._let_customer_decide()


@tagged("post_install", "-at_install")
class TestPortalContractPhoneTour(PortalContractTourCommon):
    browser_size = "390x844"
    touch_enabled = True

    def test_customer_decides(self):
        self._let_customer_decide()
