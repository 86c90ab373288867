# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..equipment.timeline import TimelineKind


class ServiceEquipment(models.Model):
    """The promises that were made for an equipment, on the day they begin."""

    _inherit = "service.equipment"

    def _get_timeline_kinds(self):
        return [
            *super()._get_timeline_kinds(),
            TimelineKind(
                "contract",
                self.env._("Contracts"),
                "fa-file-text-o",
                "service.contract.line",
                Domain("equipment_id", "=", self.id),
                ("date_start", "create_date"),
                self._describe_contract_lines,
            ),
        ]

    @api.model
    def _describe_contract_lines(self, lines):
        for line in lines:
            contract = line.contract_id
            first, last = line.date_start, line.date_end
            days = [format_date(self.env, day) for day in (first, last) if day]
            texts = (contract.contract_type_id.name, " – ".join(days))
            yield {
                "title": contract.display_name,
                "text": " · ".join(filter(None, texts)),
                "open": [contract._name, contract.id],
            }
