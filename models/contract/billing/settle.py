from odoo import api, fields, models

from .settlement import SETTLEMENT_ACTIVITY


class ServiceContract(models.Model):
    """What a contract has to settle, and who is asked to."""

    _inherit = "service.contract"

    settlement_ids = fields.One2many(
        "service.contract.settlement", "contract_id", string="Settlements"
    )
    settlement_count = fields.Integer(
        string="To Credit", compute="_compute_settlement_count"
    )

    @api.depends("settlement_ids.state")
    def _compute_settlement_count(self):
        counts = dict(
            self.env["service.contract.settlement"]._read_group(
                [("contract_id", "in", self.ids), ("state", "=", "proposed")],
                ["contract_id"],
                ["__count"],
            )
        )
        for contract in self:
            contract.settlement_count = counts.get(contract, 0)

    def write(self, vals):
        result = super().write(vals)
        if "date_end" in vals:
            self.line_ids._propose_settlements()
        return result

    def action_view_settlements(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_settlement_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        return action

    def _ask_for_settlement(self, created):
        """Ask the responsible to look at ``created``; nobody when nothing is left."""
        new = created.grouped("contract_id")
        for contract, settlements in new.items():
            contract.activity_schedule(
                SETTLEMENT_ACTIVITY,
                note=self.env["service.contract.line"]._describe_settlements(
                    settlements
                ),
                user_id=contract.user_id.id or self.env.uid,
            )
        done = self.filtered(lambda contract: not contract.settlement_count)
        done.activity_unlink([SETTLEMENT_ACTIVITY])
