# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    service_travel_product_id = fields.Many2one(
        related="company_id.service_travel_product_id", readonly=False
    )
    service_free_km = fields.Float(related="company_id.service_free_km", readonly=False)
    service_callout_product_id = fields.Many2one(
        related="company_id.service_callout_product_id", readonly=False
    )
    service_minimum_fee = fields.Monetary(
        related="company_id.service_minimum_fee",
        readonly=False,
        currency_field="currency_id",
    )
    service_report_prices = fields.Boolean(
        related="company_id.service_report_prices", readonly=False
    )
    service_report_send = fields.Selection(
        related="company_id.service_report_send", readonly=False
    )
    service_project_id = fields.Many2one(
        related="company_id.service_project_id", readonly=False
    )
    service_visit_horizon_days = fields.Integer(
        related="company_id.service_visit_horizon_days", readonly=False
    )
    service_renewal_reminder_days = fields.Integer(
        related="company_id.service_renewal_reminder_days", readonly=False
    )
    service_unit_limit = fields.Integer(
        related="company_id.service_unit_limit", readonly=False
    )
    service_invoicing_limit = fields.Integer(
        related="company_id.service_invoicing_limit", readonly=False
    )
    service_invoicing_scheduled = fields.Boolean(
        related="company_id.service_invoicing_scheduled", readonly=False
    )
    service_invoicing_scope = fields.Selection(
        related="company_id.service_invoicing_scope", readonly=False
    )
    service_invoicing_grouping = fields.Selection(
        related="company_id.service_invoicing_grouping", readonly=False
    )
    service_invoicing_post = fields.Boolean(
        related="company_id.service_invoicing_post", readonly=False
    )
    service_invoicing_days_ahead = fields.Integer(
        related="company_id.service_invoicing_days_ahead", readonly=False
    )
    service_instalment_text = fields.Text(
        related="company_id.service_instalment_text", readonly=False
    )
    service_settlement_text = fields.Text(
        related="company_id.service_settlement_text", readonly=False
    )
    service_work_text = fields.Text(
        related="company_id.service_work_text", readonly=False
    )
