from odoo import fields, models

GROUPINGS = [
    ("customer", "One per Customer"),
    ("contract", "One per Contract"),
    ("document", "One per Contract and Job"),
]


class ResPartner(models.Model):
    """How a customer wants services to be invoiced, if at all."""

    _inherit = "res.partner"

    service_grouping = fields.Selection(
        GROUPINGS,
        string="Service Invoices",
        company_dependent=True,
        help="How services are put on invoices. Empty: as whoever invoices chooses.",
    )
    service_invoice_blocked = fields.Boolean(
        string="Do Not Invoice Services",
        company_dependent=True,
        help="What is due is listed as held back until this is unticked.",
    )
    service_block_reason = fields.Char(
        string="Reason Not to Invoice", company_dependent=True
    )
