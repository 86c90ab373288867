# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ...tools.local_time import iter_days, local_day

SOON = timedelta(days=30)  # so long before its end a certificate is warned of


class ServiceIntervention(models.Model):
    """Whose certificate ends soon is warned of, whose has ended is not planned."""

    _inherit = "service.intervention"

    # === CONSTRAINT METHODS === #

    @api.constrains("date_start", "employee_ids")
    def _check_certificates(self):
        unbegun = self._get_unbegun_states()
        jobs = self.filtered(lambda job: job.date_start and job.state in unbegun)
        operations = jobs._get_skilled_operations()
        for _job, kind, text in jobs._find_certificates(operations):
            if kind == "ended":
                raise ValidationError(text)

    # === CONFLICTS === #

    def _find_skill_conflicts(self, operations):
        yield from super()._find_skill_conflicts(operations)
        for job_id, _kind, text in self._find_certificates(operations):
            yield job_id, "skill", text

    def _find_certificates(self, operations):
        """Yield each job that needs a certificate, ``ended`` or ``soon``, and a text.

        One valid certificate is enough, as one able person is.

        :param operations: those of the jobs that not everybody is able to do
        """
        operations = [
            (one, people)
            for one in operations
            if one.intervention_id.is_open
            and (people := one.employee_id or one.intervention_id.employee_ids)
        ]
        if not operations:
            return
        everybody = self.env["hr.employee"].union(*(who for _one, who in operations))
        # sudo: skills are no secret to whoever plans with them
        certified = everybody._origin.sudo()._get_certified()
        for operation, people in operations:
            day = operation._get_certified_day()
            for skill in day and operation.activity_type_id.required_skill_ids:
                able = people._origin.sudo().filtered(
                    lambda one, skill=skill: skill in one.service_skill_ids
                )
                found = able and self._judge_certificates(certified, able, skill, day)
                if found:
                    yield operation.intervention_id.id, *found

    def _judge_certificates(self, certified, people, skill, day):
        """Kind and text of what is wrong with the certificates of who has a skill."""
        valid = [one for one in people if certified.holds(one.id, skill.id, day)]
        if not valid:
            return "ended", self.env._(
                "%(people)s: no certificate “%(skill)s” is valid on %(day)s. Choose "
                "another day or somebody else, or enter the new certificate.",
                people=", ".join(people.mapped("name")),
                skill=skill.name,
                day=format_date(self.env, day),
            )
        ends = [certified.get_end(one.id, skill.id, day) for one in valid]
        if None in ends or max(ends) > day + SOON:
            return None
        return "soon", self.env._(
            "%(people)s: certificate “%(skill)s” ends on %(day)s.",
            people=", ".join(one.name for one in valid),
            skill=skill.name,
            day=format_date(self.env, max(ends)),
        )

    # === FREE TIMES OF ONE JOB === #

    def _without_uncertified(self, hours, people, start, end):
        """``hours`` without the days on which ``people`` lack a certificate.

        :param PlanningHours hours: when they work between the two moments
        """
        needed = self._get_planning_skills()
        certified = people.sudo()._get_certified()  # sudo: as above
        zone = self._get_zone()
        days = list(iter_days(start, end, zone)) if needed else []
        for person in people:
            lacking = [
                bounds
                for day, bounds in days
                if any(
                    not certified.holds(person.id, skill.id, day) for skill in needed
                )
            ]
            if lacking:
                hours.off[person.id] = sorted([*hours.off[person.id], *lacking])
        return hours


class ServiceActivity(models.Model):
    _inherit = "service.activity"

    @api.constrains("activity_type_id", "date_start", "employee_id")
    def _check_certificates(self):
        skilled = self.filtered("activity_type_id.required_skill_ids")
        skilled.intervention_id._check_certificates()

    def _get_certified_day(self):
        """Day on which a certificate has to be valid, or None while it has no date."""
        self.ensure_one()
        job = self.intervention_id
        start = self.date_start or job.date_start
        return start and local_day(start, job._get_zone())
