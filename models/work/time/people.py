# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceActivity(models.Model):
    """Work that several people have done together: an activity for each of them."""

    _inherit = "service.activity"

    team_activity_id = fields.Many2one(
        "service.activity",
        string="Worked Together With",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _get_missing_people(self, people):
        """Those of ``people`` who have no hours on this work yet."""
        team = self.team_activity_id or self
        known = self.search(
            ["|", ("id", "in", team.ids), ("team_activity_id", "in", team.ids)]
        )
        return people - known.employee_id - self.employee_id

    def _add_people(self, people):
        """Copy the time of this activity for ``people``, once for each."""
        self.ensure_one()
        return self._create_by_server(
            [
                self._prepare_team_vals(person)
                for person in self._get_missing_people(people)
            ]
        )

    def _prepare_team_vals(self, person):
        team = self.team_activity_id or self
        copied = (
            "activity_type_id",
            "break_hours",
            "date_done",
            "date_end",
            "date_start",
            "hours",
            "intervention_id",
            "is_timed",
            "item_id",
            "name",
            "planned_hours",
            "sequence",
            "state",
        )
        values = self._convert_to_write({name: self[name] for name in copied})
        return {**values, "employee_id": person.id, "team_activity_id": team.id}
