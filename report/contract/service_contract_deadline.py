# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL


class ServiceContractDeadline(models.Model):
    """The next days that matter of each contract: one record for each of them."""

    _name = "service.contract.deadline"
    _description = "Contract Deadline"
    _inherit = ["service.contract.analysis", "service.dated.mixin"]
    _auto = False
    _order = "date, contract_id, kind"
    _rec_name = "contract_id"

    kind = fields.Selection(
        [
            ("end", "Ends"),
            ("notice", "Notice By"),
            ("invoice", "Next Invoice"),
            ("adjustment", "Next Adjustment"),
        ],
        readonly=True,
    )
    color = fields.Integer(readonly=True)
    date = fields.Date(readonly=True)

    _depends = {
        "service.contract": [
            "active",
            "cancel_by",
            "company_id",
            "contract_type_id",
            "date_end",
            "next_adjustment_date",
            "next_invoice_date",
            "partner_id",
            "state",
            "user_id",
        ],
    }

    # === COMPUTE METHODS === #

    @api.depends("contract_id", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for deadline in self:
            customer = deadline.partner_id.display_name
            deadline.display_name = f"{kinds[deadline.kind]} · {customer}"

    # === QUERY METHODS === #

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT deadline.contract_id * 10 + deadline.color AS id,
                   deadline.*,
                   contract.contract_type_id,
                   contract.partner_id,
                   contract.user_id,
                   contract.company_id
              FROM (%s) AS deadline
              JOIN service_contract contract ON contract.id = deadline.contract_id
             WHERE contract.active AND deadline.date IS NOT NULL
            """,
            SQL(" UNION ALL ").join(
                SQL("SELECT %s AS kind, %s AS color, due.* FROM (%s) AS due", *deadline)
                for deadline in self._get_deadlines()
            ),
        )

    @api.model
    def _get_deadlines(self):
        """Kind, colour below 10, and query of contract and date, of each deadline."""
        contracts = self.env["service.contract"]
        running, owing = contracts._get_running_states(), contracts._get_live_states()
        query = self._get_contract_query
        return [
            ("end", 1, query("date_end", running)),
            ("notice", 2, query("cancel_by", running)),
            ("invoice", 3, query("next_invoice_date", owing)),
            ("adjustment", 5, query("next_adjustment_date", running)),
        ]

    @api.model
    def _get_contract_query(self, name, states):
        return SQL(
            "SELECT id AS contract_id, %s AS date FROM service_contract "
            "WHERE state IN %s",
            SQL.identifier(name),
            states,
        )
