# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections.abc import Callable
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain

from ..shared.asked import MAX_RECORDS, Asked

PAGE, MAX_PAGE = 40, 1_000


class BacklogFilter(NamedTuple):
    """A button or, with ``choices``, a selection above what waits to be planned."""

    label: str
    make_domain: Callable  # of the value that is chosen; of True for a button
    title: str = ""  # what a button explains itself with, or the choice of everything
    choices: tuple = ()  # pairs of a value and its label


class BacklogOrder(NamedTuple):
    """An order in which what waits to be planned can be shown."""

    label: str
    order: str


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
        :param order: one of :meth:`_service_gantt_backlog_orders`; the first of them
            when it is none
        :param filters: a value for each of :meth:`_service_gantt_backlog_filters`
        :return: the ``records`` of the page, the ``length`` of all, and the ``filters``
            and ``orders`` that can be asked for
        """
        self._check_asked_inside()
        asked = Asked(self.env)
        plan = self._service_gantt_plan(options)
        domain = self._service_gantt_check_domain(domain)
        wanted = self._service_gantt_waiting(domain, plan)
        if search:
            wanted &= Domain("display_name", "ilike", asked.text(search))
        known = self._service_gantt_backlog_filters()
        for name, value in asked.mapping(filters).items():
            if value and name in known:
                chosen = value is True or asked.text(value)
                wanted &= known[name].make_domain(chosen)
        orders = self._service_gantt_backlog_orders()
        if asked.text(order) not in orders:
            order = next(iter(orders), "")
        with asked.understood():
            found = self.search(
                wanted,
                offset=asked.count(offset, 0, MAX_RECORDS),
                limit=asked.count(limit, PAGE, MAX_PAGE),
                order=orders[order].order if order else self._order,
            )
            length = self.search_count(wanted)
        return {
            "records": found._service_gantt_cards(plan),
            "length": length,
            "filters": [
                {
                    "name": name,
                    "label": one.label,
                    "title": one.title,
                    "choices": one.choices,
                }
                for name, one in known.items()
            ],
            "order": order,
            "orders": [(name, one.label) for name, one in orders.items()],
        }

    # === HOOKS === #

    @api.model
    def _service_gantt_backlog_filters(self):
        """Each :class:`BacklogFilter` by its name."""
        return {}

    @api.model
    def _service_gantt_backlog_orders(self):
        """Each :class:`BacklogOrder` by its name; the first is the usual one."""
        return {}

    def _service_gantt_cards(self, plan):
        """What the cards of these records show.

        ``lines`` are texts under the title, ``facts`` have an ``icon``, a ``text`` and
        a ``title``, ``tags`` are texts. ``values`` of fields, by name, are compared
        with those of the row that the card is dropped on.
        """
        return [
            {
                "id": record.id,
                "name": record.display_name,
                "title": record.display_name,
                "lines": [],
                "stars": 0,
                "deadline": self._service_gantt_plain(
                    bool(plan.deadline) and record[plan.deadline]
                ),
                "duration": 1.0,
                "late": False,
                "facts": [],
                "tags": [],
                "values": {},
            }
            for record in self
        ]
