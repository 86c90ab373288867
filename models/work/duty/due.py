# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, datetime, time
from typing import NamedTuple

from odoo import Command, api, fields, models
from odoo.fields import Domain

from ....tools.local_time import to_utc

MORNING, EVENING = time(9), time(18)


class DutyJob(NamedTuple):
    """What the duties of one journey have in common; ``month`` is its first day."""

    company: models.Model
    customer: models.Model
    site: models.Model
    month: date


class ServiceDuty(models.Model):
    """Duties that are due become jobs, those of a site and month one.

    A visit of a contract in that month is that job. A duty whose job is open is never
    made again.
    """

    _inherit = "service.duty"

    intervention_id = fields.Many2one(
        "service.intervention",
        string="Job",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The job that it was last planned with.",
    )

    # === ACTION METHODS === #

    def action_view_intervention(self):
        """The job that this duty is planned with."""
        self._check_asked_one()
        return self.intervention_id.get_formview_action()

    # === BUSINESS METHODS === #

    @api.model
    def _get_to_plan_domain(self, date_to):
        """Duties until ``date_to``, included, that no open job is for."""
        open_states = self.env["service.intervention"]._get_open_states()
        return (
            Domain("state", "=", "active")
            & Domain("next_date", "<=", date_to)
            & Domain("partner_id", "!=", False)
            & Domain("intervention_id", "not any", Domain("state", "in", open_states))
        )

    def _make_jobs(self, date_to):
        """Make the jobs of those of these duties that are to be planned.

        :param date_to: last day, also of the visits of contracts
        :return: the jobs, new ones and visits that go on with these duties
        """
        duties = self.try_lock_for_update(allow_referencing=True)
        duties = duties.filtered_domain(self._get_to_plan_domain(date_to))
        if not duties:
            return self.env["service.intervention"]
        duties._make_visits(date_to)
        groups = duties.grouped(lambda duty: duty._get_job_key())
        jobs = duties._find_jobs()
        missing = [key for key in groups if key not in jobs]
        created = self.env["service.intervention"]._create_by_server(
            [groups[key]._prepare_job_vals(key) for key in missing]
        )
        jobs |= dict(zip(missing, created, strict=True))
        for key, group in groups.items():
            # sudo: whoever makes jobs plans the duties
            group.sudo()._by_server().intervention_id = jobs[key]
        return duties._put_on_jobs()

    def _put_on_jobs(self):
        """Let their jobs have their machines and operations."""
        jobs = self.intervention_id
        present = {(item.intervention_id, item.equipment_id) for item in jobs.item_ids}
        wanted = dict.fromkeys(
            (duty.intervention_id, duty.equipment_id) for duty in self
        )
        self.env["service.intervention.item"].create(
            [
                {
                    "intervention_id": job.id,
                    "equipment_id": machine.id,
                    "protocol_id": False,
                }
                for job, machine in wanted
                if (job, machine) not in present
            ]
        )
        jobs._apply_protocols()
        return jobs

    def _make_visits(self, date_to):
        """Create the visits of contracts that are due at the customers of these."""
        lines = self.env["service.contract.line"]
        customers = self.partner_id.commercial_partner_id
        for company in self.company_id:
            lines.with_company(company)._generate_visits(
                date_to,
                Domain("company_id", "=", company.id)
                & Domain("partner_id", "child_of", customers.ids),
            )

    def _get_job_key(self):
        """What it shares a job with; what is overdue is made this month."""
        self.ensure_one()
        day = max(self.next_date, self._get_company_today())
        return DutyJob(
            self.company_id,
            self.partner_id.commercial_partner_id,
            self.site_id or self.partner_id,
            day.replace(day=1),
        )

    def _find_jobs(self):
        """Visits and other checks at these sites that nobody has begun, by key."""
        jobs = self.env["service.intervention"].search(
            Domain("company_id", "in", self.company_id.ids)
            & Domain(
                "partner_id", "child_of", self.partner_id.commercial_partner_id.ids
            )
            & Domain(
                "state", "in", self.env["service.intervention"]._get_unbegun_states()
            )
            & Domain("origin", "=", "planned")
            & (
                Domain("contract_line_ids", "!=", False)
                | Domain("duty_ids", "!=", False)
            ),
            order="id desc",
        )
        return {
            DutyJob(
                job.company_id,
                job.partner_id.commercial_partner_id,
                job.site_id or job.partner_id,
                job._get_plan_day().replace(day=1),
            ): job
            for job in jobs
        }

    def _prepare_job_vals(self, key):
        """Values of the job of these duties."""
        zone = key.site._get_service_zone(key.company)
        first = max(key.month, key.company._get_service_today())
        latest = min(filter(None, self.mapped("latest_date")))
        kinds = self.type_id
        return {
            "company_id": key.company.id,
            "partner_id": self[0].partner_id.id,
            "site_id": key.site.id,
            "origin": "planned",
            "title": ", ".join(kinds.sorted().mapped("name"))[:200],
            "request_date": to_utc(datetime.combine(first, MORNING), zone),
            "deadline": to_utc(datetime.combine(latest, EVENING), zone),
            "item_ids": [
                Command.create({"equipment_id": machine.id, "protocol_id": False})
                for machine in self.equipment_id
            ],
        }
