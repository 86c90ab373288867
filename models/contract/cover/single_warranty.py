# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ...shared.once import take_turns


class ServiceContractLine(models.Model):
    """One equipment has one warranty contract at a time."""

    _inherit = "service.contract.line"

    @api.constrains("equipment_id", "date_start", "date_end", "contract_id")
    def _check_single_warranty(self):
        """
        :raises ValidationError: when another warranty in force promises the same
            equipment something on one of the same days
        """
        mine = self.filtered_domain(self._get_warranty_domain())
        if not mine:
            return
        take_turns(mine.equipment_id)
        # sudo: the promise counts, whoever may see it
        rivals = (
            self.env["service.contract.line"]
            .sudo()
            .search(
                self._get_warranty_domain()
                & Domain("equipment_id", "in", mine.equipment_id.ids)
            )
            .grouped("equipment_id")
        )
        for line in mine:
            for rival in rivals[line.equipment_id] - line:
                if line._overlaps(rival):
                    raise ValidationError(line._get_second_warranty_message(rival))

    @api.model
    def _get_warranty_domain(self):
        return (
            Domain("contract_id.kind", "=", "warranty")
            & Domain("state", "in", self.contract_id._get_live_states())
            & Domain("equipment_id", "!=", False)
        )

    def _overlaps(self, other):
        self.ensure_one()
        return (not other.date_end or self.date_start <= other.date_end) and (
            not self.date_end or other.date_start <= self.date_end
        )

    def _get_second_warranty_message(self, rival):
        return self.env._(
            "%(equipment)s is already under the warranty contract %(contract)s, from "
            "%(start)s to %(end)s. Change the dates of one of the two, or leave the "
            "equipment out of %(own)s.",
            equipment=self.equipment_id.display_name,
            contract=rival.contract_id.display_name,
            start=format_date(self.env, rival.date_start),
            end=format_date(self.env, rival.date_end) or "…",
            own=self.contract_id.display_name,
        )


class ServiceContract(models.Model):
    """A contract that comes into force may be the second warranty of an equipment."""

    _inherit = "service.contract"

    @api.constrains("state", "contract_type_id")
    def _check_single_warranty(self):
        self.line_ids._check_single_warranty()
