# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import get_lang

from ...tools.local_time import ONE_DAY, day_bounds, day_start, to_local


class ServiceWeekPlanPrint(models.TransientModel):
    """Chooses a week and people, and gives their plan as PDF or XLSX."""

    _name = "service.week.plan.print"
    _description = "Print the Week"
    _inherit = ["hr.mixin", "service.xlsx.mixin"]

    date = fields.Date(
        string="Week Of", required=True, default=lambda self: self._get_company_today()
    )
    week_start = fields.Date(string="From", compute="_compute_week")
    week_end = fields.Date(string="To", compute="_compute_week")
    employee_ids = fields.Many2many(
        "hr.employee",
        string="People",
        default=lambda self: self._default_employees(),
        help="Empty: everybody who has a job in this week.",
    )

    @api.model
    def _default_employees(self):
        """Planners print for all, everybody else for themselves."""
        if self.env.user.has_group("service_management.group_planner"):
            return []
        return [Command.set(self.env.user.employee_id.ids)]

    @api.model
    def default_get(self, fields):
        """The week of the job from which printing was asked for."""
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "service.intervention":
            job = self.env["service.intervention"].browse(
                self.env.context.get("active_id")
            )
            if job.date_start:
                values["date"] = self._get_local(job.date_start).date()
        return values

    # === COMPUTE METHODS === #

    @api.depends("date")
    def _compute_week(self):
        first = int(get_lang(self.env).week_start) - 1  # Monday is 0
        for wizard in self:
            day = wizard.date
            start = day and day - timedelta(days=(day.weekday() - first) % 7)
            wizard.week_start = start
            wizard.week_end = start and start + 6 * ONE_DAY

    # === ACTION METHODS === #

    def action_pdf(self):
        self._check_asked_one()
        self._get_jobs()
        report = self.env.ref("service_management.report_week_plan")
        return report.report_action(self, config=False)

    # === CONTENT === #

    def _get_jobs(self):
        """Jobs of the week, oldest first.

        :raises UserError: when there is none
        """
        self.ensure_one()
        domain = (
            Domain("state", "!=", "cancelled")
            & Domain("date_start", "<", self._get_start(self.week_end + ONE_DAY))
            & Domain("date_end", ">", self._get_start(self.week_start))
            & (
                Domain("employee_ids", "in", self.employee_ids.ids)
                if self.employee_ids
                else Domain("employee_ids", "!=", False)
            )
        )
        jobs = self.env["service.intervention"].search(domain, order="date_start, id")
        if not jobs:
            raise UserError(self.env._("These people have no job in this week."))
        return jobs

    def _get_plans(self):
        """Person and jobs of each day of the week, of everybody who has any.

        :rtype: list[tuple]
        """
        jobs = self._get_jobs()
        # sudo: the names of those who work on jobs that the user sees
        people = self.employee_ids.sudo() or jobs.sudo().employee_ids
        days = [self.week_start + number * ONE_DAY for number in range(7)]
        plans = []
        for person in people.sorted("name"):
            own = jobs.filtered(lambda job, person=person: person in job.employee_ids)
            if own:
                plans.append((person, [(day, self._on_day(own, day)) for day in days]))
        return plans

    def _on_day(self, jobs, day):
        """Those of ``jobs`` that take some time of this day."""
        start, end = day_bounds(day, self.env.tz)
        return jobs.filtered(lambda job: job.date_start < end and job.date_end > start)

    def _get_hours(self, job, day):
        """Start and end on this day as text; a job of several days goes on."""
        start, end = self._get_local(job.date_start), self._get_local(job.date_end)
        return (
            f"{start:%H:%M}" if start.date() == day else "…",
            f"{end:%H:%M}" if end.date() == day else "…",
        )

    def _get_work(self, job):
        """What is to do: the subject and what stands there."""
        equipment = job.item_ids.equipment_id.mapped("display_name")
        return " · ".join(filter(None, (job.title, ", ".join(equipment))))

    def _get_local(self, moment):
        """What the user's clock shows at ``moment``."""
        return to_local(moment, self.env.tz)

    def _get_start(self, day):
        """Moment when ``day`` begins for the user."""
        return day_start(day, self.env.tz)

    # === XLSX === #

    def _get_xlsx_name(self):
        return f"week-plan-{self.week_start}"

    def _fill_xlsx(self, book):
        book.add_sheet(
            self.env._("Week Plan"), self._get_columns(), self._iter_xlsx_rows()
        )

    def _iter_xlsx_rows(self):
        """Person, day and job of each line."""
        for person, days in self._get_plans():
            for day, jobs in days:
                for job in jobs:
                    yield person, day, job

    def _get_columns(self):
        """Title, width, kind and value of each column."""

        def of_job(get):
            return lambda row: get(row[2])

        def hour(index):
            return lambda row: self._get_hours(row[2], row[1])[index]

        return [
            (self.env._("Person"), 24, "text", lambda row: row[0].name),
            (self.env._("Date"), 12, "date", lambda row: row[1]),
            (self.env._("Start"), 8, "text", hour(0)),
            (self.env._("End"), 8, "text", hour(1)),
            (self.env._("Job"), 16, "text", of_job(lambda job: job.name)),
            (
                self.env._("Customer"),
                28,
                "text",
                of_job(lambda job: job.partner_id.display_name),
            ),
            (self.env._("Address"), 36, "text", of_job(lambda job: job.site_address)),
            (self.env._("Phone"), 18, "text", of_job(lambda job: job.site_phone)),
            (self.env._("Work"), 48, "text", of_job(self._get_work)),
        ]
