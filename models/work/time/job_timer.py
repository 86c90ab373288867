# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ...shared.once import take_turns


class ServiceIntervention(models.Model):
    """Timers of a job's activities."""

    _inherit = "service.intervention"

    timer_start = fields.Datetime(
        string="Timer Running Since", compute="_compute_timer_start"
    )

    def _compute_timer_start(self):
        running = self.env["service.activity"]._read_group(
            [("intervention_id", "in", self.ids), ("timer_start", "!=", False)],
            ["intervention_id"],
            ["timer_start:min"],
        )
        since = dict(running)
        for intervention in self:
            intervention.timer_start = since.get(intervention, False)

    def action_done(self):
        self.activity_ids.action_timer_stop()
        return super().action_done()

    def action_cancel(self, reason=False, code=None):
        self.activity_ids.filtered("timer_start").action_timer_discard()
        return super().action_cancel(reason, code)

    def action_start_travel(self):
        """Count the user's time on the way, as an activity of its own."""
        self._check_asked_one()
        take_turns(self)
        person = self.env.user.employee_id
        under_way = self.activity_ids.filtered(
            lambda a: a.is_travel and a.employee_id == person and a.state == "todo"
        )
        activity = under_way[:1] or self._create_travel_activity(person)
        activity.action_timer_start()

    def _create_travel_activity(self, person):
        kind = self.env["service.activity.type"]._get_travel_type(self.company_id)
        return self.env["service.activity"].create(
            {
                "intervention_id": self.id,
                "activity_type_id": kind.id,
                "employee_id": person.id,
                "planned_hours": 0.0,
                "sequence": 1,
            }
        )
