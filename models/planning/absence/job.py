# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...shared.asked import Asked
from ...shared.once import take_turns
from ..conflict_mixin import Moments

PLAN = {"date_start": "date_start", "date_stop": "date_end"}
MARKS = ("replan_start", "replan_person_id")
PLANNER = "service_management.group_planner"


class ServiceIntervention(models.Model):
    """The day of somebody who does not come: what it held is planned again."""

    _inherit = "service.intervention"

    time_promised = fields.Boolean(
        string="Time Promised",
        tracking=True,
        copy=False,
        help="The customer was told this time: it is not taken away together with "
        "others, such as when somebody is absent.",
    )
    replan_person_id = fields.Many2one(
        "hr.employee",
        string="Was Planned With",
        readonly=True,
        check_company=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Who was to do the job and is absent.",
    )
    replan_start = fields.Datetime(
        string="Was Planned For",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="When the job was to begin; empty once it is planned again.",
    )

    # === HOOKS === #

    def _on_changed(self, names):
        """A new time ends the search for one; a time taken away is promised no more."""
        super()._on_changed(names)
        if "date_start" not in names:
            return
        found = self.filtered(lambda job: job.date_start and job.replan_start)
        if found:
            found._by_server().write(dict.fromkeys(MARKS, False))
        void = self.filtered(lambda job: job.time_promised and not job.date_start)
        if void:
            void.time_promised = False

    @api.model
    def _service_gantt_following(self):
        return [*super()._service_gantt_following(), *MARKS]

    def _service_gantt_save(self, vals):
        """Undoing a new plan tells again whose the job was; only a planner's does."""
        vals = dict(vals)
        marks = {name: vals.pop(name) for name in MARKS if name in vals}
        super()._service_gantt_save(vals)
        if marks and self.env.user.has_group(PLANNER):
            self._by_server().write(marks)

    # === BUSINESS METHODS === #

    @api.model
    def service_mark_absent(self, employee_id):
        """Somebody does not come today: what is left of their day waits to be planned.

        The person is off for the whole day, in their own time zone. A job that only
        they have loses its time and remembers it; one with others stays with these.
        What has begun, is signed or done, and times that were promised to customers
        are left alone.

        :param int employee_id: who is absent
        :return: ``replan``, the ids of what waits now; ``shared`` and ``kept``, names
            of what goes on without them, and names with the reason of what is left
            alone; ``changes`` and ``operations`` as :meth:`service_take_back_absence`
            takes them
        """
        self._check_asked_inside("write")
        person = self._get_absent_person(employee_id)
        start, end = person._get_today_bounds()
        now = fields.Datetime.now()
        jobs = self._search_day_of(person, max(start, now), end)
        reasons = jobs._get_reasons_to_stay()
        moving = jobs.filtered(lambda job: job not in reasons)
        alone = moving.filtered(lambda job: job.employee_ids == person)
        before = {activity: activity.employee_id for activity in moving.activity_ids}
        changes = moving._prepare_absence_changes(person)
        marks = {job: job.date_start for job in alone}
        followed = moving._plan_again(changes)
        for job, moment in marks.items():
            job._by_server().write(
                {"replan_start": moment, "replan_person_id": person.id}
            )
        person._mark_absent()
        return {
            "person": person.name,
            "replan": alone.ids,
            "shared": (moving - alone).mapped("display_name"),
            "kept": [
                {"id": job.id, "name": job.display_name, "reason": reason}
                for job, reason in reasons.items()
            ],
            "changes": self._with_followed(changes, followed),
            "operations": [
                {"id": activity.id, "new": {"employee_id": old.id}}
                for activity, old in before.items()
                if activity.employee_id != old
            ],
        }

    @api.model
    def service_take_back_absence(self, employee_id, changes=(), operations=()):
        """Somebody comes today after all.

        :param changes: what :meth:`service_mark_absent` changed of jobs, and is put
            back; refused when somebody has planned them meanwhile
        :param operations: the same of their operations
        """
        self._check_asked_inside("write")
        person = self._get_absent_person(employee_id)
        person._end_absence()
        self._plan_again(
            {"id": change["id"], "old": change["new"], "new": change["old"]}
            for change in self._service_gantt_changes(changes)
        )
        activities = self.env["service.activity"]
        activities._plan_again(activities._service_gantt_changes(operations))
        return True

    @api.model
    def _get_absent_person(self, employee_id):
        if not self.env.user.has_group(PLANNER):
            raise AccessError(self.env._("Only planners can say who is absent."))
        # sudo: whoever plans with people may know who they are
        person = Asked(self.env).record("hr.employee", employee_id).sudo()
        if person.company_id not in self.env.companies:
            raise UserError(self.env._("Choose somebody of your company."))
        take_turns(person)
        return person

    @api.model
    def _search_day_of(self, person, start, end):
        """Open jobs of ``person`` that touch the time between two moments."""
        return self.search(
            Domain("is_open", "=", True)
            & Domain("employee_ids", "in", person.ids)
            & Domain("date_start", "<", end)
            & Domain("date_end", ">", start),
            order="date_start, id",
        )

    def _get_reasons_to_stay(self):
        """Why what is left alone keeps its person and time, by job."""
        readonly = self._service_gantt_readonly()
        reasons = {}
        for job in self:
            if job.id in readonly:
                reasons[job] = self.env._("It is signed.")
            elif job._has_begun():
                reasons[job] = self.env._("It has begun.")
            elif job.time_promised:
                reasons[job] = self.env._(
                    "This time was promised to %s: call them.",
                    job.partner_id.display_name,
                )
        return reasons

    def _has_begun(self):
        """Whether somebody has worked on it."""
        return self.state not in self._get_unbegun_states() or any(
            activity.state == "done" or activity.timer_start or activity.timer_hours
            for activity in self.activity_ids
        )

    def _prepare_absence_changes(self, person):
        changes = []
        for job in self:
            others = (job.employee_ids - person).ids
            times = {} if others else dict.fromkeys(PLAN.values(), False)
            new = {"employee_ids": others, **times}
            old = {name: job._service_gantt_column(name)[0] for name in new}
            changes.append({"id": job.id, "old": old, "new": new})
        return changes

    @api.model
    def _with_followed(self, changes, followed):
        """``changes`` with what came along, such as another state."""
        more = {change["id"]: change for change in followed}
        return [
            {
                "id": change["id"],
                **{
                    name: change[name] | more.get(change["id"], {}).get(name, {})
                    for name in ("old", "new")
                },
            }
            for change in changes
        ]

    # === BACKLOG === #

    def _get_replan_facts(self, moments):
        """Whom and when the job was planned with, for its card."""
        if not self.replan_start:
            return []
        # sudo: who was to do the work is no secret to whoever plans it
        name = self.replan_person_id.sudo().name
        text = ", ".join(filter(None, (name, moments[self.replan_start])))
        return [
            {
                "icon": "fa-user-times text-danger",
                "title": self.env._("To replan: whose it was, and when"),
                "text": self.env._("To replan: %s", text),
            }
        ]

    def _service_gantt_cards(self, plan):
        moments = Moments(self.env)
        return [
            {**card, "facts": [*job._get_replan_facts(moments), *card["facts"]]}
            for card, job in zip(super()._service_gantt_cards(plan), self, strict=True)
        ]


class ServiceConflictMixin(models.AbstractModel):
    _inherit = "service.conflict.mixin"

    @api.model
    def _plan_again(self, changes):
        """Write ``changes`` as the plan does, whatever speaks against them.

        :return: what came along
        """
        changes = list(changes)
        if not changes:
            return []
        return self.service_gantt_write(changes, PLAN, confirmed=True)["followed"]

    @api.model
    def _service_gantt_rows(self, levels, paths, domain):
        """Whose row it is may be absent today, for those who may say so."""
        rows = super()._service_gantt_rows(levels, paths, domain)
        if not self.env.user.has_group(PLANNER):
            return rows
        people = {
            row["key"]: int(row["resource"].partition(",")[2])
            for row in rows
            if (row["resource"] or "").startswith("hr.employee,")
        }
        absent = self.env["hr.employee"].browse(people.values())._filter_absent().ids
        return [row | {"absent": people.get(row["key"]) in absent} for row in rows]
