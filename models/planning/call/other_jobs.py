# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain

from ...shared.moment_words import MomentWords

SHOWN = 5


class ServiceIntervention(models.Model):
    """Other open jobs on the same machines are mentioned, so that nobody goes twice."""

    _inherit = "service.intervention"

    other_jobs = fields.Html(
        string="Other Open Jobs",
        compute="_compute_other_jobs",
        sanitize=False,
        help="Other open jobs on the same equipment.",
    )

    @api.depends("state", "item_ids.equipment_id")
    def _compute_other_jobs(self):
        self.other_jobs = False
        jobs = self.filtered("is_open")
        found = jobs._search_other_jobs()
        for job in jobs if found else ():
            machines = job.item_ids.equipment_id._origin
            others = found.filtered(
                lambda other, job=job, machines=machines: (
                    other != job._origin and other.item_ids.equipment_id & machines
                )
            )
            if others:
                job.other_jobs = job._list_other_jobs(others)

    def _search_other_jobs(self):
        """Open jobs on the machines of these jobs, and their machines."""
        machines = self.item_ids.equipment_id._origin
        if not machines:
            return self.browse()
        items = self.env["service.intervention.item"].search_fetch(
            Domain("equipment_id", "in", machines.ids)
            & Domain("intervention_id.is_open", "=", True),
            ["intervention_id", "equipment_id"],
        )
        return items.intervention_id.sorted("id", reverse=True)

    def _list_other_jobs(self, others):
        words = MomentWords(self.env, self.env.context.get("tz"))
        link = Markup('<a href="/odoo/interventions/%s" target="_blank">%s</a>%s')
        lines = [
            link % (other.id, other.display_name, other._tell_when(words))
            for other in others[:SHOWN]
        ]
        if len(others) > SHOWN:
            lines.append(self.env._("and %s more", len(others) - SHOWN))
        return Markup("<br/>").join(lines)

    def _tell_when(self, words):
        if not self.date_start:
            return self.env._(", not planned")
        return ", " + words.moment(self.date_start, self._get_zone())
