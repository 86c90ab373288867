# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ....tools.interval import Interval


class ServiceContract(models.Model):
    """The terms that a contract has run for."""

    _inherit = "service.contract"

    term_ids = fields.One2many("service.contract.term", "contract_id", string="Terms")

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        live = self._get_live_states()
        contracts.filtered(lambda c: c.state in live)._start_terms()
        return contracts

    def _on_changed(self, names):
        super()._on_changed(names)
        if {"date_start", "date_end"} & names:
            self._fit_terms()

    # === BUSINESS METHODS === #

    def _get_term(self, date):
        """The term that holds ``date``, or the last one before it; maybe none."""
        self.ensure_one()
        begun = self.term_ids.filtered(lambda term: term.date_start <= date)
        return begun.sorted("date_start")[-1:]

    def _get_term_start(self, date):
        """First day of the term that holds ``date``.

        A contract without end that renews has terms of its renewal length, counted
        from its start.
        """
        self.ensure_one()
        start = self._get_term(date).date_start or self.date_start
        if not start or not self._has_rolling_terms():
            return start
        term = Interval(self.renewal_months, "month")
        return term.start(start, term.index(start, date))

    def _get_term_end(self, date):
        """Last day of the term that holds ``date``; none when it has no end."""
        self.ensure_one()
        term = self._get_term(date)
        if not self._has_rolling_terms():
            return term.date_end or self.date_end
        anchor = term.date_start or self.date_start
        length = Interval(self.renewal_months, "month")
        return length.last_day(length.start(anchor, length.index(anchor, date)))

    def _has_rolling_terms(self):
        """Whether the contract renews itself without ever having an end."""
        self.ensure_one()
        return not self.date_end and self.renewal != "none" and self.renewal_months >= 1

    def _on_started(self):
        super()._on_started()
        self._start_terms()

    def _start_terms(self):
        """Record the first term of contracts that have none."""
        self.env["service.contract.term"].create(
            [
                {"contract_id": contract.id, "date_start": contract.date_start}
                for contract in self
                if not contract.term_ids
            ]
        )

    def _fit_terms(self):
        """Let the first term begin with the contract, and none after its end."""
        surplus = self.env["service.contract.term"]
        for contract in self.filtered("term_ids"):
            terms = contract.term_ids.sorted("date_start")
            if terms[0].date_start != contract.date_start:
                terms[0].date_start = contract.date_start
            surplus |= terms[1:].filtered(
                lambda term, end=contract.date_end: end and term.date_start > end
            )
        surplus.unlink()

    def _append_term(self):
        self._start_terms()
        return super()._append_term()

    def _prolong_by(self, days, since):
        """Terms that begin after ``since`` move along."""
        self.term_ids.filtered(lambda term: term.date_start > since)._move_start(days)
        return super()._prolong_by(days, since)
