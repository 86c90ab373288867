# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

AMOUNTS = (
    "billed",
    "to_bill",
    "cost_labour",
    "cost_parts",
    "cost_travel",
    "cost_other",
    "annual_value",
)


class ServiceContractReport(models.Model):
    """What each contract brings in and costs, month by month, in company currency.

    Billed is what posted invoices bill of the contract and of the work under it, less
    what credit notes take back. Costs are those of the work that is done. The annual
    value is that of today, so it belongs to the current month.
    """

    _name = "service.contract.report"
    _description = "Contract Margin"
    _inherit = ["service.contract.analysis"]
    _auto = False
    _order = "date desc, contract_id"
    _rec_name = "contract_id"

    currency_id = fields.Many2one("res.currency", readonly=True)
    state = fields.Selection(
        lambda self: self.env["service.contract"]._fields["state"].selection,
        string="Status",
        readonly=True,
    )
    date = fields.Date(string="Month", readonly=True)
    billed = fields.Monetary(readonly=True)
    to_bill = fields.Monetary(
        string="Still to Bill",
        readonly=True,
        help="Finished work that has not been invoiced yet.",
    )
    cost_labour = fields.Monetary(string="People", readonly=True)
    cost_parts = fields.Monetary(string="Parts", readonly=True)
    cost_travel = fields.Monetary(string="Travel", readonly=True)
    cost_other = fields.Monetary(
        string="Other Costs", readonly=True, help="Expenses and fees."
    )
    cost = fields.Monetary(string="Costs", readonly=True)
    margin = fields.Monetary(readonly=True, help="What is billed less what it costs.")
    margin_expected = fields.Monetary(
        string="Expected Margin",
        readonly=True,
        help="The margin when the finished work is billed as well.",
    )
    margin_percent = fields.Float(
        string="Margin %",
        readonly=True,
        aggregator="avg",
        help="Margin in percent of what is billed.",
    )
    annual_value = fields.Monetary(readonly=True, help="What a whole year is worth.")

    _depends = {
        "account.move": ["move_type"],
        "account.move.line": [
            "balance",
            "date",
            "parent_state",
            "service_contract_line_id",
            "service_intervention_id",
        ],
        "service.activity": [
            "amount_billable",
            "cost",
            "currency_id",
            "date_done",
            "intervention_id",
            "invoice_state",
            "state",
        ],
        "service.charge": [
            "amount_billable",
            "cost",
            "currency_id",
            "date_done",
            "intervention_id",
            "invoice_state",
            "kind",
        ],
        "service.contract": [
            "annual_value",
            "company_id",
            "contract_type_id",
            "currency_id",
            "partner_id",
            "state",
            "user_id",
        ],
        "service.contract.line": ["contract_id"],
        "service.intervention": [
            "company_id",
            "contract_id",
            "date_done",
            "state",
        ],
    }

    # === QUERY METHODS === #

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT totals.contract_id::bigint * 100000
                       + EXTRACT(YEAR FROM totals.date)::int * 12
                       + EXTRACT(MONTH FROM totals.date)::int AS id,
                   totals.*,
                   billed - cost AS margin,
                   billed + to_bill - cost AS margin_expected,
                   COALESCE(100 * (billed - cost) / NULLIF(billed, 0), 0)
                       AS margin_percent,
                   contract.contract_type_id,
                   contract.partner_id,
                   contract.user_id,
                   contract.company_id,
                   contract.state,
                   company.currency_id
              FROM (
                  SELECT contract_id,
                         DATE_TRUNC('month', day)::date AS date,
                         SUM(cost_labour + cost_parts + cost_travel + cost_other)
                             AS cost,
                         %(sums)s
                    FROM (%(amounts)s) AS amount
                GROUP BY contract_id, DATE_TRUNC('month', day)
              ) AS totals
              JOIN service_contract contract ON contract.id = totals.contract_id
              JOIN res_company company ON company.id = contract.company_id
            """,
            sums=SQL(", ").join(
                SQL("SUM(%(name)s) AS %(name)s", name=SQL.identifier(name))
                for name in AMOUNTS
            ),
            amounts=SQL(" UNION ALL ").join(self._get_amount_queries()),
        )

    @api.model
    def _get_amount_queries(self):
        """Queries of amounts, each with its contract and day."""
        return [
            self._get_billed_query(),
            self._get_unbilled_query("service_activity"),
            self._get_unbilled_query("service_charge"),
            self._get_labour_query(),
            self._get_charge_query(),
            self._get_annual_query(),
        ]

    @api.model
    def _get_amount_columns(self, **amounts):
        """Columns of one query of amounts; those that it does not give are zero."""
        return SQL(", ").join(
            SQL("%s AS %s", amounts.get(name, SQL("0.0")), SQL.identifier(name))
            for name in AMOUNTS
        )

    @api.model
    def _get_billed_query(self):
        return SQL(
            """
            SELECT COALESCE(promise.contract_id, job.contract_id) AS contract_id,
                   line.date AS day, %s
              FROM account_move_line line
              JOIN account_move move ON move.id = line.move_id
         LEFT JOIN service_contract_line promise
                ON promise.id = line.service_contract_line_id
         LEFT JOIN service_intervention job ON job.id = line.service_intervention_id
             WHERE line.parent_state = 'posted'
               AND move.move_type IN ('out_invoice', 'out_refund')
               AND (line.service_contract_line_id IS NOT NULL
                    OR line.service_intervention_id IS NOT NULL)
               AND COALESCE(promise.contract_id, job.contract_id) IS NOT NULL
            """,
            self._get_amount_columns(billed=SQL("-line.balance")),
        )

    @api.model
    def _get_unbilled_query(self, table):
        return SQL(
            """
            SELECT job.contract_id,
                   COALESCE(work.date_done, job.date_done),
                   %(columns)s
              FROM %(work)s work
              JOIN service_intervention job ON job.id = work.intervention_id
              JOIN res_company company ON company.id = job.company_id
              %(rates)s
             WHERE work.invoice_state = 'to_invoice' AND job.contract_id IS NOT NULL
            """,
            work=SQL.identifier(table),
            columns=self._get_amount_columns(
                to_bill=SQL("work.amount_billable * %s", self._get_rate())
            ),
            rates=self._get_rate_joins(SQL("work.currency_id")),
        )

    @api.model
    def _get_labour_query(self):
        return SQL(
            """
            SELECT job.contract_id,
                   activity.date_done,
                   %s
              FROM service_activity activity
              JOIN service_intervention job ON job.id = activity.intervention_id
             WHERE activity.state = 'done' AND job.contract_id IS NOT NULL
            """,
            self._get_amount_columns(cost_labour=SQL("COALESCE(activity.cost, 0)")),
        )

    @api.model
    def _get_charge_query(self):
        return SQL(
            """
            SELECT job.contract_id,
                   COALESCE(charge.date_done, job.date_done),
                   %s
              FROM service_charge charge
              JOIN service_intervention job ON job.id = charge.intervention_id
             WHERE job.state = 'done'
               AND job.contract_id IS NOT NULL
               AND charge.cost IS NOT NULL
            """,
            self._get_amount_columns(
                cost_parts=SQL(
                    "CASE charge.kind WHEN 'part' THEN charge.cost ELSE 0 END"
                ),
                cost_travel=SQL(
                    "CASE charge.kind WHEN 'travel' THEN charge.cost ELSE 0 END"
                ),
                cost_other=SQL(
                    "CASE WHEN charge.kind IN ('part', 'travel') THEN 0 "
                    "ELSE charge.cost END"
                ),
            ),
        )

    @api.model
    def _get_annual_query(self):
        return SQL(
            """
            SELECT contract.id, %(today)s::date, %(columns)s
              FROM service_contract contract
              JOIN res_company company ON company.id = contract.company_id
              %(rates)s
             WHERE contract.state IN %(running)s
            """,
            today=self.env.company._get_service_today(),
            running=self.env["service.contract"]._get_running_states(),
            columns=self._get_amount_columns(
                annual_value=SQL("contract.annual_value * %s", self._get_rate())
            ),
            rates=self._get_rate_joins(SQL("contract.currency_id")),
        )

    @api.model
    def _get_rate(self):
        """Factor from the joined currency to that of the company, today."""
        return SQL("COALESCE(company_rate.rate, 1) / COALESCE(own_rate.rate, 1)")

    @api.model
    def _get_rate_joins(self, currency):
        return SQL(
            "LEFT JOIN LATERAL (%s) company_rate ON TRUE "
            "LEFT JOIN LATERAL (%s) own_rate ON TRUE",
            self._get_rate_query(SQL("company.currency_id")),
            self._get_rate_query(currency),
        )

    @api.model
    def _get_rate_query(self, currency):
        return SQL(
            """
            SELECT rate.rate
              FROM res_currency_rate rate
             WHERE rate.currency_id = %s
               AND rate.name <= %s
               AND (
                   rate.company_id IS NULL
                   OR rate.company_id = SPLIT_PART(company.parent_path, '/', 1)::int
               )
          ORDER BY rate.company_id, rate.name DESC
             LIMIT 1
            """,
            currency,
            self.env.company._get_service_today(),
        )

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """Margin in percent of the sums, not the mean of the percentages."""
        if aggregate_spec != "margin_percent:avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "COALESCE(100 * SUM(%(margin)s) / NULLIF(SUM(%(billed)s), 0), 0)",
            margin=self._field_to_sql(self._table, "margin", query),
            billed=self._field_to_sql(self._table, "billed", query),
        )
