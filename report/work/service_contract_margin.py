# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

MANAGERS = "service_management.group_contract_manager"


class ServiceContract(models.Model):
    """Whether a contract earns money."""

    _inherit = "service.contract"

    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    margin_billed = fields.Monetary(
        string="Amount Billed",
        compute="_compute_margin",
        currency_field="company_currency_id",
        groups=MANAGERS,
    )
    margin_cost = fields.Monetary(
        string="Cost of Work",
        compute="_compute_margin",
        currency_field="company_currency_id",
        groups=MANAGERS,
    )
    margin = fields.Monetary(
        compute="_compute_margin",
        search="_search_margin",
        currency_field="company_currency_id",
        groups=MANAGERS,
        help="What is billed less what people, parts and travel cost.",
    )
    margin_to_bill = fields.Monetary(
        string="Still to Bill",
        compute="_compute_margin",
        currency_field="company_currency_id",
        groups=MANAGERS,
        help="Finished work that has not been invoiced yet.",
    )
    margin_expected = fields.Monetary(
        string="Expected Margin",
        compute="_compute_margin",
        search="_search_margin_expected",
        currency_field="company_currency_id",
        groups=MANAGERS,
        help="The margin when the finished work is billed as well.",
    )
    margin_percent = fields.Float(
        string="Margin %", compute="_compute_margin", groups=MANAGERS
    )

    # === COMPUTE METHODS === #

    def _compute_margin(self):
        names = {
            "margin_billed": "billed:sum",
            "margin_to_bill": "to_bill:sum",
            "margin_cost": "cost:sum",
            "margin": "margin:sum",
            "margin_expected": "margin_expected:sum",
            "margin_percent": "margin_percent:avg",
        }
        totals = {
            contract: dict(zip(names, amounts, strict=True))
            for contract, *amounts in self.env["service.contract.report"]._read_group(
                [("contract_id", "in", self.ids)], ["contract_id"], names.values()
            )
        }
        nothing = dict.fromkeys(names, 0.0)
        for contract in self:
            contract.update(totals.get(contract._origin, nothing))

    def _search_margin(self, operator, value):
        return self._search_total("margin", operator, value)

    def _search_margin_expected(self, operator, value):
        return self._search_total("margin_expected", operator, value)

    def _search_total(self, name, operator, value):
        if operator not in ("<", ">", "<=", ">="):
            return NotImplemented
        found = self.env["service.contract.report"]._read_group(
            [], ["contract_id"], having=[(f"{name}:sum", operator, value)]
        )
        return [("id", "in", [contract.id for [contract] in found])]

    # === ACTION METHODS === #

    def action_view_margin(self):
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_report_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {"search_default_group_month": 1}
        return action
