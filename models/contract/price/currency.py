# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo import models
from odoo.exceptions import UserError


class ServiceContract(models.Model):
    """The prices of a contract in force are amounts of its currency, and stay so."""

    _inherit = "service.contract"

    @contextmanager
    def _watch_change(self, vals):
        """
        :raises UserError: when another price list, customer or company would let the
            prices agreed be read in another currency
        """
        agreed = {
            contract: contract.currency_id
            for contract in self
            if self._get_currency_sources() & vals.keys()
            and contract.state not in ("draft", "cancelled")
        }
        with super()._watch_change(vals):
            yield
        for contract, currency in agreed.items():
            if contract.currency_id != currency and contract._has_prices():
                raise UserError(contract._get_currency_message(currency))

    def _get_currency_sources(self):
        """Fields on which the currency depends."""
        return {"currency_id", "pricelist_id", "partner_id", "company_id"}

    def _has_prices(self):
        self.ensure_one()
        return any(self.line_ids.mapped("price_unit")) or bool(
            self.line_ids.earlier_price_ids
        )

    def _get_currency_message(self, agreed):
        self.ensure_one()
        return self.env._(
            "The prices of %(contract)s are agreed in %(agreed)s and would become as "
            "many %(other)s. Choose a price list in %(agreed)s, or let this contract "
            "end and make a new one in %(other)s.",
            contract=self.display_name,
            agreed=agreed.name,
            other=self.currency_id.name,
        )
