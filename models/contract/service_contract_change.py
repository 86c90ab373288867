# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

KINDS = [
    ("activated", "Activated"),
    ("added", "Line Added"),
    ("removed", "Line Removed"),
    ("repriced", "Repriced"),
    ("renewed", "Renewed"),
    ("suspended", "Suspended"),
    ("resumed", "Resumed"),
    ("ended", "Ended"),
    ("rescheduled", "Dates Changed"),
]
MOVEMENTS = [
    ("new", "New"),
    ("expansion", "Expansion"),
    ("contraction", "Contraction"),
    ("churn", "Churn"),
    ("none", "No Movement"),
]


class ServiceContractChange(models.Model):
    """One change of money or dates of a contract in force.

    The values are those of a whole year. Their differences add up to what the
    contracts in force are worth. A movement is that of the contract on that day, not of
    the single line: what replaces a line on the same day makes up for it, and so does
    the contract that renews one.
    """

    _name = "service.contract.change"
    _description = "Service Contract Change"
    _inherit = ["service.guarded.mixin"]
    _order = "effective_date desc, id desc"
    _rec_name = "name"

    contract_id = fields.Many2one(
        "service.contract", required=True, ondelete="cascade", index=True
    )
    line_id = fields.Many2one(
        "service.contract.line",
        string="Line",
        ondelete="set null",
        index="btree_not_null",
    )
    name = fields.Char(
        string="Description", required=True, help="What changed, as it was called then."
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(
        related="contract_id.partner_id", store=True, precompute=True, index=True
    )
    contract_type_id = fields.Many2one(
        related="contract_id.contract_type_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="contract_id.currency_id", store=True)
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    effective_date = fields.Date(
        string="Effective", required=True, index=True, help="First day that it holds."
    )
    kind = fields.Selection(KINDS, string="Change", required=True, index=True)
    value_before = fields.Monetary(string="Annual Value Before")
    value_after = fields.Monetary(string="Annual Value After")
    delta = fields.Monetary(
        string="Difference", compute="_compute_delta", store=True, precompute=True
    )
    company_delta = fields.Monetary(
        string="Annual Value",
        compute="_compute_company_delta",
        store=True,
        currency_field="company_currency_id",
        help="Difference of the annual value, in the currency of the company.",
    )
    movement = fields.Selection(MOVEMENTS, default="none", required=True, index=True)
    user_id = fields.Many2one(
        "res.users", string="Changed By", default=lambda self: self.env.user
    )
    note = fields.Char()

    _contract_date_index = models.Index("(contract_id, effective_date)")

    # === COMPUTE METHODS === #

    @api.depends("value_before", "value_after")
    def _compute_delta(self):
        for change in self:
            change.delta = change.value_after - change.value_before

    @api.depends("delta")
    def _compute_company_delta(self):
        for change in self:
            change.company_delta = change.currency_id._convert(
                change.delta,
                change.company_currency_id,
                change.company_id,
                change.effective_date,
            )

    # === BUSINESS METHODS === #

    @api.model
    def _log(self, vals_list):
        """Record changes and tell what they mean for their contracts.

        :param vals_list: values of one change each
        """
        # sudo: nobody writes this log by hand; who may change a contract is logged
        changes = self.sudo().create(vals_list)
        changes._set_movements()
        return changes

    def _set_movements(self):
        """Set the movement of all changes of these contracts on these days."""
        contracts = self.contract_id
        contracts |= contracts.renewal_of_id | contracts.renewed_by_ids
        same_days = self.search(
            [
                ("contract_id", "in", contracts.ids),
                ("effective_date", "in", list(set(self.mapped("effective_date")))),
            ]
        )
        movements = {}
        for group in same_days.grouped(type(self)._get_movement_key).values():
            if group & self:
                movements |= group._get_movements()
        outdated = same_days.filtered(
            lambda change: movements.get(change, change.movement) != change.movement
        )
        for movement, changes in outdated.grouped(movements.get).items():
            changes.movement = movement

    def _get_movement_key(self):
        """The contract, or the first of those that renewed one another, and the day."""
        self.ensure_one()
        contract = self.contract_id
        while contract.renewal_of_id:
            contract = contract.renewal_of_id
        return contract, self.effective_date

    def _get_movements(self):
        """Movement of each of these changes of one contract on one day."""
        net = sum(self.mapped("delta"))
        edges = {"activated", "ended"} & set(self.mapped("kind"))
        if self[:1].currency_id.is_zero(net):
            movement = "none"
        elif net > 0:
            movement = "new" if edges == {"activated"} else "expansion"
        else:
            movement = "churn" if edges == {"ended"} else "contraction"
        return {
            change: "none" if change.currency_id.is_zero(change.delta) else movement
            for change in self
        }
