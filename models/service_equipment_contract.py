from dateutil.relativedelta import relativedelta

from odoo import fields, models


class ServiceEquipment(models.Model):
    """What contracts add to the installed base."""

    _inherit = "service.equipment"

    contract_line_ids = fields.One2many(
        "service.contract.line", "equipment_id", string="Contract Lines"
    )
    contract_count = fields.Integer(compute="_compute_contract_count")

    def _compute_contract_count(self):
        counts = dict(
            self.env["service.contract.line"]._read_group(
                [
                    ("equipment_id", "in", self.ids),
                    ("state", "not in", ("draft", "cancelled")),
                ],
                ["equipment_id"],
                ["contract_id:count_distinct"],
            )
        )
        for equipment in self:
            equipment.contract_count = counts.get(equipment, 0)

    def action_view_contracts(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_action"
        )
        action["domain"] = [("line_ids.equipment_id", "in", self.ids)]
        action["context"] = {"create": False}
        return action

    def _end_promises(self, date):
        """End the contract lines of the owner that the equipment leaves on ``date``."""
        super()._end_promises(date)
        lines = self.contract_line_ids.filtered(
            lambda line: line.state not in ("closed", "cancelled")
        )
        lines._end_on(date - relativedelta(days=1))
