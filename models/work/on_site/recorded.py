# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ServiceActivity(models.Model):
    """The result of a check, recorded where the work is done."""

    _inherit = "service.activity"

    def action_open_record(self):
        """Open the sheet that takes the result of the check, and nothing else."""
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_activity_action_record"
        )
        return {**action, "res_id": self.id}
