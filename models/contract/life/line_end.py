# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError


class ServiceContractLine(models.Model):
    """How a line leaves a contract."""

    _inherit = "service.contract.line"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_invoiced(self):
        # sudo: contract managers need no accounting rights to see that it is invoiced
        for line in self.sudo():
            if line.invoice_line_ids:
                raise UserError(
                    self.env._(
                        "%s has been invoiced and cannot be deleted. End it on a day "
                        "instead: what was invoiced beyond is proposed for credit.",
                        line.display_name,
                    )
                )

    def action_end(self):
        """Ask for the day on which the lines end."""
        self._check_asked()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_close_action"
        )
        return {
            **action,
            "name": self.env._("End Line"),
            "context": {"default_line_ids": self.ids},
        }
