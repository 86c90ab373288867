# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    service_location_id = fields.Many2one(
        "stock.location",
        string="Van Stock",
        domain="[('usage', '=', 'internal'), "
        "('company_id', 'in', (False, company_id))]",
        check_company=True,
        groups="hr.group_hr_user",
        help="Spare parts that this person fits are taken from this location. "
        "Empty: from the main warehouse.",
    )

    service_skill_ids = fields.Many2many(
        "service.skill",
        "hr_employee_service_skill_rel",
        "employee_id",
        "skill_id",
        string="Service Skills",
        groups="hr.group_hr_user",
        help="What this person is able or licensed to do.",
    )

    @api.constrains("service_location_id", "company_id")
    def _check_service_location_company(self):
        """Employees do not check companies by themselves."""
        self._check_company(["service_location_id"])
