# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class HrEmployeePublic(models.Model):
    """Planners who may not see employees search for people here."""

    _inherit = "hr.employee.public"

    service_is_planned = fields.Boolean(related="employee_id.service_is_planned")
