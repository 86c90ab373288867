# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta
from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.distance import road_km, travel_hours
from ....tools.local_time import day_bounds
from ...shared.asked import Asked

MAPS_URL = "https://www.google.com/maps/dir/"


class ServiceIntervention(models.Model):
    """The way of one person from job to job on a day."""

    _inherit = "service.intervention"

    @api.model
    def get_route(self, day=False, employee_id=False):
        """What the screen "Route" shows: the stops of a person on a day, in order.

        Everything is read as the user: technicians find their own jobs.

        :param str day: of the company's time zone; today unless given
        :param int employee_id: unless given the user's own person or, when that has
            nothing to do, somebody who has
        """
        day = self._parse_route_day(day)
        people = self._get_route_people(day)
        person = people.filtered(lambda one: one.id == employee_id)
        person = person or self._propose_route_person(people, day)
        jobs = self._search_route(person, day)
        stops = jobs._get_route_stops()
        back = jobs._get_km_back()
        distances = [*(stop["km"] for stop in stops), back]
        return {
            "day": fields.Date.to_string(day),
            "employee_id": person.id,
            "people": [
                {"id": one.id, "name": one.name, "color": one.color} for one in people
            ],
            "stops": stops,
            "back": back,
            "km": sum(filter(None, distances)),
            "is_complete": None not in distances,
            "url": jobs._get_route_url(),
        }

    @api.model
    def _parse_route_day(self, day):
        if day:
            return Asked(self.env).day(day)
        return self.env.company._get_service_today()

    @api.model
    def _get_route_people(self, day):
        """The user's own person first; planners find everybody.

        Those who cannot be planned are found on days on which they have a job.
        """
        own = self.env.user.employee_id
        if not self.env.user.has_group("service_management.group_planner"):
            return own
        people = self.env["hr.employee"]._get_plannable(self.env.companies)
        # sudo: who works on jobs that the user sees
        busy = self._search_jobs_on(day).sudo().employee_ids
        return own | (people | busy).sorted("name").with_env(self.env)

    @api.model
    def _propose_route_person(self, people, day):
        """The first of ``people`` who has a job on this day."""
        # sudo: who works on jobs that the user sees
        busy = self._search_route(people, day).sudo().employee_ids
        return people.filtered(lambda one: one in busy)[:1] or people[:1]

    @api.model
    def _search_route(self, person, day):
        """Jobs of ``person`` that touch this day where the company is."""
        return self._search_jobs_on(day, Domain("employee_ids", "in", person.ids))

    @api.model
    def _search_jobs_on(self, day, domain=Domain.TRUE):
        start, end = day_bounds(day, self.env.company._get_service_zone())
        return self.search(
            domain
            & Domain("state", "!=", "cancelled")
            & Domain("date_start", "<", end)
            & Domain("date_end", ">", start),
            order="date_start, id",
        )

    def _get_route_stops(self):
        """One stop for each job, with the way from the one before."""
        stops = []
        previous = self.browse()
        for job in self:
            km = job._get_km_from(previous)
            stops.append(job._prepare_route_stop(previous, km))
            if job.place != "remote":
                previous = job
        return stops

    def _prepare_route_stop(self, previous, km):
        self.ensure_one()
        hours = travel_hours(km or 0.0)
        arrival = self._get_arrival(previous, km)
        return {
            "id": self.id,
            "name": self.display_name,
            "partner": self.partner_id.display_name,
            "address": self.site_address,
            "phone": self.site_phone,
            "url": self.place == "site" and self.navigation_url,
            "place": self.place,
            "state": self.state,
            "start": fields.Datetime.to_string(self.date_start),
            "end": fields.Datetime.to_string(self.date_end),
            "leave": fields.Datetime.to_string(
                self.date_start - timedelta(hours=hours)
            ),
            "arrival": fields.Datetime.to_string(arrival) if arrival else False,
            "is_late": self._is_reached_late(km, arrival),
            "late_reason": self.late_reason if self.is_late else False,
            "km": km,
        }

    # === DISTANCES === #

    def _get_km_from(self, previous):
        """Kilometres by car from the job before, or from the company.

        By the coordinates of both; else those that the customer is away. None when
        nobody knows.
        """
        self.ensure_one()
        start, end = previous._get_stop_partner(), self._get_stop_partner()
        if self.place == "remote" or start == end:
            return 0.0
        if previous and self.place != "site":
            return previous._get_km_from(self.browse())
        if start._has_coordinates() and end._has_coordinates():
            return road_km(start._get_coordinates(), end._get_coordinates())
        return self._get_distance_km() or None

    def _get_km_back(self):
        """Kilometres from the last job to the company."""
        last = self.filtered(lambda job: job.place != "remote")[-1:]
        return last._get_km_from(self.browse()) if last else 0.0

    def _get_stop_partner(self):
        """Address where the work is done; that of the company for its own workshop."""
        if self.place == "site":
            return self.site_id or self.partner_id
        return (self.company_id or self.env.company).partner_id

    def _get_route_url(self):
        """Map with the way through all stops; coordinates where they are known."""
        sites = self.filtered(lambda job: job.place == "site")
        places = [place for job in sites if (place := job._get_map_place())]
        if not places:
            return False
        query = {"api": 1, "travelmode": "driving", "destination": places[-1]}
        if places[:-1]:
            query["waypoints"] = "|".join(dict.fromkeys(places[:-1]))
        return f"{MAPS_URL}?{urlencode(query)}"

    def _get_map_place(self):
        """Coordinates or address of a stop, as a map finds it."""
        self.ensure_one()
        partner = self._get_stop_partner()
        if partner._has_coordinates():
            return "{},{}".format(*partner._get_coordinates())
        return self.site_address
