# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date as Date
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ...shared.working_time import WorkingTimes
from ..service_contract import LIVE_STATES

WARRANTY_RANK, EQUIPMENT_RANK, CATEGORY_RANK, CUSTOMER_RANK = range(4)


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
    """Who is promised what, the closest promise first.

    One relation of the database holds all promises, and whatever is told of them is
    read from it. A further kind of promise extends :meth:`_get_branches`.
    """

    _name = "service.promise"
    _description = "Promises for Equipment"

    # === KINDS OF PROMISE === #

    @api.model
    def _get_sources(self):
        """Kinds of promise: code, name, and what equipment is said to be by it.

        What each covers is said by ``_get_<code>_cover`` of the contract.
        """
        return [
            ("warranty", self.env._("Warranty"), self.env._("Under Warranty")),
            ("contract", self.env._("Contract"), self.env._("Under Contract")),
        ]

    # === RELATION === #

    @api.model
    def _get_relation(self):
        """All promises, each once for every equipment that it may be for.

        Columns: ``equipment_id`` (zero: work on none), ``contract_id`` and ``line_id``
        (zero: none), ``source``, ``rank`` (lowest first), ``closeness`` (within a rank,
        highest first), ``state`` (of the contract), ``date_start``, ``date_end``,
        ``owner_id`` and ``owner_company_id`` (of the equipment), ``customer_id`` and
        ``company_id`` (of the promise).

        :rtype: SQL
        """
        return SQL(
            "(%s)",
            SQL(" UNION ALL ").join(self._get_branches()),
            to_flush=[
                self.env[model]._fields[name]
                for model, names in self._get_source_fields().items()
                for name in names
            ],
        )

    @api.model
    def _get_source_fields(self):
        """Fields that the relation is made of, by model."""
        return {
            "service.equipment": [
                "company_id",
                "partner_id",
                "product_id",
                "warranty_start",
                "warranty_end",
            ],
            "service.contract": ["partner_id", "state", "date_start", "date_end"],
            "service.contract.line": [
                "contract_id",
                "company_id",
                "equipment_id",
                "category_id",
                "date_start",
                "date_end",
            ],
            "service.contract.suspension": ["contract_id", "date_from", "date_to"],
            "res.partner": ["commercial_partner_id"],
            "product.product": ["product_tmpl_id"],
            "product.template": ["categ_id"],
            "product.category": ["parent_path"],
        }

    @api.model
    def _get_branches(self):
        """One query of the relation's columns for each kind of promise.

        :rtype: list[SQL]
        """
        return [
            self._get_warranty_branch(),
            self._get_equipment_branch(),
            self._get_category_branch(),
            self._get_customer_branch(),
            self._get_general_branch(),
        ]

    @api.model
    def _get_warranty_branch(self):
        return SQL(
            """
            SELECT equipment.id AS equipment_id, 0 AS contract_id, 0 AS line_id,
                   'warranty' AS source, %(rank)s AS rank, 0 AS closeness,
                   'active' AS state,
                   equipment.warranty_start AS date_start,
                   equipment.warranty_end AS date_end,
                   0 AS owner_id, equipment.company_id AS owner_company_id,
                   0 AS customer_id, equipment.company_id AS company_id
              FROM service_equipment equipment
             WHERE equipment.warranty_start IS NOT NULL
               AND equipment.warranty_end IS NOT NULL
            """,
            rank=WARRANTY_RANK,
        )

    @api.model
    def _get_equipment_branch(self):
        """Lines for one equipment, whoever has it by now."""
        return SQL(
            """
            SELECT equipment.id, line.contract_id, line.id, 'contract', %(rank)s, 0,
                   %(promised)s, 0, equipment.company_id, 0, line.company_id
              FROM service_contract_line line
              JOIN service_contract contract ON contract.id = line.contract_id
              JOIN service_equipment equipment ON equipment.id = line.equipment_id
             WHERE %(condition)s
            """,
            rank=EQUIPMENT_RANK,
            promised=self._get_promised_columns(),
            condition=self._get_line_condition(),
        )

    @api.model
    def _get_category_branch(self):
        """Lines for a category; the lowest one that holds the product is closest."""
        return SQL(
            """
            SELECT equipment.id, line.contract_id, line.id, 'contract', %(rank)s,
                   LENGTH(category.parent_path), %(promised)s,
                   owner.commercial_partner_id, equipment.company_id,
                   customer.commercial_partner_id, line.company_id
              FROM service_contract_line line
              JOIN service_contract contract ON contract.id = line.contract_id
              JOIN res_partner customer ON customer.id = contract.partner_id
              JOIN product_category category ON category.id = line.category_id
              JOIN product_category own
                ON own.parent_path LIKE category.parent_path || '%%'
              JOIN product_template template ON template.categ_id = own.id
              JOIN product_product product ON product.product_tmpl_id = template.id
              JOIN service_equipment equipment ON equipment.product_id = product.id
              LEFT JOIN res_partner owner ON owner.id = equipment.partner_id
             WHERE %(condition)s
            """,
            rank=CATEGORY_RANK,
            promised=self._get_promised_columns(),
            condition=self._get_line_condition(),
        )

    @api.model
    def _get_customer_branch(self):
        """Lines for everything of the customer."""
        return SQL(
            """
            SELECT equipment.id, line.contract_id, line.id, 'contract', %(rank)s, 0,
                   %(promised)s, owner.commercial_partner_id, equipment.company_id,
                   customer.commercial_partner_id, line.company_id
              FROM service_contract_line line
              JOIN service_contract contract ON contract.id = line.contract_id
              JOIN res_partner customer ON customer.id = contract.partner_id
             CROSS JOIN service_equipment equipment
              LEFT JOIN res_partner owner ON owner.id = equipment.partner_id
             WHERE line.equipment_id IS NULL AND line.category_id IS NULL
               AND %(condition)s
            """,
            rank=CUSTOMER_RANK,
            promised=self._get_promised_columns(),
            condition=self._get_line_condition(),
        )

    @api.model
    def _get_general_branch(self):
        """The same lines, for work on no equipment."""
        return SQL(
            """
            SELECT 0, line.contract_id, line.id, 'contract', %(rank)s, 0,
                   %(promised)s, customer.commercial_partner_id, line.company_id,
                   customer.commercial_partner_id, line.company_id
              FROM service_contract_line line
              JOIN service_contract contract ON contract.id = line.contract_id
              JOIN res_partner customer ON customer.id = contract.partner_id
             WHERE line.equipment_id IS NULL AND line.category_id IS NULL
               AND %(condition)s
            """,
            rank=CUSTOMER_RANK,
            promised=self._get_promised_columns(),
            condition=self._get_line_condition(),
        )

    @api.model
    def _get_promised_columns(self):
        """State and days of a line, which the contract may still cut short."""
        return SQL(
            "contract.state, GREATEST(line.date_start, contract.date_start), "
            "LEAST(line.date_end, contract.date_end)"
        )

    @api.model
    def _get_line_condition(self):
        """Which contract lines promise anything at all."""
        return SQL("TRUE")

    # === CONDITIONS === #

    @api.model
    def _get_order(self):
        """Which of several promises counts."""
        return SQL(
            "promise.rank, promise.closeness DESC, promise.date_start DESC, "
            "promise.line_id DESC"
        )

    @api.model
    def _get_holding_condition(self, date):
        """Promises that hold on ``date``, a day or a column."""
        return SQL(
            """
            promise.state IN %(states)s
            AND promise.date_start <= %(date)s
            AND COALESCE(promise.date_end, 'infinity') >= %(date)s
            AND NOT EXISTS (
                SELECT 1 FROM service_contract_suspension suspension
                 WHERE suspension.contract_id = promise.contract_id
                   AND suspension.date_from <= %(date)s
                   AND COALESCE(suspension.date_to, 'infinity') >= %(date)s
            )
            """,
            states=LIVE_STATES,
            date=date,
        )

    @api.model
    def _get_own_condition(self):
        """Promises to who has the equipment."""
        return SQL(
            "promise.owner_id = promise.customer_id "
            "AND promise.owner_company_id = promise.company_id"
        )

    # === QUESTIONS === #

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
            )""",
            asked=asked,
            relation=self._get_relation(),
            rank=EQUIPMENT_RANK,
            states=tuple(states),
        )

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
