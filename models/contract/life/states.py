# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class ServiceContract(models.Model):
    """What each state means; a further state says here what it counts as."""

    _inherit = "service.contract"

    is_running = fields.Boolean(
        string="Running",
        compute="_compute_is_running",
        search="_search_is_running",
        help="It promises something today, or will again when it is resumed.",
    )

    @api.model
    def _get_running_states(self):
        """Those of a contract that goes on, though it may be suspended just now."""
        return ("active", "suspended")

    @api.model
    def _get_open_states(self):
        """Those of a contract that goes on or is going to."""
        return ("draft", *self._get_running_states())

    @api.model
    def _get_live_states(self):
        """Those of a contract that promises something, or once did."""
        return (*self._get_running_states(), "expired", "closed")

    @api.depends("state")
    def _compute_is_running(self):
        states = self._get_running_states()
        for contract in self:
            contract.is_running = contract.state in states

    def _search_is_running(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "in", self._get_running_states())
