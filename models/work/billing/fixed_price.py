# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ...shared.roles import READERS


class ServiceIntervention(models.Model):
    """Work sold at a fixed price, and what a job earns."""

    _inherit = "service.intervention"

    sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Sold on Order",
        check_company=True,
        copy=False,
        index="btree_not_null",
        tracking=True,
        domain="[('order_partner_id', 'child_of', partner_id), ('state', '=', 'sale'), "
        "('display_type', '=', False)]",
        help="The order invoices this work at its fixed price. Nothing of the job is "
        "invoiced again.",
    )
    revenue = fields.Monetary(
        compute="_compute_result",
        store=True,
        compute_sudo=True,
        currency_field="company_currency_id",
        groups="service_management.group_planner,"
        "service_management.group_contract_manager",
        help="What the customer pays for this job, without taxes: its work and goods, "
        "or its share of the order it was sold on.",
    )
    margin = fields.Monetary(
        compute="_compute_result",
        store=True,
        compute_sudo=True,
        currency_field="company_currency_id",
        groups="service_management.group_planner,"
        "service_management.group_contract_manager",
    )

    @api.depends(
        "amount_billable",
        "cost",
        "currency_id",
        "sale_line_id.price_subtotal",
        "sale_line_id.service_intervention_ids.state",
    )
    def _compute_result(self):
        for intervention in self:
            company = intervention.company_id
            amount, currency = intervention.amount_billable, intervention.currency_id
            line = intervention.sale_line_id
            if line:
                amount, currency = line._get_service_share(), line.currency_id
            intervention.revenue = currency._convert(
                amount,
                company.currency_id,
                company,
                intervention._get_service_date(),
            )
            intervention.margin = intervention.revenue - intervention.cost


class SaleOrderLine(models.Model):
    """Order lines that sell jobs at a fixed price."""

    _inherit = "sale.order.line"

    service_intervention_ids = fields.One2many(
        "service.intervention",
        "sale_line_id",
        string="Jobs",
        groups=READERS,
    )

    def _get_service_share(self):
        """What the order pays for each of its jobs that are not cancelled."""
        self.ensure_one()
        jobs = self.service_intervention_ids.filtered(lambda i: i.state != "cancelled")
        return self.price_subtotal / (len(jobs) or 1)
