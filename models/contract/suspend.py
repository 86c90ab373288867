from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.periods import FOREVER


class ServiceContract(models.Model):
    """When a contract is suspended."""

    _inherit = "service.contract"

    suspension_ids = fields.One2many(
        "service.contract.suspension", "contract_id", string="Suspensions"
    )
    date_suspended = fields.Date(
        string="Suspended On",
        compute="_compute_date_suspended",
        help="From this day on nothing falls due and nothing is covered.",
    )

    @api.depends("suspension_ids.date_from", "suspension_ids.date_to")
    def _compute_date_suspended(self):
        today = fields.Date.context_today(self)
        for contract in self:
            current = contract._get_suspension_on(today)
            contract.date_suspended = current.date_from

    def _get_suspended_intervals(self):
        """First and last days of the suspensions, both included.

        One that is not resumed yet ends on :data:`FOREVER`.
        """
        self.ensure_one()
        return [(s.date_from, s.date_to or FOREVER) for s in self.suspension_ids]

    def _get_suspension_on(self, date):
        self.ensure_one()
        return self.suspension_ids.filtered(
            lambda s: s.date_from <= date and (not s.date_to or date <= s.date_to)
        )[:1]

    def _is_suspended_on(self, date):
        return bool(self._get_suspension_on(date))

    @api.model
    def _get_suspended_domain(self, date):
        """Contracts that are suspended on ``date``."""
        return Domain(
            "suspension_ids",
            "any",
            Domain("date_from", "<=", date)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", date)),
        )

    def _suspend(self, date_from, date_to=False, prolong=False, reason=False):
        """Suspend the contracts from ``date_from`` to ``date_to``, both included."""
        self.env["service.contract.suspension"].create(
            [
                {
                    "contract_id": contract.id,
                    "date_from": date_from,
                    "date_to": date_to,
                    "prolong": prolong,
                    "reason": reason,
                }
                for contract in self
            ]
        )
        self._follow_suspensions()

    def _resume(self, date):
        """Let the suspension that holds on ``date`` end on the day before."""
        for contract in self:
            current = contract._get_suspension_on(date)
            if current.date_from == date:
                current.unlink()
            else:
                current.date_to = date - timedelta(days=1)
        self._follow_suspensions()

    def _follow_suspensions(self):
        """Set the state of contracts in force to what holds today."""
        today = fields.Date.context_today(self)
        running = self.filtered(lambda c: c.state in ("active", "suspended"))
        suspended = running.filtered(lambda c: c._is_suspended_on(today))
        suspended.filtered(lambda c: c.state == "active").state = "suspended"
        (running - suspended).filtered(
            lambda c: c.state == "suspended"
        ).state = "active"

    def _prolong_by(self, days, since):
        """Move the end of the contract, and of the lines that last as long.

        :param since: day on which the suspension that prolongs it begins
        """
        self.ensure_one()
        if self.date_end:
            self._move_end(self.date_end + timedelta(days=days))
