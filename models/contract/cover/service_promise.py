# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

WARRANTY_RANK, EQUIPMENT_RANK, CATEGORY_RANK, CUSTOMER_RANK = range(4)


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
        return self._get_everything_branch(
            SQL("equipment.id, owner.commercial_partner_id, equipment.company_id"),
            SQL(
                """CROSS JOIN service_equipment equipment
                    LEFT JOIN res_partner owner ON owner.id = equipment.partner_id"""
            ),
        )

    @api.model
    def _get_general_branch(self):
        """The same lines, for work on no equipment."""
        return self._get_everything_branch(
            SQL("0, customer.commercial_partner_id, line.company_id"), SQL("")
        )

    @api.model
    def _get_everything_branch(self, owned, owners):
        """Lines for no equipment and no category in particular.

        :param SQL owned: equipment, its owner and its company
        :param SQL owners: joins that ``owned`` reads
        """
        return SQL(
            """
            SELECT owned.equipment_id, line.contract_id, line.id, 'contract',
                   %(rank)s, 0, %(promised)s, owned.owner_id, owned.company_id,
                   customer.commercial_partner_id, line.company_id
              FROM service_contract_line line
              JOIN service_contract contract ON contract.id = line.contract_id
              JOIN res_partner customer ON customer.id = contract.partner_id
                   %(owners)s
             CROSS JOIN LATERAL (SELECT %(owned)s)
                   owned(equipment_id, owner_id, company_id)
             WHERE %(everything)s AND %(condition)s
            """,
            rank=CUSTOMER_RANK,
            promised=self._get_promised_columns(),
            owned=owned,
            owners=owners,
            everything=self._get_everything_condition(),
            condition=self._get_line_condition(),
        )

    @api.model
    def _get_everything_condition(self):
        """Which contract lines are for everything of the customer."""
        return SQL("line.equipment_id IS NULL AND line.category_id IS NULL")

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
            states=self.env["service.contract"]._get_live_states(),
            date=date,
        )

    @api.model
    def _get_own_condition(self):
        """Promises to who has the equipment."""
        return SQL(
            "promise.owner_id = promise.customer_id "
            "AND promise.owner_company_id = promise.company_id"
        )
