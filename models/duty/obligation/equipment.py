# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class ServiceEquipment(models.Model):
    """The duties of a machine, and whether it may be used."""

    _inherit = "service.equipment"

    manufacture_date = fields.Date(tracking=True)
    duty_ids = fields.One2many("service.duty", "equipment_id", string="Duties")
    duty_count = fields.Integer(string="Number of Duties", compute="_compute_duties")
    overdue_duty_count = fields.Integer(
        string="Overdue Duties", compute="_compute_duties"
    )
    is_unfit = fields.Boolean(
        string="Not to Be Used",
        compute="_compute_is_unfit",
        search="_search_is_unfit",
        help="It has failed a check and not passed it since.",
    )
    unfit_text = fields.Char(
        string="Why It Is Not to Be Used", compute="_compute_is_unfit"
    )

    # === COMPUTE METHODS === #

    @api.depends("duty_ids.state", "duty_ids.latest_date")
    def _compute_duties(self):
        for equipment in self:
            duties = equipment.duty_ids.filtered(lambda duty: duty.state == "active")
            equipment.duty_count = len(duties)
            equipment.overdue_duty_count = len(duties.filtered("is_overdue"))

    @api.depends("duty_ids.state", "duty_ids.last_result")
    @api.depends_context("lang")
    def _compute_is_unfit(self):
        # sudo: nobody may use it, whoever may see its duties
        for equipment in self.sudo():
            failed = equipment.duty_ids.filtered("is_failed")
            equipment.is_unfit = bool(failed)
            equipment.unfit_text = failed and self.env._(
                "Failed: %s", ", ".join(failed.type_id.mapped("name"))
            )

    def _search_is_unfit(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: as in _compute_is_unfit
        failed = self.env["service.duty"].sudo()._search(self._get_failed_domain())
        return Domain("duty_ids", "in", failed)

    @api.model
    def _get_failed_domain(self):
        return Domain("state", "=", "active") & Domain("last_result", "=", "failed")

    # === ACTION METHODS === #

    def action_view_duties(self):
        """The duties of this machine."""
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_duty_action"
        )
        return {
            **action,
            "domain": [("equipment_id", "=", self.id)],
            "context": {"default_equipment_id": self.id, "search_default_active": 1},
        }
