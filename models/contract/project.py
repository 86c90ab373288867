# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceContract(models.Model):
    """The project and analytic accounts of a contract's work."""

    _inherit = "service.contract"

    project_id = fields.Many2one(
        "project.project",
        string="Service Project",
        check_company=True,
        index="btree_not_null",
        domain="[('allow_timesheets', '=', True), "
        "('company_id', 'in', (False, company_id))]",
        help="Receives the hours worked under this contract; its analytic accounts "
        "are those of the work that is invoiced. Empty: the company's project.",
    )
