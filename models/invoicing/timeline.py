# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_amount

from ..equipment.timeline import TimelineKind


class ServiceEquipment(models.Model):
    """Invoices that bill a contract or work of an equipment, for who may see them."""

    _inherit = "service.equipment"

    def _get_timeline_kinds(self):
        return [
            *super()._get_timeline_kinds(),
            TimelineKind(
                "invoice",
                self.env._("Invoices"),
                "fa-pencil-square-o",
                "account.move",
                Domain("id", "in", self._get_invoices().ids)
                & Domain("state", "=", "posted"),
                ("invoice_date", "date"),
                self._describe_invoices,
            ),
        ]

    @api.model
    def _describe_invoices(self, moves):
        kinds = dict(moves._fields["move_type"]._description_selection(self.env))
        for move in moves:
            amount = format_amount(self.env, move.amount_total, move.currency_id)
            yield {"title": move.name, "text": f"{kinds[move.move_type]} · {amount}"}
