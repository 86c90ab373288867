# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...shared.moment_words import MomentWords

FAR = datetime.max


class ServiceIntervention(models.Model):
    """Whether a job is late or about to be, and why: one answer for every screen."""

    _inherit = "service.intervention"

    is_late = fields.Boolean(
        string="Late", compute="_compute_lateness", search="_search_is_late"
    )
    is_soon = fields.Boolean(
        string="Due Soon",
        compute="_compute_lateness",
        search="_search_is_soon",
        help="Due today or tomorrow.",
    )
    late_reason = fields.Char(
        string="Why", compute="_compute_lateness", help="Why the job is late, or due."
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "state",
        "deadline",
        "date_start",
        "date_end",
        "employee_ids",
        "response_deadline",
        "responded_on",
    )
    @api.depends_context("lang", "tz")
    def _compute_lateness(self):
        self.update({"is_late": False, "is_soon": False, "late_reason": False})
        words = MomentWords(self.env, self.env.context.get("tz"))
        late, arrivals = self._find_late()
        for code, jobs in late.items():
            for job in jobs:
                say = words.at(job._get_zone())
                job.is_late = True
                job.late_reason = job._explain_late(code, say, arrivals.get(job.id))
        left = self.filtered(lambda job: job.is_open and not job.is_late)
        for job in left.filtered_domain(self._get_soon_domain()):
            job.is_soon = True
            job.late_reason = job._explain_soon(words.at(job._get_zone()))

    def _find_late(self):
        """Those of these jobs that are late, by the rule that says so first.

        :return: jobs by the code of the rule, and when people come to those that they
            cannot reach in time
        """
        now = fields.Datetime.now()
        unbegun = self._get_unbegun_states()
        coming = self.filtered(
            lambda job: (
                job.state in unbegun and job.date_start and job.date_start >= now
            )
        )
        arrivals = self._find_late_arrivals(now, coming.employee_ids) if coming else {}
        late, left = {}, self.filtered("is_open")
        for code, domain in self._get_late_rules(now, arrivals).items():
            late[code] = left.filtered_domain(domain)
            left -= late[code]
        return late, arrivals

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        rules = self._get_late_rules(now, self._find_late_arrivals(now))
        return Domain("is_open", "=", True) & Domain.OR(rules.values())

    def _search_is_soon(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = self.sudo()._search([("is_late", "=", True)])  # sudo: narrows only
        return (
            Domain("is_open", "=", True)
            & self._get_soon_domain()
            & Domain("id", "not in", late)
        )

    # === RULES === #

    @api.model
    def _get_late_rules(self, now, arrivals):
        """Why an open job is late: domains by a code, the one to tell about first.

        :param arrivals: when people come to jobs that they cannot reach in time
        """
        return {
            "due": Domain("deadline", "<", now),
            "response": Domain("is_response_late", "=", True),
            "start": Domain("state", "in", self._get_unbegun_states())
            & Domain("left_on", "=", False)
            & Domain("date_start", "<", now),
            "end": Domain("deadline", "=", False) & Domain("date_end", "<", now),
            "plan": Domain.custom(
                to_sql=self._sql_ends_after_deadline,
                predicate=type(self)._ends_after_deadline,
            ),
            "way": Domain("id", "in", list(arrivals)),
        }

    def _ends_after_deadline(self):
        return bool(self.date_end and self.deadline and self.date_end > self.deadline)

    @api.model
    def _sql_ends_after_deadline(self, model, alias, query):
        return SQL(
            "%s > %s",
            model._field_to_sql(alias, "date_end", query),
            model._field_to_sql(alias, "deadline", query),
        )

    @api.model
    def _get_soon_domain(self):
        """What is due before the day after tomorrow, by the clock of its company."""
        waits = Domain("state", "=", "new") & Domain("responded_on", "=", False)

        def make(company):
            end = company._get_service_day_start(2)
            respond = waits & Domain("response_deadline", "<", end)
            return Domain("deadline", "<", end) | respond

        return self.env["res.company"]._get_domain_by_clock(make)

    # === WORDS === #

    def _explain_late(self, code, say, arrival):
        """Why the job is late, in words.

        :param code: of the rule that says so
        :param say: gives a moment its name where the job is done
        :param arrival: when somebody comes, for the rule ``way``
        """
        self.ensure_one()
        if code == "response":
            return self.env._(
                "Nobody has responded, due %s", say(self.response_deadline)
            )
        if code == "start":
            return self.env._("Should have begun %s", say(self.date_start))
        if code == "end":
            return self.env._("Should have been finished %s", say(self.date_end))
        if code == "way":
            return self.env._(
                "Planned %(start)s, arrival not before %(arrival)s",
                start=say(self.date_start),
                arrival=say(arrival),
            )
        return self._explain_due(say)

    def _explain_soon(self, say):
        self.ensure_one()
        if self.deadline and self.deadline < (self.response_deadline or FAR):
            return self._explain_due(say)
        return self.env._("Respond by %s", say(self.response_deadline))

    def _explain_due(self, say):
        """Until when the job is to be done, and for when it is planned."""
        due, start = say(self.deadline), self.date_start
        if self.state not in self._get_unbegun_states():
            return self.env._("Due %s", due)
        if not start:
            return self.env._("Due %s, not planned", due)
        if start < self.deadline < self.date_end:
            return self.env._(
                "Due %(due)s, planned until %(end)s", due=due, end=say(self.date_end)
            )
        return self.env._("Due %(due)s, planned %(start)s", due=due, start=say(start))
