# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta
from itertools import pairwise

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ....tools.distance import travel_hours
from ....tools.local_time import ONE_DAY, local_day


class ServiceIntervention(models.Model):
    """When people come from one job to the next, and where that is too late."""

    _inherit = "service.intervention"

    def _get_arrival(self, previous, km):
        """When whoever does ``previous`` before comes to this job.

        :param km: kilometres between the two, None when nobody knows
        :return: a moment, None when nothing is done before
        """
        if not previous:
            return None
        end = previous.date_end
        if previous.state == "in_progress":
            end = max(end, fields.Datetime.now())
        return end + timedelta(hours=travel_hours(km or 0.0))

    def _is_reached_late(self, km, arrival):
        """Whether the way of ``km``, and not only the work before, takes too long."""
        self.ensure_one()
        is_waiting = self.state in self._get_unbegun_states()
        return bool(is_waiting and arrival and km and arrival > self.date_start)

    @api.model
    def _find_late_arrivals(self, now, people=None):
        """When people come to jobs that they cannot reach in time, by the job's id.

        :param people: only their jobs; those of everybody unless given
        """
        pairs = self._find_successive_jobs(now, people)
        if not pairs:
            return {}
        # sudo: what a person does before is no secret to whoever sees the job
        jobs = self.sudo().browse({job_id for pair in pairs for job_id in pair})
        jobs.fetch(["date_start", "date_end", "site_id", "partner_id", "place"])
        zones = {company: company._get_service_zone() for company in jobs.company_id}
        found = {}
        for before, after in pairs:
            previous, job = jobs.browse(before), jobs.browse(after)
            zone = zones[job.company_id]
            if local_day(previous.date_start, zone) != local_day(job.date_start, zone):
                continue
            km = job._get_km_from(previous)
            arrival = job._get_arrival(previous, km)
            if job._is_reached_late(km, arrival):
                found[after] = max(arrival, found.get(after, arrival))
        return found

    @api.model
    def _find_successive_jobs(self, now, people):
        """Pairs of ids: a job to come, and the one that a person of it does before.

        Without those of which nobody knows how far they are.
        """
        domain = (
            Domain("is_open", "=", True)
            & Domain("place", "!=", "remote")
            & Domain("date_start", ">", now - ONE_DAY)
            & Domain("date_end", "!=", False)
        )
        if people is not None:
            domain &= Domain("employee_ids", "in", people.ids)
        query = self.sudo()._search(domain)  # sudo: as above
        person = self._join_people(query)
        job, start = (
            SQL.identifier(self._table, name) for name in ("id", "date_start")
        )
        query.order = SQL("%s, %s, %s", person, start, job)
        rows = self.env.execute_query(
            query.select(person, job, start, self._join_place_known(query))
        )
        return [
            (before, after)
            for (one, before, _start, here), (other, after, begin, there) in pairwise(
                rows
            )
            if one == other and begin >= now and (here or there)
        ]

    @api.model
    def _join_people(self, query):
        """A row of ``query`` for each person of a job, and the column of the person."""
        field = self._fields["employee_ids"]
        query.add_join(
            "JOIN",
            field.relation,
            None,
            SQL(
                "%s = %s",
                SQL.identifier(field.relation, field.column1),
                SQL.identifier(self._table, "id"),
            ),
        )
        return SQL.identifier(field.relation, field.column2)

    @api.model
    def _join_place_known(self, query):
        """Whether coordinates or kilometres are known of a job of ``query``."""
        table = self._table
        for alias, owner, column in (
            ("site", table, "site_id"),
            ("customer", table, "partner_id"),
            ("main", "customer", "commercial_partner_id"),
        ):
            query.add_join(
                "LEFT JOIN",
                alias,
                "res_partner",
                SQL(
                    "%s = %s",
                    SQL.identifier(alias, "id"),
                    SQL.identifier(owner, column),
                ),
            )
        return SQL(
            "site.partner_latitude <> 0 OR site.partner_longitude <> 0 OR "
            "GREATEST(site.service_distance_km, customer.service_distance_km, "
            "main.service_distance_km) > 0"
        )
