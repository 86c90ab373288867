# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ResCompany(models.Model):
    """How a company invoices by itself, and how much at once."""

    _inherit = "res.company"

    service_invoicing_limit = fields.Integer(
        string="Documents Invoiced at Once",
        default=200,
        help="Runs with more contracts and jobs go on in the background, in batches.",
    )
    service_invoicing_scheduled = fields.Boolean(
        string="Invoice Every Night",
        help="What is due is invoiced by itself.",
    )
    service_invoicing_scope = fields.Selection(
        [
            ("all", "Contracts and Finished Work"),
            ("contracts", "Contracts"),
            ("work", "Finished Work"),
        ],
        string="What to Invoice",
        default="all",
        required=True,
    )
    service_invoicing_grouping = fields.Selection(
        lambda self: self._get_service_groupings(),
        string="Invoices",
        default="customer",
        required=True,
    )
    service_invoicing_post = fields.Boolean(
        string="Confirm Nightly Invoices", help="Otherwise they stay drafts."
    )
    service_invoicing_days_ahead = fields.Integer(
        string="Days Ahead", help="What falls due so many days later is invoiced too."
    )

    _check_service_invoicing = models.Constraint(
        "CHECK(service_invoicing_limit >= 0 AND service_invoicing_days_ahead >= 0)",
        "The documents invoiced at once and the days ahead cannot be negative.",
    )

    @api.model
    def _get_service_groupings(self):
        """How services can be put on invoices, as a selection.

        What each does is said by ``_group_by_<code>`` of the invoicing criteria.
        """
        return [
            ("customer", self.env._("One per Customer")),
            ("contract", self.env._("One per Contract")),
            ("document", self.env._("One per Contract and Job")),
        ]


class ResPartner(models.Model):
    """How a customer wants services to be invoiced, if at all."""

    _inherit = "res.partner"

    service_grouping = fields.Selection(
        lambda self: self.env["res.company"]._get_service_groupings(),
        string="Service Invoices",
        company_dependent=True,
        groups="base.group_user",
        help="How services are put on invoices. Empty: as whoever invoices chooses.",
    )
    service_invoice_blocked = fields.Boolean(
        string="Do Not Invoice Services",
        company_dependent=True,
        groups="base.group_user",
        help="What is due is listed as held back until this is unticked.",
    )
    service_block_reason = fields.Char(
        string="Reason Not to Invoice",
        company_dependent=True,
        groups="base.group_user",
    )
