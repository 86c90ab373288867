# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date as Date
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ...shared.working_time import WorkingTimes
from .service_promise import EQUIPMENT_RANK


class Promise(NamedTuple):
    """What promises something to an equipment.

    ``source`` names the kind (``warranty``, ``contract``); ``contract_id`` and
    ``line_id`` are zero for a warranty. Both dates are included, no ``date_end`` means
    without end. ``holds`` tells whether it does on the day that was asked about.
    """

    source: str
    contract_id: int
    line_id: int
    date_start: Date
    date_end: Date | None
    holds: bool


class Promises:
    """What is promised, asked together by who has a batch of work.

    :meth:`load` asks for many at once; what was not asked before is asked alone.
    """

    def __init__(self, env):
        self._model = env["service.promise"]
        self._found = {}
        self.working_times = WorkingTimes()

    def load(self, questions):
        """Ask for ``questions``: contract, equipment (either may be empty) and day."""
        new = {self._get_key(*question) for question in questions} - self._found.keys()
        if new:
            self._found.update(dict.fromkeys(new, ()))
            self._found.update(self._model._ask(new))

    def get(self, contract, equipment, date):
        """Promises of ``contract`` and of the equipment itself, the closest first.

        Those are included that do not hold on ``date``.

        :rtype: list[Promise]
        """
        self.load([(contract, equipment, date)])
        return self._found[self._get_key(contract, equipment, date)]

    def get_holding(self, contract, equipment, date):
        """Those that hold on ``date``, the closest first."""
        return [p for p in self.get(contract, equipment, date) if p.holds]

    @staticmethod
    def _get_key(contract, equipment, date):
        return contract.id or 0, equipment.id or 0, date


class ServicePromise(models.AbstractModel):
    """What is asked about promises: each question reads the one relation."""

    _inherit = "service.promise"

    @api.model
    def _ask(self, questions):
        """Promises of a contract and of the equipment itself.

        :param questions: ids of contract and equipment (zero: none), and a day
        :return: the promises of each question that has any, the closest first
        :rtype: dict[tuple, list[Promise]]
        """
        contracts, equipment, dates = map(list, zip(*questions, strict=True))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT asked.contract_id, asked.equipment_id, asked.date,
                       promise.source, promise.contract_id, promise.line_id,
                       promise.date_start, promise.date_end, %(holds)s
                  FROM UNNEST(%(contracts)s::int[], %(equipment)s::int[],
                              %(dates)s::date[])
                       AS asked(contract_id, equipment_id, date)
                 CROSS JOIN LATERAL (
                    SELECT * FROM %(relation)s promise
                     WHERE promise.equipment_id = asked.equipment_id
                       AND promise.contract_id IN (0, asked.contract_id)
                    OFFSET 0  -- each question uses the indexes, none the whole relation
                 ) promise
                 ORDER BY %(order)s
                """,
                holds=self._get_holding_condition(SQL("asked.date")),
                contracts=contracts,
                equipment=equipment,
                dates=dates,
                relation=self._get_relation(),
                order=self._get_order(),
            )
        )
        found = {}
        for contract, one, date, *promise in rows:
            found.setdefault((contract, one, date), []).append(Promise(*promise))
        return found

    @api.model
    def _get_closest(self, date, condition=None):
        """For each equipment the closest promise to its owner that holds on ``date``.

        Columns: ``equipment_id``, ``source``, ``contract_id`` and ``date_end``.

        :param SQL condition: which rows of the relation count
        :rtype: SQL
        """
        return SQL(
            """(
                SELECT DISTINCT ON (promise.equipment_id)
                       promise.equipment_id, promise.source,
                       promise.contract_id, promise.date_end
                  FROM %(relation)s promise
                 WHERE %(condition)s AND %(own)s AND %(holds)s
                 ORDER BY promise.equipment_id, %(order)s
            )""",
            relation=self._get_relation(),
            condition=condition or SQL("TRUE"),
            own=self._get_own_condition(),
            holds=self._get_holding_condition(date),
            order=self._get_order(),
        )

    @api.model
    def _read_closest(self, equipment, date):
        """The closest promise for each equipment on ``date``, by its id.

        :return: source, id of the contract (zero: none) and last day
        :rtype: dict[int, tuple]
        """
        if not equipment:
            return {}
        condition = SQL("promise.equipment_id IN %s", equipment._ids)
        closest = self._get_closest(date, condition)
        return {
            one: promise
            for one, *promise in self.env.execute_query(
                SQL("SELECT * FROM %s closest", closest)
            )
        }

    @api.model
    def _get_overlaps(self, asked, states):
        """Lines that promise the same equipment something on one of the same days.

        Columns: ``key`` of what was asked about and ``line_id`` of the other line.

        :param SQL asked: relation with the columns ``key``, ``line_id`` (zero: not
            saved yet), ``equipment_id``, ``date_start`` and ``date_end``
        :param states: of the contracts that count
        :rtype: SQL
        """
        return SQL(
            """(
                SELECT asked.key, other.line_id
                  FROM %(asked)s asked
                  JOIN %(relation)s other
                    ON other.equipment_id = asked.equipment_id
                   AND other.line_id != asked.line_id
                   AND other.date_start <= COALESCE(asked.date_end, 'infinity')
                   AND asked.date_start <= COALESCE(other.date_end, 'infinity')
                 WHERE other.rank = %(rank)s AND other.state IN %(states)s
                   AND %(clashes)s
            )""",
            asked=asked,
            clashes=self._get_clash_condition(),
            relation=self._get_relation(),
            rank=EQUIPMENT_RANK,
            states=tuple(states),
        )

    @api.model
    def _get_clash_condition(self):
        """Which promises, ``asked`` and ``other``, are too many beside each other."""
        return SQL("TRUE")

    @api.model
    def _get_equipment_promises(self, states):
        """Lines for one equipment, to ask :meth:`_get_overlaps` about all of them."""
        return SQL(
            """(
                SELECT promise.line_id AS key, promise.line_id, promise.equipment_id,
                       promise.date_start, promise.date_end
                  FROM %(relation)s promise
                 WHERE promise.rank = %(rank)s AND promise.state IN %(states)s
            )""",
            relation=self._get_relation(),
            rank=EQUIPMENT_RANK,
            states=tuple(states),
        )

    @api.model
    def _read_equipment(self, lines):
        """Equipment of the customer that each of ``lines`` is for, by its id.

        :rtype: dict[int, list[int]]
        """
        if not lines:
            return {}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT promise.line_id, ARRAY_AGG(promise.equipment_id)
                  FROM %(relation)s promise
                 WHERE promise.line_id IN %(lines)s AND promise.equipment_id != 0
                   AND %(own)s
                 GROUP BY promise.line_id
                """,
                relation=self._get_relation(),
                lines=lines._ids,
                own=self._get_own_condition(),
            )
        )
        return dict(rows)
