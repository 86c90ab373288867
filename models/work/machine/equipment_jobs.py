# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.fields import Domain


class ServiceEquipment(models.Model):
    """What jobs add to the installed base."""

    _inherit = "service.equipment"

    intervention_item_ids = fields.One2many(
        "service.intervention.item", "equipment_id", string="Items of Jobs"
    )
    intervention_ids = fields.Many2many(
        "service.intervention",
        string="Jobs",
        compute="_compute_intervention_ids",
        search="_search_intervention_ids",
    )
    intervention_count = fields.Integer(
        string="Job Count", compute="_compute_intervention_count"
    )

    def _compute_intervention_ids(self):
        for equipment in self:
            equipment.intervention_ids = equipment.intervention_item_ids.intervention_id

    def _search_intervention_ids(self, operator, value):
        return [("intervention_item_ids.intervention_id", operator, value)]

    def _compute_intervention_count(self):
        counts = dict(
            self.env["service.intervention.item"]._read_group(
                [("equipment_id", "in", self.ids)], ["equipment_id"], ["__count"]
            )
        )
        for equipment in self:
            equipment.intervention_count = counts.get(equipment, 0)

    def action_view_interventions(self):
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_intervention_action"
        )
        action["domain"] = [("item_ids.equipment_id", "in", self.ids)]
        action["context"] = self._get_intervention_context()
        return action

    def action_create_intervention(self):
        """Open a new job for this equipment, with nothing saved yet."""
        self._check_asked_one()
        return self.env["service.intervention"]._action_new(
            self._get_intervention_context()
        )

    def _get_intervention_context(self):
        """Defaults of a job for this equipment."""
        self.ensure_one()
        return {
            "default_company_id": self.company_id.id,
            "default_partner_id": self.partner_id.id,
            "default_site_id": self.site_id.id,
            "default_item_ids": [fields.Command.create({"equipment_id": self.id})],
        }

    def _get_invoice_lines(self):
        lines = super()._get_invoice_lines()
        return lines | lines.search(
            Domain("service_activity_ids.item_id.equipment_id", "in", self.ids)
            | Domain("service_charge_ids.item_id.equipment_id", "in", self.ids)
        )

    def _prepare_passed_line(self, line, new, date):
        """The series of visits goes on with the equipment that replaces this one."""
        vals = super()._prepare_passed_line(line, new, date)
        return {
            **vals,
            "next_visit_date": line.next_visit_date,
            "visit_anchor": line._get_visit_anchor(),
        }
