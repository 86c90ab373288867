from odoo import fields, models


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
