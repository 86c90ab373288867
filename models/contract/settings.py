# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ResCompany(models.Model):
    """What contracts need of each company."""

    _inherit = "res.company"

    service_warranty_type_id = fields.Many2one(
        "service.contract.type",
        string="Warranty Coverage",
        domain="[('kind', '=', 'warranty')]",
        help="Contract type that says what a product's own warranty covers.",
        check_company=True,
    )

    @api.constrains("service_warranty_type_id")
    def _check_service_warranty_company(self):
        """Companies do not check by themselves what belongs to another one."""
        self._check_company(["service_warranty_type_id"])

    def _create_service_defaults(self):
        super()._create_service_defaults()
        warranty = self.env.ref(
            "service_management.contract_type_warranty", raise_if_not_found=False
        )
        without = self.filtered(lambda company: not company.service_warranty_type_id)
        without.service_warranty_type_id = warranty

    @api.model
    def _get_service_sequences(self):
        return {
            **super()._get_service_sequences(),
            "service.contract": (self.env._("Service Contract"), "SC/%(year)s/"),
        }

    def _on_taxes_introduced(self):
        super()._on_taxes_introduced()
        self._propose_missing_taxes(self.env["service.contract.line"])


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    service_warranty_type_id = fields.Many2one(
        related="company_id.service_warranty_type_id", readonly=False
    )
