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

    def _capture_returns(self, moves):
        """Ask what becomes of the promises for machines that the order takes back."""
        super()._capture_returns(moves)
        taken_back = moves.filtered(lambda move: move.to_refund and move.sale_line_id)
        events = self.env["service.equipment.event"].search(
            [("kind", "=", "returned"), ("move_id", "in", taken_back.ids)]
        )
        lines = self._get_live_lines(events.equipment_id).filtered(
            lambda line: line.sale_line_id.order_id in taken_back.sale_line_id.order_id
        )
        for contract, ending in lines.grouped("contract_id").items():
            contract._report_returned(ending.equipment_id)
