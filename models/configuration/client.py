# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from ..shared.roles import READERS


class ResPartner(models.Model):
    """What makes somebody a client: the one place that says it."""

    _inherit = "res.partner"

    service_is_client = fields.Boolean(
        string="Client",
        compute="_compute_service_is_client",
        search="_search_service_is_client",
        groups=READERS,
        help="There is a contract, a job, a sales order or an invoice of it or of one "
        "of its addresses, or it was entered as a customer.",
    )

    @api.depends_context("allowed_company_ids")
    def _compute_service_is_client(self):
        owners = self.commercial_partner_id
        clients = owners.with_context(active_test=False).search(
            Domain("id", "in", owners.ids) & Domain("service_is_client", "=", True)
        )
        for partner in self:
            partner.service_is_client = partner.commercial_partner_id in clients

    def _search_service_is_client(self, operator, value):
        if operator != "in":
            return NotImplemented
        owners = Domain.OR(
            [
                Domain("customer_rank", ">", 0),
                *(
                    Domain("id", "in", self._get_owners_sql(model, domain))
                    for model, domain in self._get_client_documents().items()
                ),
            ]
        )
        return Domain("commercial_partner_id", "any", owners)

    @api.model
    def _get_client_documents(self):
        """Whose customers are clients: conditions by model, in any of the companies.

        Invoices that were posted are counted by Odoo itself, as the customer's rank.
        """
        return {"sale.order": Domain("state", "=", "sale")}

    @api.model
    def _get_owners_sql(self, model, domain):
        """Customers, not their addresses, of the records that meet ``domain``."""
        # sudo: that somebody is a client is no secret to who sees the customer
        records = self.env[model].sudo().with_context(active_test=False)
        query = records._search(
            domain & Domain("company_id", "in", self.env.companies.ids)
        )
        named = self.sudo().with_context(active_test=False)
        owners = named._search(Domain("id", "in", query.subselect("partner_id")))
        return owners.subselect("commercial_partner_id")
