# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ....tools.local_time import local_day


class ServiceIntervention(models.Model):
    """Travel to the customer and the call-out fee, proposed once for each trip."""

    _inherit = "service.intervention"

    def _propose_travel(self):
        made = self._get_trips_made()
        vals_list = []
        for intervention in self.filtered(lambda i: i.place == "site"):
            trips = intervention._get_trips()
            if trips & made:
                continue
            vals = intervention._prepare_travel_vals()
            vals_list += vals
            made |= trips if vals else set()
        self.env["service.charge"].create(vals_list)

    def _prepare_travel_vals(self):
        """Values of the travel charges proposed for a job at the customer's."""
        self.ensure_one()
        return [*self._prepare_km_vals(), *self._prepare_callout_vals()]

    def _prepare_km_vals(self):
        product = self.company_id.service_travel_product_id
        distance = self._get_charged_km()
        has_travel = "travel" in self.charge_ids.mapped("kind")
        if not product or not distance or has_travel:
            return []
        return [
            {
                "intervention_id": self.id,
                "kind": "travel",
                "product_id": product.id,
                "quantity": distance,
            }
        ]

    def _prepare_callout_vals(self):
        product = self.company_id.service_callout_product_id
        if not product or product in self.charge_ids.product_id:
            return []
        return [
            {
                "intervention_id": self.id,
                "kind": "fee",
                "product_id": product.id,
                "quantity": 1.0,
            }
        ]

    def _get_charged_km(self):
        """Kilometres beyond those that are free."""
        self.ensure_one()
        return max(self._get_distance_km() - self.company_id.service_free_km, 0.0)

    def _get_distance_km(self):
        """Kilometres of the site, else those of the customer."""
        self.ensure_one()
        return (
            self.site_id.service_distance_km
            or self.partner_id.service_distance_km
            or self.partner_id.commercial_partner_id.service_distance_km
        )

    # === TRIPS === #

    def _get_trips(self):
        """Who goes where on which day."""
        self.ensure_one()
        date = self._get_service_date()
        return {(self.site_id.id, date, one.id) for one in self._get_travellers()}

    def _get_travellers(self):
        """The people of the job; the user goes there when nobody was chosen."""
        self.ensure_one()
        return self.employee_ids or self.env.user.employee_id

    def _is_same_trip(self, date_start, employees):
        """Whether ``employees`` need not travel again to go on at ``date_start``.

        :param date_start: a moment, or nothing when it is still to be planned
        """
        self.ensure_one()
        if not date_start:
            return False
        day = local_day(date_start, self._get_zone())
        coming = {(self.site_id.id, day, person.id) for person in employees}
        return bool(coming) and coming <= self._get_trips()

    def _get_trips_made(self):
        """Trips to the same sites around these days that are charged already."""
        days = [intervention._get_service_date() for intervention in self]
        people = {one.id for job in self for one in job._get_travellers()}
        if not days:
            return set()
        # sudo: a trip is charged once, also when a colleague's job has it
        jobs = self.sudo().search(
            [
                ("id", "not in", self.ids),
                ("company_id", "in", self.company_id.ids),
                ("site_id", "in", self.site_id.ids),
                ("employee_ids", "in", list(people)),
                ("state", "in", ("in_progress", "done")),
                ("date_done", "in", days),
            ]
        )
        callouts = self.company_id.service_callout_product_id
        charged = jobs.filtered(
            lambda job: (
                "travel" in job.charge_ids.mapped("kind")
                or job.charge_ids.product_id & callouts
            )
        )
        return {trip for job in charged for trip in job._get_trips()}
