# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceEquipmentPropose(models.TransientModel):
    """Makes a draft contract for the customers of selected equipment."""

    _name = "service.equipment.propose"
    _description = "Propose Contract"

    equipment_ids = fields.Many2many(
        "service.equipment",
        string="Equipment",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    contract_type_id = fields.Many2one(
        "service.contract.type", string="Contract Type", required=True
    )
    date_start = fields.Date(
        string="Start", required=True, default=lambda self: self._get_company_today()
    )

    def action_confirm(self):
        """Make the contracts and open them."""
        self._check_asked_one()
        contracts = self.equipment_ids._propose_contracts(
            self.contract_type_id, self.date_start
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_action"
        )
        action["domain"] = [("id", "in", contracts.ids)]
        action["context"] = {}
        if len(contracts) == 1:
            action["res_id"] = contracts.id
            action["views"] = [view for view in action["views"] if view[1] == "form"]
        return action
