# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ....tools.local_time import local_day


class ServiceActivity(models.Model):
    """Whether an operation is late: one answer for every screen."""

    _inherit = "service.activity"

    is_late = fields.Boolean(
        string="Late",
        compute="_compute_is_late",
        search="_search_is_late",
        help="Its day is over, or it is planned for a later one.",
    )

    # === COMPUTE METHODS === #

    @api.depends("state", "date_due", "date_start", "intervention_id.state")
    def _compute_is_late(self):
        late = self.filtered_domain(self._get_late_domain())
        for activity in self:
            activity.is_late = activity in late

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_late_domain()

    # === RULES === #

    @api.model
    def _get_late_domain(self):
        """What is still to do and should be done by now, or before it is planned.

        Days are those of the company's clock.
        """
        late = self.env["res.company"]._get_domain_by_clock(
            lambda company: (
                Domain("date_due", "<", company._get_service_today())
                | self._get_planned_late_domain(company._get_service_zone())
            )
        )
        is_open = Domain("intervention_id.is_open", "=", True)
        return Domain("state", "=", "todo") & is_open & late

    @api.model
    def _get_planned_late_domain(self, zone):
        """What is planned for a day after the one on which it is due."""

        def to_sql(model, alias, query):
            return SQL(
                "(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date > %s",
                model._field_to_sql(alias, "date_start", query),
                zone.zone,
                model._field_to_sql(alias, "date_due", query),
            )

        def predicate(activity):
            start, due = activity.date_start, activity.date_due
            return bool(start and due and local_day(start, zone) > due)

        return Domain.custom(to_sql=to_sql, predicate=predicate)
