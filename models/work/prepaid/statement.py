# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta
from typing import Any, NamedTuple

from odoo import models
from odoo.exceptions import UserError

# On one day what is added comes before what is used, and that before what is lost.
ADDED, USED, LOST = range(3)


class Movement(NamedTuple):
    """One line of the account of prepaid hours or visits."""

    date: Any
    order: int
    kind: str
    amount: float
    activity: Any = None
    balance: float = 0.0


class ServiceContract(models.Model):
    """The account of what was prepaid: added, used, lost and left."""

    _inherit = "service.contract"

    def _get_prepaid_movements(self, unit):
        """Movements of ``hours`` or ``visits`` until today, each with the balance.

        :rtype: list[Movement]
        """
        self.ensure_one()
        contract = self._origin
        block = getattr(contract._get_prepaid_balance(), unit).get(contract)
        if not block:
            return []
        today = self._get_company_today()
        movements = [
            movement
            for movement in (
                *self._get_credit_movements(block.granted),
                *self._get_use_movements(unit),
            )
            if movement.date <= today
        ]
        balance = 0.0
        statement = []
        for movement in sorted(movements, key=lambda m: (m.date, m.order)):
            balance = round(balance + movement.amount, 4) + 0.0  # never minus zero
            statement.append(movement._replace(balance=balance))
        return statement

    def _get_credit_movements(self, granted):
        for credit in granted:
            yield Movement(credit.start, ADDED, credit.kind, credit.amount)
            if credit.used_before:
                yield Movement(credit.start, USED, "opening", -credit.used_before)
            if credit.moved:
                next_day = credit.end + timedelta(days=1)
                yield Movement(credit.end, LOST, "moved", -credit.moved)
                yield Movement(next_day, ADDED, "carried", credit.moved)
            for day, lost in credit.iter_losses():
                if day < self._get_company_today():
                    yield Movement(day, LOST, "expired", -lost)

    def _get_use_movements(self, unit):
        seen = set()
        for use in self._get_counted_uses():
            if unit == "hours" and use.hours:
                yield Movement(use.date, USED, "used", -use.hours, use.activity)
            elif unit == "visits" and use.intervention not in seen:
                seen.add(use.intervention)
                yield Movement(use.date, USED, "used", -1, use.activity)

    def _get_counted_uses(self):
        """Uses since the account began."""
        opening = self._origin.opening_date
        uses = self._origin._get_prepaid_uses().get(self._origin, [])
        return [use for use in uses if not opening or use.date >= opening]

    def action_view_prepaid(self):
        """Show the movements of hours and visits.

        :raises UserError: when the contract has no prepaid block
        """
        self._check_asked_one()
        movements = self.env["service.contract.movement"]._create_for(self)
        if not movements:
            raise UserError(
                self.env._(
                    "Contract %s has no prepaid hours or visits, so it has no balance.",
                    self.display_name,
                )
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_movement_action"
        )
        action["domain"] = [("id", "in", movements.ids)]
        action["display_name"] = self.env._("Balance of %s", self.display_name)
        if len(set(movements.mapped("unit"))) > 1:
            action["context"] = {"group_by": ["unit"]}
        return action
