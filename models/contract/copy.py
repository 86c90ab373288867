# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import models
from odoo.fields import Command


class ServiceContract(models.Model):
    """A duplicate promises the same anew."""

    _inherit = "service.contract"

    def copy_data(self, default=None):
        """Begin after the present end, or today; last as long as the type says.

        The lines that have not ended before are promised for the new term. What has
        been billed, visited, sold or agreed on the way stays with the old contract.
        """
        default = default or {}
        vals_list = super().copy_data(default)
        for contract, vals in zip(self, vals_list, strict=True):
            if "date_start" not in default:
                vals["date_start"] = contract._get_copy_start()
            if "date_end" not in default:
                vals.pop("date_end", None)
            if "line_ids" not in default:
                vals["line_ids"] = contract._prepare_copied_lines()
        return vals_list

    def _get_copy_start(self):
        """The day after the end when that is still to come, else today."""
        self.ensure_one()
        today = self._get_company_today()
        next_day = self.date_end and self.date_end + timedelta(days=1)
        return max(today, next_day or today)

    def _prepare_copied_lines(self):
        self.ensure_one()
        last = self.date_end or self._get_company_today()
        lasting = self.line_ids.filtered(
            lambda line: (
                not line._is_topup() and (not line.date_end or line.date_end >= last)
            )
        )
        follow_contract = ("contract_id", "date_start", "date_end")
        return [
            Command.create(
                {name: vals[name] for name in vals if name not in follow_contract}
            )
            for vals in lasting.copy_data()
        ]
