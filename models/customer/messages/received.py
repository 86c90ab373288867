# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models

from .service_customer_told_mixin import CustomerNews

FRESH = timedelta(days=1)  # what was asked for earlier is only entered now


class ServiceIntervention(models.Model):
    """A request has arrived: its number, and how to follow it."""

    _name = "service.intervention"
    _inherit = ["service.intervention", "service.customer.told.mixin"]

    @api.model_create_multi
    def create(self, vals_list):
        jobs = super().create(vals_list)
        jobs.filtered(lambda job: job._is_fresh_request())._tell_customer_of("received")
        return jobs

    def _is_fresh_request(self):
        self.ensure_one()
        return (
            self.active
            and self.origin == "request"
            and self.state == "new"
            and self.request_date >= fields.Datetime.now() - FRESH
        )

    def _get_told_addresses(self):
        addresses = super()._get_told_addresses()
        return addresses if self._is_told_to_former() else [self.contact_id, *addresses]

    def _get_news_received(self):
        """As long as nothing more is known."""
        return CustomerNews("received", self.name) if self._is_fresh_request() else None

    def _get_told_subject(self):
        """What the job is about: its subject and machines."""
        self.ensure_one()
        if self._is_told_to_former():
            return ""  # by now it may be about what somebody else has
        machines = self.item_ids.equipment_id.mapped("display_name")
        return " · ".join(filter(None, [self.title, ", ".join(machines[:5])]))
