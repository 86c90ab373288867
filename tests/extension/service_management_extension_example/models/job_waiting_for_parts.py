# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceIntervention(models.Model):
    """Work that was begun and goes on when the parts have come."""

    _inherit = "service.intervention"

    state = fields.Selection(
        selection_add=[("waiting_parts", "Waiting for Parts"), ("done",)],
        ondelete={"waiting_parts": lambda jobs: jobs.write({"state": "in_progress"})},
    )

    def _get_open_states(self):
        return [*super()._get_open_states(), "waiting_parts"]

    def action_wait_for_parts(self):
        self._check_transition(("in_progress",))
        self._set_state("waiting_parts")

    def action_parts_arrived(self):
        self._check_transition(("waiting_parts",))
        self._set_state("in_progress")
