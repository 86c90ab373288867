# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date, formatLang


class ServiceContractProlong(models.TransientModel):
    """Lets contracts go on for one more term, once its dates and prices were seen."""

    _name = "service.contract.prolong"
    _description = "Renew Contract"

    contract_ids = fields.Many2many(
        "service.contract",
        string="Contracts",
        required=True,
        default=lambda self: self.env["service.contract"].browse(
            self.env.context.get("active_ids", [])
        ),
    )
    summary = fields.Html(compute="_compute_summary")

    @api.depends("contract_ids")
    def _compute_summary(self):
        for wizard in self:
            wizard.summary = Markup("").join(
                wizard._describe_term(contract)
                for contract in wizard.contract_ids._origin
                if contract.date_end
            )

    def _describe_term(self, contract):
        """The next term of ``contract`` and what its prices become."""
        start = contract._get_next_start()
        title = self.env._(
            "%(contract)s goes on from %(start)s to %(end)s.",
            contract=contract.display_name,
            start=format_date(self.env, start),
            end=format_date(self.env, contract._get_renewed_end(start)),
        )
        changes = [
            self._describe_price(line, before, after)
            for line, before, after in contract._preview_term_prices(start)
            if before != after
        ]
        if changes:
            text = self.env._("Prices change as agreed:")
        elif contract._lacks_adjustment_rule(start):
            text = self.env._(
                "Prices stay for now: the variation of %s is not published yet.",
                contract.adjustment_index_id.name,
            )
        else:
            text = self.env._("Prices and conditions stay as they are.")
        rows = Markup("").join(Markup("<li>%s</li>") % change for change in changes)
        return Markup("<p>%s<br/>%s</p><ul>%s</ul>") % (title, text, rows)

    def _describe_price(self, line, before, after):
        before, after = (
            formatLang(self.env, price, currency_obj=line.currency_id)
            for price in (before, after)
        )
        return self.env._(
            "%(line)s: %(before)s → %(after)s %(per)s",
            line=(line.name or "").split("\n")[-1],
            before=before,
            after=after,
            per=line.price_per,
        )

    def action_confirm(self):
        """Append one more term."""
        self._check_asked_one()
        self.contract_ids.action_renew()
        return {"type": "ir.actions.act_window_close"}
