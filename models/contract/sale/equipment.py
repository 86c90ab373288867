# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ServiceEquipment(models.Model):
    """Machines that were sold together with a contract."""

    _inherit = "service.equipment"

    def _capture_deliveries(self, moves):
        """What was sold for these machines begins on the day they are delivered."""
        super()._capture_deliveries(moves)
        moves.sale_line_id.order_id.order_line.filtered(
            lambda line: line.state == "sale" and line.service_contract_id
        )._cover_delivered(moves)
