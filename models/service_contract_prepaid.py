from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import float_compare


class PrepaidBalance:
    """What contracts have used of the hours and visits that each term includes.

    Filled once for a batch of records and then consumed by them in their order, so
    that no record asks the database.
    """

    def __init__(self):
        self.hours = defaultdict(float)
        self.visits = defaultdict(set)

    def allows(self, contract, intervention, hours, date):
        """Whether ``contract`` still includes ``hours`` of ``intervention``."""
        term = contract, contract._get_term_start(date)
        if contract.included_hours:
            total = self.hours[term] + hours
            if float_compare(total, contract.included_hours, precision_digits=2) > 0:
                return False
        if contract.included_visits:
            visits = self.visits[term] | {intervention._origin.id}
            return len(visits) <= contract.included_visits
        return True

    def consume(self, contract, intervention, hours, date):
        term = contract, contract._get_term_start(date)
        self.hours[term] += hours
        self.visits[term].add(intervention._origin.id)


class ServiceContract(models.Model):
    """Hours and visits that a contract includes, and what is left of them."""

    _inherit = "service.contract"

    remaining_hours = fields.Float(
        compute="_compute_remaining",
        help="Hours of the current term that have not been used.",
    )
    remaining_visits = fields.Integer(
        compute="_compute_remaining",
        help="Interventions of the current term that have not been used.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "included_hours", "included_visits", "intervention_ids.activity_ids.state"
    )
    def _compute_remaining(self):
        today = fields.Date.context_today(self)
        balance = self._get_prepaid_balance()
        for contract in self:
            term = contract._origin, contract._get_term_start(today)
            contract.remaining_hours = contract.included_hours and (
                contract.included_hours - balance.hours[term]
            )
            contract.remaining_visits = contract.included_visits and (
                contract.included_visits - len(balance.visits[term])
            )

    # === BUSINESS METHODS === #

    def _get_prepaid_balance(self, excluding=()):
        """What these contracts have used so far, in one query.

        :param excluding: ``service.activity`` records that do not count
        """
        balance = PrepaidBalance()
        prepaid = self._origin.filtered(lambda c: c.included_hours or c.included_visits)
        if not prepaid:
            return balance
        # sudo: all the work counts, also what the user may not see
        done = (
            self.env["service.activity"]
            .sudo()
            .search(
                [
                    ("intervention_id.contract_id", "in", prepaid.ids),
                    ("coverage_source", "=", "contract"),
                    ("state", "=", "done"),
                ]
            )
        )
        for activity in done:
            if activity.id in excluding:
                continue
            contract = activity.intervention_id.contract_id.with_env(self.env)
            date = activity._get_service_date()
            hours = activity._get_prepaid_hours()
            balance.consume(contract, activity.intervention_id, hours, date)
        return balance
