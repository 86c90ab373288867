# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceProtocol(models.Model):
    """The versions that jobs were made from."""

    _inherit = "service.protocol"

    def _get_used_versions(self):
        # sudo: jobs of all companies count
        used = (
            self.env["service.activity"]
            .sudo()
            ._read_group(
                [("protocol_id", "in", self.ids)],
                ["protocol_id"],
                ["protocol_version:max"],
            )
        )
        return {**super()._get_used_versions(), **dict(used)}


class ServiceProtocolStep(models.Model):
    """Which jobs want a step, and the operation it becomes there."""

    _inherit = "service.protocol.step"

    def _get_target(self, intervention, item):
        """The one record of a job that the condition of this step is about."""
        self.ensure_one()
        return {
            "service.equipment": item.equipment_id,
            "service.contract": intervention.contract_id,
            "res.partner": intervention.partner_id,
        }[self.condition_model]

    def _match(self, places):
        """Return those of ``places`` that this step is wanted in.

        :param places: list of ``(intervention, item)``; the item may be empty
        """
        self.ensure_one()
        if self._parse_condition().is_true():
            return places
        targets = [self._get_target(*place) for place in places]
        matching = self.env[self.condition_model].union(*targets)
        matching = set(self._filter_by_condition(matching)._ids)
        return [
            place
            for place, target in zip(places, targets, strict=True)
            if target.id in matching
        ]

    def _prepare_activity_vals(self, item=None, section=False):
        """Values of the activity that this step creates.

        They are copied, not linked: changing the protocol later never changes a job.

        :param item: optional ``service.intervention.item`` that is worked on
        :param section: title of the section that the step stands in
        """
        self.ensure_one()
        return {
            "item_id": item.id if item else False,
            "sequence": self.sequence,
            "section": section,
            "name": self.name,
            "activity_type_id": self.activity_type_id.id,
            "planned_hours": self.planned_hours,
            "offset_days": self.offset_days,
            "check_type": self.check_type,
            "measure_min": self.measure_min,
            "measure_max": self.measure_max,
            "measure_uom_id": self.measure_uom_id.id,
            "required": self.required,
            "part_ids": [fields.Command.set(self.product_ids.ids)],
            "instructions": self.note,
            "protocol_step_id": self.id,
            "protocol_id": self.protocol_id.id,
            "protocol_version": self.protocol_id.version,
        }
