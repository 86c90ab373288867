# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain

from ..equipment.timeline import TimelineKind


class ServiceEquipment(models.Model):
    """Readings in the life of an equipment."""

    _inherit = "service.equipment"

    def _get_timeline_kinds(self):
        return [
            *super()._get_timeline_kinds(),
            TimelineKind(
                "reading",
                self.env._("Meter Readings"),
                "fa-tachometer",
                "service.meter.reading",
                Domain("equipment_id", "=", self.id),
                ("date",),
                self._describe_readings,
            ),
        ]

    def _describe_readings(self, readings):
        for reading in readings:
            texts = (reading.note, reading.doubt_text)
            yield {
                "title": f"{reading.meter_id.name}: "
                f"{reading._format_value(reading.value)}",
                "text": " · ".join(filter(None, texts)),
            }
