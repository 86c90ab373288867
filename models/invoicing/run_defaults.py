# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ServiceInvoicingRun(models.Model):
    """What Odoo would look up for each invoice anew is looked up once for all."""

    _inherit = "service.invoicing.run"

    def _prepare_run_moves_vals(self, groups):
        vals_list = super()._prepare_run_moves_vals(groups)
        self._set_journals(vals_list)
        self._set_no_distribution(vals_list)
        return vals_list

    def _set_journals(self, vals_list):
        """The journal that Odoo proposes for the kind of document and its currency."""
        # sudo: whoever invoices need not be allowed to see journals
        moves = self.env["account.move"].sudo().with_company(self.company_id)
        journals = {}
        for vals in vals_list:
            if vals.get("journal_id"):
                continue
            key = (vals["move_type"], vals.get("currency_id"))
            if key not in journals:
                names = ("move_type", "currency_id", "company_id")
                move = moves.new({name: vals.get(name) for name in names})
                journals[key] = move._search_default_journal().id
            vals["journal_id"] = journals[key]

    def _set_no_distribution(self, vals_list):
        """Where no rule distributes to analytic accounts, none is looked for."""
        rules = self.env["account.analytic.distribution.model"].sudo()  # sudo: as above
        if rules.search_count([], limit=1):
            return
        for vals in vals_list:
            for command in vals["invoice_line_ids"]:
                command[2].setdefault("analytic_distribution", False)
