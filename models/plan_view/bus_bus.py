# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from .service_gantt_live_mixin import CHANNEL

MAX_IDS = 500


class BusBus(models.Model):
    _inherit = "bus.bus"

    @api.model
    def _send_gantt_changes(self):
        """Tell those who look at a plan what this transaction has changed."""
        changes = self.env.cr.precommit.data.pop(CHANNEL, {})
        for (model, company_id, user_id), ids in changes.items():
            # sudo: the name of a colleague is no secret
            user = self.env["res.users"].sudo().browse(user_id)
            self._sendone(
                (self.env["res.company"].browse(company_id), f"{CHANNEL}/{model}"),
                f"{CHANNEL}/changed",
                {
                    "model": model,
                    "ids": sorted(ids) if len(ids) <= MAX_IDS else None,
                    "user_id": user.id,
                    "user_name": user.name,
                },
            )
