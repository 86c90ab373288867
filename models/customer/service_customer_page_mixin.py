# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo import api, models
from odoo.fields import Domain


class ServiceCustomerPageMixin(models.AbstractModel):
    """What has a page in the customer's portal.

    Customers look at pages and have no rights on the records: which of them each may
    see is answered here and nowhere else. Whoever has the link with the token sees
    that one page, as everywhere in Odoo's portal.
    """

    _name = "service.customer.page.mixin"
    _description = "Page of the Customer's Portal"
    _inherit = ["portal.mixin"]
    _customer_path = ""  # where the pages are: /my/<path>/<id>

    def _compute_access_url(self):
        super()._compute_access_url()
        for record in self:
            record.access_url = f"/my/{self._customer_path}/{record.id}"

    def _get_customer_report(self):
        """The report that the customer may print from the page; none by default."""
        self.ensure_one()
        return self.env["ir.actions.report"]

    # === WHOSE IT IS === #

    @api.model
    def _get_customer_domain(self, user):
        """Records that ``user`` may look at as a customer.

        :rtype: Domain
        """
        companies = Domain("company_id", "in", user.company_ids.ids)
        return companies & self._get_person_domain(user.partner_id)

    @api.model
    def _get_person_domain(self, person):
        """Records of ``person``, whichever of our companies they are of.

        People see what their company has, at all its addresses, or only what is for
        their own address when that is set on them.
        """
        domain = person.commercial_partner_id._get_family_domain("partner_id")
        if person.service_own_site:
            domain &= self._get_site_domain(person)
        return domain

    @api.model
    def _get_site_domain(self, person):
        """What is for the address of ``person`` or an address below it."""
        return person._get_family_domain("site_id")

    @contextmanager
    def _revoking_links(self):
        """A link that the former customer has opens nothing any more.

        Nor does the next customer read what was written with the former one.
        """
        # sudo: whoever changes the customer need not know of the portal
        records = self.sudo()
        former = {record: record.partner_id for record in records}
        yield
        moved = records.filtered(lambda one: one.partner_id != former[one])
        moved.filtered("access_token").access_token = False
        moved.filtered(
            lambda one: (
                former[one].commercial_partner_id - one.partner_id.commercial_partner_id
            )
        )._hide_conversation()

    def _hide_conversation(self):
        """What has been written so far is for our own people."""
        if self:
            self.env["mail.message"].search(
                Domain("model", "=", self._name)
                & Domain("res_id", "in", self.ids)
                & Domain("is_internal", "=", False)
            ).is_internal = True
