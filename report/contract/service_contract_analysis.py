# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceContractAnalysis(models.AbstractModel):
    """What each row of an analysis of contracts knows of its contract.

    A model that inherits it is a query (``_table_query``) that selects these columns.
    """

    _name = "service.contract.analysis"
    _description = "Analysis of Service Contracts"

    contract_id = fields.Many2one("service.contract", readonly=True)
    contract_type_id = fields.Many2one(
        "service.contract.type", string="Type", readonly=True
    )
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    user_id = fields.Many2one("res.users", string="Responsible", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)

    def action_open_contract(self):
        self._check_asked_one()
        return self.contract_id._get_records_action()
