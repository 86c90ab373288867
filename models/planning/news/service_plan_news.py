# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain

from ...shared.guarded import work_in_batches
from ...shared.moment_words import MomentWords
from .job import NOT_PLANNED

_logger = logging.getLogger(__name__)

QUIET = timedelta(minutes=2)  # without another change, before people are told
LONGEST = timedelta(minutes=15)  # that they wait while somebody goes on planning
CRON = "service_management.ir_cron_plan_news"


class ServicePlanNews(models.Model):
    """What a person is to be told of a job: how it was when it was first changed.

    What changes in a few minutes is told at once and as a whole: what was taken back
    meanwhile is no news.
    """

    _name = "service.plan.news"
    _description = "Changed Plan"
    _order = "id"
    _rec_name = "intervention_id"

    intervention_id = fields.Many2one(
        "service.intervention",
        string="Job",
        required=True,
        ondelete="cascade",
        index=True,
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Person", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="intervention_id.company_id", store=True, index=True
    )
    was_start = fields.Datetime(help="Empty: it was not planned for this person.")
    was_end = fields.Datetime()
    planner_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    noted_on = fields.Datetime(required=True)
    changed_on = fields.Datetime(required=True)

    _once = models.UniqueIndex("(intervention_id, employee_id)")

    # === NOTING === #

    @api.model
    def _note(self, changed):
        """Remember what has changed, for the people who want to know.

        :param changed: start and end as they were, or None, by the ids of the job and
            the person
        """
        told = self._get_people_to_tell(changed)
        wanted = {key: span for key, span in changed.items() if key in told}
        if not wanted:
            return
        now = fields.Datetime.now()
        last = {"planner_id": self.env.uid, "changed_on": now}
        known = self._search_noted(wanted)
        known.write(last)
        noted = {(one.intervention_id.id, one.employee_id.id) for one in known}
        self.create(
            [
                {
                    "intervention_id": job,
                    "employee_id": person,
                    "was_start": span and span[0],
                    "was_end": span and span[1],
                    "noted_on": now,
                    **last,
                }
                for (job, person), span in wanted.items()
                if (job, person) not in noted
            ]
        )
        self.env.ref(CRON)._trigger(now + QUIET)

    @api.model
    def _get_people_to_tell(self, keys):
        """Those of the pairs of job and person whose person is to be told.

        Nobody is told of what they do themselves.
        """
        jobs = self.env["service.intervention"].browse({job for job, _one in keys})
        people = self.env["hr.employee"].browse({one for _job, one in keys})
        companies = {job.id: job.company_id for job in jobs}
        users = {one.id: one.user_id for one in people if one.user_id.active}
        return {
            (job, person)
            for job, person in keys
            if person in users
            and users[person] != self.env.user
            and users[person]._wants_plan_news(companies[job])
        }

    @api.model
    def _search_noted(self, keys):
        found = self.search(
            Domain("intervention_id", "in", [job for job, _one in keys])
            & Domain("employee_id", "in", [person for _job, person in keys])
        )
        return found.filtered(
            lambda one: (one.intervention_id.id, one.employee_id.id) in keys
        )

    # === TELLING === #

    @api.model
    def _cron_tell(self):
        """Tell each person in one message what has changed, once it is quiet."""
        now = fields.Datetime.now()
        ripe = [
            person.id
            for person, last, first in self._read_group(
                [], ["employee_id"], ["changed_on:max", "noted_on:min"]
            )
            if last <= now - QUIET or first <= now - LONGEST
        ]
        work_in_batches(
            self.env["hr.employee"].browse(ripe),
            lambda people: self.search([("employee_id", "in", people.ids)])._tell(),
            lambda person, error: _logger.warning(
                "%s could not be told of changes of the plan: %s", person, error
            ),
        )

    def _tell(self):
        """Send what is news to each person, and forget it."""
        for person, news in self.grouped("employee_id").items():
            news.with_context(lang=person.user_id.lang)._tell_person(person.user_id)
        self.unlink()

    def _tell_person(self, user):
        words = MomentWords(self.env, user.tz)
        lines = [
            (news, text) for news in self if (text := news._describe_change(words))
        ]
        if not lines or not user.active:
            return
        last = self.sorted("changed_on")[-1]
        jobs = self.browse([news.id for news, _text in lines]).intervention_id
        is_one = len(lines) == 1 and lines[0][0]._get_span()
        thread = jobs if is_one else self.env["mail.thread"]
        subject = self._get_subject(lines)
        # whoever has Odoo open sees it at once, also who reads messages by e-mail
        user._bus_send("simple_notification", {"type": "info", "message": subject})
        thread.message_notify(
            partner_ids=user.partner_id.ids,
            author_id=last.planner_id.partner_id.id,
            subject=subject,
            body=Markup("<ul>%s</ul>")
            % Markup("").join(news._get_line(text) for news, text in lines),
        )

    @api.model
    def _get_subject(self, lines):
        if len(lines) == 1:
            news, text = lines[0]
            return f"{text}: {news.intervention_id.display_name}"
        return self.env._("Your plan has changed: %s jobs", len(lines))

    def _get_line(self, text):
        job = self.intervention_id
        return Markup('<li>%s: <a href="/odoo/interventions/%s">%s</a> · %s</li>') % (
            text,
            job.id,
            job.display_name,
            job.partner_id.display_name,
        )

    def _get_span(self):
        """Start and end as they are for the person now, or None."""
        job = self.intervention_id
        is_planned = job.active and job.state not in NOT_PLANNED and job.date_start
        if not is_planned or self.employee_id not in job.employee_ids:
            return None
        return job.date_start, job.date_end

    def _describe_change(self, words):
        """What is different from how it was, in words; False when nothing is."""
        self.ensure_one()
        say = words.at(self.intervention_id._get_zone())
        was = (self.was_start, self.was_end) if self.was_start else None
        span = self._get_span()
        if was == span or self.intervention_id.state == "done":
            return False
        if not was:
            return self.env._("Planned for you %s", say(span[0]))
        if not span:
            if self.intervention_id.state == "cancelled":
                return self.env._("Cancelled, was %s", say(was[0]))
            return self.env._("Taken away from you, was %s", say(was[0]))
        if was[0] != span[0]:
            return self.env._(
                "Moved from %(was)s to %(start)s", was=say(was[0]), start=say(span[0])
            )
        return self.env._(
            "%(start)s, now until %(end)s", start=say(span[0]), end=say(span[1])
        )
