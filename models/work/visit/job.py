# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from odoo import Command, api, fields, models

from ....tools.local_time import local_day

DEADLINE = timedelta(days=7)


class Job(NamedTuple):
    """What visits of one journey have in common; ``line`` sets a job apart."""

    contract: models.Model
    site: models.Model
    day: date
    line: models.Model


class ServiceContractLine(models.Model):
    """How planned visits become jobs."""

    _inherit = "service.contract.line"

    @api.model
    def _group_visits(self, visits):
        """Return the jobs of ``visits``, each with its lines and their equipment.

        A job has one protocol for each equipment, and one for the customer at large:
        a second one makes a job of its own.

        :rtype: dict[Job, list[tuple]]
        """
        jobs = defaultdict(list)
        protocols = {}
        lines = self.browse(line.id for line, _planned, _day in visits)
        targets = lines._get_visited_equipment()
        for line, _due, day in visits:
            contract = line.contract_id
            apart = line if contract.visit_grouping == "line" else self.browse()
            for equipment in targets[line]:
                job = Job(contract, equipment.site_id or line.partner_id, day, apart)
                protocol = line._get_visit_protocol(equipment)
                if protocols.setdefault((job, equipment), protocol) != protocol:
                    job = job._replace(line=line)
                if (line, equipment) not in jobs[job]:
                    jobs[job].append((line, equipment))
        return jobs

    def _get_visited_equipment(self):
        """Equipment that each line visits; an empty one for the customer at large.

        A line for a category visits all that the customer has of it on this day, one
        that is paid by the use of several machines visits these.
        """
        nothing = self.env["service.equipment"]
        promised = self.env["service.promise"]._read_equipment(
            self.filtered(lambda line: line._visits_several())
        )
        in_service = nothing.search(
            [
                ("id", "in", list(chain.from_iterable(promised.values()))),
                ("state", "=", "in_service"),
            ]
        )
        return {
            line: (
                in_service & nothing.browse(promised.get(line.id, ()))
                if line._visits_several()
                else line.equipment_id or [nothing]
            )
            for line in self
        }

    def _visits_several(self):
        self.ensure_one()
        return bool(self.category_id or (self.is_metered and not self.equipment_id))

    def _get_visit_protocol(self, equipment):
        return self.protocol_id or equipment.product_id.service_protocol_id

    @api.model
    def _prepare_visit_vals(self, job, promises):
        """Values of the planned intervention for lines and their equipment."""
        contract = job.contract
        start = contract._get_visit_start(job.site, job.day)
        lines = self.browse(line.id for line, _equipment in promises)
        general = lines.filtered(
            lambda line: not (line.equipment_id or line.category_id)
        )
        first_lines = {equipment: line for line, equipment in reversed(promises)}
        return {
            "company_id": contract.company_id.id,
            "partner_id": contract.partner_id.id,
            "site_id": job.site.id,
            "contract_id": contract.id,
            "contract_line_ids": [Command.set(lines.ids)],
            "origin": "planned",
            "title": contract.contract_type_id.name,
            "request_date": start,
            "deadline": contract._get_visit_start(job.site, job.day + DEADLINE),
            "protocol_id": general.protocol_id[:1].id,
            "user_id": contract.user_id.id,
            "item_ids": [
                Command.create(
                    {
                        "equipment_id": equipment.id,
                        "protocol_id": line._get_visit_protocol(equipment).id,
                        "contract_line_id": line.id,
                    }
                )
                for equipment, line in reversed(first_lines.items())
                if equipment
            ],
        }


class ServiceIntervention(models.Model):
    """The planned visit that a job is."""

    _inherit = "service.intervention"

    contract_line_ids = fields.Many2many(
        "service.contract.line",
        "service_contract_line_visit_rel",
        "intervention_id",
        "line_id",
        string="Visit For",
        readonly=True,
        copy=False,
        help="Contract lines that this planned visit is for.",
    )

    def _get_visit_day(self):
        """Day on which the visit was made; of the plan when it was given up."""
        self.ensure_one()
        if self.state == "done":
            return self._get_service_date()
        return local_day(self.request_date, self._get_zone())
