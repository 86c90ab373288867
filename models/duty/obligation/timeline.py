# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain

from ...equipment.timeline import TimelineKind


class ServiceEquipment(models.Model):
    """Checks in the life of an equipment."""

    _inherit = "service.equipment"

    def _get_timeline_kinds(self):
        return [
            *super()._get_timeline_kinds(),
            TimelineKind(
                "check",
                self.env._("Checks"),
                "fa-check-square-o",
                "service.duty.check",
                Domain("equipment_id", "=", self.id) & Domain("state", "=", "valid"),
                ("date",),
                self._describe_duty_checks,
            ),
        ]

    def _describe_duty_checks(self, checks):
        results = dict(checks._fields["result"]._description_selection(self.env))
        for check in checks:
            texts = (check.name, check.inspector, check.note)
            yield {
                "title": f"{check.type_id.name}: {results[check.result]}",
                "text": " · ".join(filter(None, texts)),
            }
