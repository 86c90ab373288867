from odoo import fields, models


class SaleOrderLine(models.Model):
    """Order lines that sell jobs at a fixed price."""

    _inherit = "sale.order.line"

    service_intervention_ids = fields.One2many(
        "service.intervention", "sale_line_id", string="Interventions"
    )

    def _get_service_share(self):
        """What the order pays for each of its jobs that are not cancelled."""
        self.ensure_one()
        jobs = self.service_intervention_ids.filtered(lambda i: i.state != "cancelled")
        return self.price_subtotal / (len(jobs) or 1)
