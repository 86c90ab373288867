# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..shared.guarded import attempt


class ServiceContract(models.Model):
    """What jobs add to a contract."""

    _inherit = "service.contract"

    intervention_ids = fields.One2many(
        "service.intervention", "contract_id", string="Jobs"
    )
    intervention_count = fields.Integer(
        string="Job Count", compute="_compute_intervention_count"
    )

    def _compute_intervention_count(self):
        counts = dict(
            self.env["service.intervention"]._read_group(
                [("contract_id", "in", self.ids)], ["contract_id"], ["__count"]
            )
        )
        for contract in self:
            contract.intervention_count = counts.get(contract, 0)

    def action_view_interventions(self):
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_intervention_action"
        )
        action["domain"] = [("contract_id", "in", self.ids)]
        action["context"] = {
            "default_contract_id": self.id,
            "default_partner_id": self.partner_id.id,
        }
        return action

    def _on_changed(self, names):
        """Another price list is for the jobs that are still to do."""
        super()._on_changed(names)
        if "pricelist_id" in names:
            jobs = self.intervention_ids.filtered("is_open")
            jobs._compute_pricelist_id()

    def _on_started(self):
        """Start the protocols that belong to the beginning of a contract."""
        super()._on_started()
        protocols = self.env["service.protocol"].search(
            [("trigger", "=", "contract_start")]
        )
        for contract in self:
            for protocol in protocols.filtered(contract._may_want_protocol):
                _done, error = attempt(self.env, contract._start_protocol, protocol)
                if error:
                    protocol._tell_not_started(error)

    def _start_protocol(self, protocol):
        if protocol._match_partners(self.partner_id):
            protocol.with_company(self.company_id)._start_for(
                self.partner_id, self.date_start, self
            )

    def _may_want_protocol(self, protocol):
        """Whether a protocol is one of the company of this contract."""
        self.ensure_one()
        return protocol.company_id in (self.company_id, self.company_id.browse())
