# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceDisputeMixin(models.AbstractModel):
    """Documents that the customer may dispute: nothing of them is invoiced."""

    _name = "service.dispute.mixin"
    _description = "Service Document in Dispute"

    disputed = fields.Boolean(
        string="In Dispute",
        tracking=True,
        copy=False,
        help="Nothing of it is invoiced until the dispute is settled.",
    )
    dispute_reason = fields.Char(copy=False)
