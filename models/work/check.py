from odoo import models


class ServiceActivity(models.Model):
    """One touch records a check as passed or failed."""

    _inherit = "service.activity"

    def action_pass(self):
        """Record the operations as done, their check passed."""
        self.write({"check_passed": True})
        self.action_done()

    def action_fail(self):
        """Record the operations as done, their check failed."""
        self.action_done()
        self.write({"check_passed": False})
