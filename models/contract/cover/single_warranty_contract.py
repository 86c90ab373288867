from odoo import api, models


class ServiceContract(models.Model):
    """A contract that comes into force may be the second warranty of an equipment."""

    _inherit = "service.contract"

    @api.constrains("state", "contract_type_id")
    def _check_single_warranty(self):
        self.line_ids._check_single_warranty()
