# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

LEAVING = ("returned", "retired", "replaced")


class ServiceEquipment(models.Model):
    """The meters of an equipment: those of its product appear by themselves."""

    _inherit = "service.equipment"

    meter_ids = fields.One2many("service.meter", "equipment_id", string="Meters")
    meter_count = fields.Integer(
        string="Number of Meters", compute="_compute_meter_count"
    )

    @api.depends("meter_ids")
    def _compute_meter_count(self):
        for equipment in self:
            equipment.meter_count = len(equipment.meter_ids)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        equipment = super().create(vals_list)
        equipment._create_meters()
        return equipment

    def write(self, vals):
        result = super().write(vals)
        if vals.get("product_id"):
            self._create_meters()
        return result

    def unlink(self):
        """Meters go with their equipment; those with readings, or billed, are kept.

        :raises UserError: when one of these has such a meter
        """
        # sudo: meters come with the equipment, whoever deletes it
        self.sudo().with_context(active_test=False).meter_ids.unlink()
        return super().unlink()

    # === ACTION METHODS === #

    def action_view_meters(self):
        """The meters, or their readings at once where there is only one."""
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_meter_action"
        )
        return {
            **action,
            "domain": [("equipment_id", "=", self.id)],
            "context": {"default_equipment_id": self.id},
        }

    # === BUSINESS METHODS === #

    def _create_meters(self):
        """Give these the meters of their products that they do not have yet."""
        wanted = [
            (equipment, kind)
            for equipment in self
            for kind in equipment.product_id.service_meter_type_ids
            if kind.company_id in (kind.company_id.browse(), equipment.company_id)
        ]
        if not wanted:
            return
        # sudo: meters come with the equipment, whoever registers it
        meters = self.env["service.meter"].sudo().with_context(active_test=False)
        present = {
            (meter.equipment_id.id, meter.type_id.id)
            for meter in meters.search([("equipment_id", "in", self.ids)])
        }
        meters.with_context(mail_create_nolog=True).create(
            [
                {
                    "equipment_id": equipment.id,
                    "type_id": kind.id,
                    "sequence": kind.sequence,
                }
                for equipment, kind in wanted
                if (equipment.id, kind.id) not in present
            ]
        )

    def _get_days_left(self):
        """Last day on which those of these that are not in service were there.

        :return: by id of the equipment; those in service have none
        """
        gone = self.filtered(lambda equipment: equipment.state != "in_service")
        return {
            equipment.id: max(days)
            for equipment in gone
            if (
                days := [
                    event.date for event in equipment.event_ids if event.kind in LEAVING
                ]
            )
        }
