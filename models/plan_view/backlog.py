from odoo import api, models
from odoo.fields import Domain


class Base(models.AbstractModel):
    """What waits to be planned, beside the planning view."""

    _inherit = "base"

    @api.model
    @api.readonly
    def service_gantt_backlog(
        self, domain, search, order, filters, offset, limit, options
    ):
        """One page of what waits to be planned.

        :param domain: what the view searches for
        :param search: words that the name must contain
        :param order: one of :meth:`_service_gantt_backlog_orders`
        :param filters: a value for each of :meth:`_service_gantt_backlog_filters`
        """
        plan = self._service_gantt_plan(options)
        wanted = self._service_gantt_waiting(domain, plan)
        if search:
            wanted &= Domain("display_name", "ilike", search)
        known = self._service_gantt_backlog_filters()
        for name, value in (filters or {}).items():
            if value and name in known:
                wanted &= known[name](value)
        orders = self._service_gantt_backlog_orders()
        found = self.search(
            wanted,
            offset=int(offset or 0),
            limit=int(limit or 40),
            order=orders.get(order, self._order),
        )
        return {
            "records": found._service_gantt_cards(plan),
            "length": self.search_count(wanted),
        }

    # === HOOKS === #

    @api.model
    def _service_gantt_backlog_filters(self):
        """Functions that make a domain of the value of a filter, by its name."""
        return {}

    @api.model
    def _service_gantt_backlog_orders(self):
        """Orders of the search, by the name that the browser gives them."""
        return {}

    def _service_gantt_cards(self, plan):
        """What the cards of these records show."""
        return [
            {
                "id": record.id,
                "name": record.display_name,
                "title": record.display_name,
                "partner": "",
                "place": "",
                "priority": "0",
                "deadline": self._service_gantt_plain(
                    bool(plan.deadline) and record[plan.deadline]
                ),
                "duration": 1.0,
                "late": False,
                "employees": [],
                "skills": [],
                "color": 0,
            }
            for record in self
        ]
