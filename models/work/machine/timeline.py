# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import formatLang

from ...equipment.timeline import TimelineKind


def write_number(env, number):
    """A number as people write it, without zeros at its end."""
    _whole, _point, decimals = f"{number:.6f}".rstrip("0").partition(".")
    return formatLang(env, number, digits=len(decimals))


class ServiceEquipment(models.Model):
    """Jobs, parts and measures in the life of an equipment."""

    _inherit = "service.equipment"

    def _get_timeline_kinds(self):
        here = Domain("item_id.equipment_id", "=", self.id)
        return [
            *super()._get_timeline_kinds(),
            TimelineKind(
                "job",
                self.env._("Jobs"),
                "fa-wrench",
                "service.intervention",
                Domain("item_ids.equipment_id", "=", self.id),
                ("date_start", "request_date"),
                self._describe_jobs,
            ),
            TimelineKind(
                "part",
                self.env._("Parts"),
                "fa-cog",
                "service.charge",
                here & Domain("kind", "=", "part"),
                ("date_done", "create_date"),
                self._describe_parts,
            ),
            TimelineKind(
                "measure",
                self.env._("Measures"),
                "fa-tachometer",
                "service.activity",
                here
                & Domain("state", "=", "done")
                & Domain("check_type", "not in", ("none", "done")),
                ("date_done", "create_date"),
                self._describe_measures,
            ),
        ]

    @api.model
    def _describe_jobs(self, jobs):
        states = dict(jobs._fields["state"]._description_selection(self.env))
        for job in jobs:
            people = job.with_context(active_test=False).employee_ids
            texts = (states[job.state], ", ".join(people.mapped("name")))
            yield {"title": job.display_name, "text": " · ".join(filter(None, texts))}

    @api.model
    def _describe_parts(self, charges):
        for charge in charges:
            texts = (charge.lot_id.name, charge.intervention_id.display_name)
            quantity = write_number(self.env, charge.quantity)
            yield {
                "title": f"{quantity} × {charge.display_name}",
                "text": " · ".join(filter(None, texts)),
                "open": [charge.intervention_id._name, charge.intervention_id.id],
            }

    @api.model
    def _describe_measures(self, activities):
        for activity in activities:
            job = activity.intervention_id
            texts = (activity._get_finding_text(), job.display_name)
            yield {
                "title": activity.name,
                "text": " · ".join(filter(None, texts)),
                "open": [job._name, job.id],
            }


class ServiceActivity(models.Model):
    _inherit = "service.activity"

    def _get_finding_text(self):
        """What a check has found, in words."""
        self.ensure_one()
        texts = []
        if self.check_type == "measure":
            value = write_number(self.env, self.check_value)
            texts.append(f"{value} {self.measure_uom_id.name or ''}".strip())
        if self._is_judged():
            passed = self.check_passed
            texts.append(self.env._("Passed") if passed else self.env._("Failed"))
        return " · ".join(filter(None, [*texts, self.check_text]))
