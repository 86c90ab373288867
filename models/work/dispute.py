from odoo import models


class ServiceIntervention(models.Model):
    """A job whose work the customer disputes."""

    _name = "service.intervention"
    _inherit = ["service.intervention", "service.dispute.mixin"]
