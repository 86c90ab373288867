# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ServiceCheckMixin(models.AbstractModel):
    """What has to be recorded of an operation: of its pattern and of its copy.

    A further kind of check is added to ``check_type`` here, with ``selection_add``.
    """

    _name = "service.check.mixin"
    _description = "Service Check"

    check_type = fields.Selection(
        [
            ("none", "Nothing to Record"),
            ("done", "Done"),
            ("pass_fail", "Pass or Fail"),
            ("measure", "Measure"),
            ("text", "Text"),
            ("photo", "Photo"),
        ],
        string="Check",
        default="none",
        required=True,
    )
    measure_min = fields.Float(string="Minimum")
    measure_max = fields.Float(string="Maximum")
    measure_uom_id = fields.Many2one("uom.uom", string="Unit")

    @api.model
    def _get_judged_check_types(self):
        """Checks that are passed or failed."""
        return ["pass_fail", "measure"]
