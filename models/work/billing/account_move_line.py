# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ...shared.roles import READERS


class AccountMoveLine(models.Model):
    """An invoice line that bills operations and charges of a job."""

    _inherit = "account.move.line"

    service_intervention_id = fields.Many2one(
        "service.intervention",
        string="Job",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
    )
    service_activity_ids = fields.Many2many(
        "service.activity",
        "service_activity_invoice_line_rel",
        "invoice_line_id",
        "activity_id",
        string="Operations",
        copy=False,
        readonly=True,
        groups=READERS,
    )
    service_charge_ids = fields.Many2many(
        "service.charge",
        "service_charge_invoice_line_rel",
        "invoice_line_id",
        "charge_id",
        string="Service Charges",
        copy=False,
        readonly=True,
        groups=READERS,
    )

    @api.model
    def _get_billed_fields(self):
        return [*super()._get_billed_fields(), "service_intervention_id"]

    def _prepare_service_credit_vals(self):
        return {
            **super()._prepare_service_credit_vals(),
            "service_intervention_id": self.service_intervention_id.id,
            "service_activity_ids": [fields.Command.set(self.service_activity_ids.ids)],
            "service_charge_ids": [fields.Command.set(self.service_charge_ids.ids)],
        }

    def _search_rivals(self, intervals):
        work = self.service_activity_ids.invoice_line_ids
        work |= self.service_charge_ids.invoice_line_ids
        return super()._search_rivals(intervals) | work.filtered("service_live")

    def _collides(self, rival, days):
        return super()._collides(rival, days) or bool(
            self.service_activity_ids & rival.service_activity_ids
            or self.service_charge_ids & rival.service_charge_ids
        )
