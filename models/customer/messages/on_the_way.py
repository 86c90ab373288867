# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ....tools.local_time import local_day
from .service_customer_told_mixin import CustomerNews


class ServiceIntervention(models.Model):
    """Somebody has left, and probably arrives at a time that the route says."""

    _inherit = "service.intervention"

    def _on_changed(self, names):
        super()._on_changed(names)
        if "state" in names:
            self.filtered(lambda job: job.state == "on_the_way")._tell_customer_of(
                "on_the_way"
            )

    def _get_news_on_the_way(self):
        if self.state != "on_the_way":
            return None
        return CustomerNews("on_the_way", fields.Datetime.to_string(self.left_on))

    def _get_expected_arrival(self):
        """When whoever is on the way arrives; None when nobody knows how far it is."""
        self.ensure_one()
        # sudo: only the time reaches the customer
        job = self.sudo().with_company(self.company_id)
        zone = job.company_id._get_service_zone()
        if job.state != "on_the_way" or not job.date_start:
            return None
        stops = job._search_route(job.employee_ids[:1], local_day(job.date_start, zone))
        before = stops.filtered(
            lambda one: one.place != "remote" and one.date_start < job.date_start
        )
        km = job._get_km_from(before[-1:])
        return km and job._get_arrival(before[-1:], km)

    def _get_arrival_words(self):
        """The clock of the site when somebody arrives; empty when nobody knows."""
        self.ensure_one()
        arrival = self._get_expected_arrival()
        return self._get_clock_words(arrival) if arrival else ""
