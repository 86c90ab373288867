# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ServiceEquipment(models.Model):
    _name = "service.equipment"
    _inherit = ["service.equipment", "service.note.mixin"]

    def _search_has_note(self, operator, value):
        domain = super()._search_has_note(operator, value)
        if domain is NotImplemented:
            return domain
        return domain | self._get_note_domain("product_id.service_note")

    def _get_sheets_to_read(self):
        return [(self._get_goods_name(), self.product_note)]

    def _get_all_sheets(self):
        """Sheets of these objects and of their products, each once."""
        sheets = {}
        for equipment in self:
            sheets[equipment._get_goods_name(), equipment.product_note] = True
            sheets[equipment.display_name, equipment.note] = True
        return list(sheets)


class ServiceContract(models.Model):
    _name = "service.contract"
    _inherit = ["service.contract", "service.note.mixin"]


class ServiceIntervention(models.Model):
    _name = "service.intervention"
    _inherit = ["service.intervention", "service.note.mixin"]

    def _search_has_note(self, operator, value):
        domain = super()._search_has_note(operator, value)
        if domain is NotImplemented:
            return domain
        return (
            domain
            | self._get_note_domain("contract_id.note")
            | self._get_note_domain("item_ids.equipment_id.note")
            | self._get_note_domain("item_ids.equipment_id.product_id.service_note")
        )

    def _get_sheets_to_read(self):
        contract = self.contract_id
        return [
            (contract.display_name, contract.note),
            *self.item_ids.equipment_id._get_all_sheets(),
        ]


class ServiceActivity(models.Model):
    _name = "service.activity"
    _inherit = ["service.activity", "service.note.mixin"]

    def _get_sheets_to_read(self):
        kind = self.activity_type_id
        return [
            (kind.name, kind.note),
            *self.item_id.equipment_id._get_all_sheets(),
        ]
