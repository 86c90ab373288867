# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo import api, fields, models

PLAN_FIELDS = {
    "active",
    "date_end",
    "date_start",
    "duration",
    "employee_ids",
    "state",
}
NOT_PLANNED = ("new", "cancelled")


class ServiceIntervention(models.Model):
    """Whoever a job is planned for is told of what changes."""

    _inherit = "service.intervention"

    @api.ondelete(at_uninstall=False)
    def _tell_before_it_is_gone(self):
        """What is not told yet would be deleted with the job."""
        # sudo: whoever plans need not see what others are to be told
        news = self.env["service.plan.news"].sudo()
        news.search([("intervention_id", "in", self.ids)])._tell()

    @contextmanager
    def _watch_change(self, vals):
        with super()._watch_change(vals):
            # while add-ons are loaded, nobody plans
            is_watched = PLAN_FIELDS & vals.keys() and self.env.registry.ready
            before = self._get_planned_spans() if is_watched else {}
            yield
            if is_watched:
                self._note_plan_news(before, self._get_planned_spans())

    def _get_planned_spans(self):
        """Start and end of what is planned, by the ids of the job and the person."""
        return {
            (job.id, person): (job.date_start, job.date_end)
            for job in self
            if job.active and job.state not in NOT_PLANNED and job.date_start
            for person in job.employee_ids._ids
        }

    def _note_plan_news(self, before, after):
        """Remember what is not any more as it was, as far as it is still to come."""
        now = fields.Datetime.now()
        changed = {
            key: before.get(key)
            for key in before | after
            if before.get(key) != after.get(key)
            and any(
                span and span[1] > now for span in (before.get(key), after.get(key))
            )
        }
        if changed:
            # sudo: whoever plans need not see what others are to be told
            self.env["service.plan.news"].sudo()._note(changed)
