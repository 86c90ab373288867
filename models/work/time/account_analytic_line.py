# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

# What the operation of a job says of its hours.
TOLD_FIELDS = {"date", "employee_id", "service_activity_id", "unit_amount"}


class AccountAnalyticLine(models.Model):
    """Hours of jobs on timesheets: recorded on the operation, and only there."""

    _inherit = "account.analytic.line"

    service_activity_id = fields.Many2one(
        "service.activity",
        string="Operation",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Operation that these hours were worked on.",
    )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._get_operations()._check_timesheets()
        return lines

    def write(self, vals):
        if not TOLD_FIELDS & vals.keys():
            return super().write(vals)
        operations = self._get_operations()
        result = super().write(vals)
        (operations | self._get_operations())._check_timesheets()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_operation(self):
        """What the operation says stays; what it does not say any more may go."""
        for line in self.filtered("service_activity_id"):
            operation = line._get_operations()
            if operation._get_timesheet_terms() == [line._get_terms()]:
                operation._refuse_timesheets()

    # === BUSINESS METHODS === #

    def _get_terms(self):
        self.ensure_one()
        return self.employee_id.id, self.date, self.unit_amount

    def _get_operations(self):
        # sudo: whoever keeps timesheets need not see the jobs
        return self.sudo().service_activity_id
