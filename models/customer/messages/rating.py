# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import models

from .service_customer_told_mixin import CustomerNews

STILL_KNOWN = timedelta(days=7)  # how long somebody remembers how it was


class ServiceIntervention(models.Model):
    """Once the work is done the customer is asked how it was."""

    _inherit = "service.intervention"

    def _on_changed(self, names):
        super()._on_changed(names)
        if "state" in names:
            self.filtered(lambda job: job._get_news_rating())._tell_customer_of(
                "rating"
            )

    def _get_news_rating(self):
        """Unless it was long ago, or the customer has said it already."""
        oldest = self._get_company_today() - STILL_KNOWN
        is_recent = self.state == "done" and self.date_done and self.date_done >= oldest
        if not is_recent or self._is_rated():
            return None
        return CustomerNews("rating", "done")
