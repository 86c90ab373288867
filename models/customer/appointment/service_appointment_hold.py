# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.slots import Stop
from ....tools.windows import Window

LASTS = timedelta(minutes=10)


class ServiceAppointmentHold(models.Model):
    """A time that nobody else is offered while a customer makes up their mind.

    It ends by itself: what has expired counts for nothing and is tidied away.
    """

    _name = "service.appointment.hold"
    _description = "Appointment Held"
    _order = "id"
    _rec_name = "intervention_id"

    intervention_id = fields.Many2one(
        "service.intervention",
        string="Job",
        required=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(
        related="intervention_id.company_id", store=True, index=True
    )
    employee_ids = fields.Many2many("hr.employee", string="People")
    date_start = fields.Datetime(string="Start", required=True)
    date_end = fields.Datetime(string="End", required=True)
    window_start = fields.Datetime(
        string="Promised From", required=True, help="What the customer has chosen."
    )
    window_end = fields.Datetime(string="Promised Until", required=True)
    expires_on = fields.Datetime(required=True, index=True)

    _once = models.Constraint(
        "UNIQUE(intervention_id)", "One appointment at a time is held for a job."
    )

    # === BUSINESS METHODS === #

    @api.model
    def _get_active_domain(self):
        return Domain("expires_on", ">", fields.Datetime.now())

    def _get_window(self):
        self.ensure_one()
        return Window(self.window_start, self.window_end)

    @api.model
    def _add_stops(self, stops, jobs, people, start, end):
        """Add to ``stops``, by the id of a person, what is held for other ``jobs``."""
        # sudo: that a person is taken is no secret to whoever plans with them
        holds = self.sudo().search(
            self._get_active_domain()
            & Domain("intervention_id", "not in", jobs.ids)
            & Domain("employee_ids", "in", people.ids)
            & Domain("date_start", "<", end)
            & Domain("date_end", ">", start)
        )
        for hold in holds:
            place = hold.intervention_id._get_planning_place()
            for person in hold.employee_ids._ids:
                stops[person].append(Stop(hold.date_start, hold.date_end, place))
        return stops

    @api.autovacuum
    def _gc_expired(self):
        self.search(~self._get_active_domain()).unlink()
