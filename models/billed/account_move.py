from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    service_contract_count = fields.Integer(compute="_compute_service_counts")
    service_intervention_count = fields.Integer(
        string="Job Count", compute="_compute_service_counts"
    )

    def _compute_service_counts(self):
        for move in self:
            lines = move.invoice_line_ids
            move.service_contract_count = len(
                lines.service_contract_line_id.contract_id
            )
            move.service_intervention_count = len(lines.service_intervention_id)

    def action_view_service_contracts(self):
        return self._action_view_service(
            "service_management.service_contract_action",
            self.invoice_line_ids.service_contract_line_id.contract_id,
        )

    def action_view_service_interventions(self):
        return self._action_view_service(
            "service_management.service_intervention_action",
            self.invoice_line_ids.service_intervention_id,
        )

    def _action_view_service_invoices(self):
        """Open these invoices as the list that users know."""
        return self._action_view_service(
            "account.action_move_out_invoice_type",
            self,
            {"default_move_type": "out_invoice", "create": False},
        )

    def _action_view_service(self, xml_id, records, context=None):
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        action["domain"] = [("id", "in", records.ids)]
        action["context"] = context or {"create": False}
        return action
