# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models


class ServiceEquipment(models.Model):
    """What contracts add to the installed base."""

    _inherit = "service.equipment"

    contract_line_ids = fields.One2many(
        "service.contract.line", "equipment_id", string="Contract Lines"
    )
    contract_count = fields.Integer(compute="_compute_contract_count")

    def _compute_contract_count(self):
        counts = dict(
            self.env["service.contract.line"]._read_group(
                [
                    ("equipment_id", "in", self.ids),
                    ("state", "not in", ("draft", "cancelled")),
                ],
                ["equipment_id"],
                ["contract_id:count_distinct"],
            )
        )
        for equipment in self:
            equipment.contract_count = counts.get(equipment, 0)

    def action_view_contracts(self):
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_action"
        )
        action["domain"] = [("line_ids.equipment_id", "in", self.ids)]
        action["context"] = {"create": False}
        return action

    def _get_invoice_lines(self):
        return super()._get_invoice_lines() | self.contract_line_ids.invoice_line_ids

    def _end_promises(self, date):
        """End the contract lines of the owner that the equipment leaves on ``date``.

        Its components leave with it.
        """
        super()._end_promises(date)
        lines = self._get_live_lines(self._get_family())
        lines._end_on(date - relativedelta(days=1))

    @api.model
    def _get_live_lines(self, equipment):
        # sudo: who moves equipment need not manage the contracts on it
        lines = equipment.sudo().contract_line_ids
        return lines.filtered(lambda line: line.state not in ("closed", "cancelled"))

    def _pass_promises(self, new, date):
        """Let ``new`` have this equipment's contract lines from ``date`` on.

        A line in force ends the day before and goes on as a copy. One that starts only
        then, or is still a draft, is simply for the other equipment.
        """
        super()._pass_promises(new, date)
        lines = self._get_live_lines(self).filtered(
            lambda line: not line.date_end or line.date_end >= date
        )
        to_come = lines.filtered(
            lambda line: line.state == "draft" or line.date_start >= date
        )
        with lines.contract_id._log_changes():
            for line in lines - to_come:
                line.copy(self._prepare_passed_line(line, new, date))
                line._cut_opening(date - relativedelta(days=1))
            (lines - to_come)._end_on(date - relativedelta(days=1))
            to_come.equipment_id = new

    def _prepare_passed_line(self, line, new, date):
        return {
            "equipment_id": new.id,
            "date_start": date,
            "date_end": line.date_end,
            "name": line.name.replace(self.display_name, new.display_name),
            "opening_billed_until": line._get_opening_after(date),
            "earlier_price_ids": [
                Command.create(
                    {"date_end": price.date_end, "price_unit": price.price_unit}
                )
                for price in line.earlier_price_ids
                if price.date_end >= date
            ],
        }
