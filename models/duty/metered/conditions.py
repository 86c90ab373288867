# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ...contract.service_contract_conditions_mixin import proposed


class ServiceContractConditionsMixin(models.AbstractModel):
    """Who is asked to read meters, and what becomes of use without a reading."""

    _inherit = "service.contract.conditions.mixin"

    missing_reading = fields.Selection(
        [("wait", "Waits for It"), ("estimate", "Is Estimated")],
        string="Without a Reading",
        required=True,
        help="Waits for It: use is not invoiced before its meter is read.\n"
        "Is Estimated: from the last twelve months; the next invoice after a true "
        "reading settles it. What nothing is known of, and the last period of all, "
        "wait in any case.",
        **proposed("missing_reading"),
    )

    reading_reminder_days = fields.Integer(
        string="Ask for Readings",
        help="So many days before use is invoiced the customer gets an e-mail with "
        "links to enter the readings that are missing. Zero: nobody is asked.",
        **proposed("reading_reminder_days"),
    )

    @api.model
    def _get_standard_conditions(self):
        return {
            **super()._get_standard_conditions(),
            "missing_reading": "wait",
            "reading_reminder_days": 3,
        }
