# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceActivity(models.Model):
    """The timesheet of an operation: one line, which follows what is recorded."""

    _inherit = "service.activity"

    timesheet_ids = fields.One2many("account.analytic.line", "service_activity_id")

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._sync_timesheets()
        return activities

    def _on_changed(self, names):
        super()._on_changed(names)
        if self._get_timesheet_sources() & names:
            self._sync_timesheets()

    # === BUSINESS METHODS === #

    @api.model
    def _get_timesheet_sources(self):
        """Fields that a change of must reach the timesheet."""
        return {"state", "hours", "employee_id", "date_start", "name"}

    def _sync_timesheets(self):
        """Keep one timesheet line for each done activity with a person and hours."""
        # sudo: hours of several people are recorded by whoever fills in the report
        activities = self.sudo()
        wanted = activities.filtered(lambda activity: activity._has_timesheet())
        (activities - wanted).timesheet_ids.unlink()
        for company_activities in wanted.grouped("company_id").values():
            vals_list = [
                {**vals, "service_activity_id": activity.id}
                for activity in company_activities
                if (vals := activity._update_timesheet())
            ]
            company_activities._get_timesheets().create(vals_list)

    def _update_timesheet(self):
        """Write what has changed on the timesheet of this operation.

        Odoo gives an existing line to nobody who is archived: such a line is replaced.

        :return: values of the line to create, if there is none
        :rtype: dict
        """
        self.ensure_one()
        vals, line = self._prepare_timesheet_vals(), self.timesheet_ids
        if not line:
            return vals
        changed = {
            name: value
            for name, value in vals.items()
            if line._fields[name].convert_to_write(line[name], line) != value
        }
        if "employee_id" in changed and not self.employee_id.active:
            line.unlink()
            return vals
        if changed:
            line.write(changed)
        return {}

    def _get_timesheets(self):
        """Timesheets, also of people who are archived or in another company by now."""
        companies = self.company_id | self.employee_id.company_id
        # sudo: see _sync_timesheets
        return (
            self.env["account.analytic.line"]
            .sudo()
            .with_context(active_test=False, allowed_company_ids=companies.ids)
        )

    def _has_timesheet(self):
        """Whether it belongs on a timesheet: done by somebody, in some time."""
        self.ensure_one()
        return bool(
            self.state == "done"
            and self.employee_id
            and self.hours
            and self.intervention_id._get_project()
        )

    def _prepare_timesheet_vals(self):
        self.ensure_one()
        return {
            "name": f"{self.intervention_id.name} · {self.name}",
            "project_id": self.intervention_id._get_project().id,
            "company_id": self.company_id.id,
            "employee_id": self.employee_id.id,
            "date": self._get_service_date(),
            "unit_amount": self.hours,
        }

    # === CHECK METHODS === #

    def _check_timesheets(self):
        """
        :raises UserError: when timesheets say something else than these operations
        """
        for activity in self:
            found = [line._get_terms() for line in activity.timesheet_ids]
            if found != activity._get_timesheet_terms():
                activity._refuse_timesheets()

    def _get_timesheet_terms(self):
        """What the timesheet must say of this operation; nothing if it has none."""
        self.ensure_one()
        if not self._has_timesheet():
            return []
        vals = self._prepare_timesheet_vals()
        return [(vals["employee_id"], vals["date"], vals["unit_amount"])]

    def _refuse_timesheets(self):
        raise UserError(
            self.env._(
                "These hours are recorded on operation “%(operation)s” of job %(job)s. "
                "Correct them there; the timesheet follows.",
                operation=self.name,
                job=self.intervention_id.name,
            )
        )
