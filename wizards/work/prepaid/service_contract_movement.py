# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ServiceContractMovement(models.TransientModel):
    """One line of the account of a prepaid contract, as it is shown."""

    _name = "service.contract.movement"
    _description = "Prepaid Movement"
    _order = "unit, id desc"

    contract_id = fields.Many2one("service.contract", readonly=True)
    unit = fields.Selection([("hours", "Hours"), ("visits", "Visits")], readonly=True)
    date = fields.Date(readonly=True)
    kind = fields.Selection(
        [
            ("included", "Included in the Term"),
            ("carried", "Carried Over"),
            ("topup", "Added"),
            ("opening", "Before This System"),
            ("used", "Used"),
            ("moved", "Moved to the Next Term"),
            ("expired", "Expired"),
        ],
        string="Movement",
        readonly=True,
    )
    activity_id = fields.Many2one("service.activity", string="Work", readonly=True)
    intervention_id = fields.Many2one(
        related="activity_id.intervention_id", string="Job"
    )
    hours_worked = fields.Float(
        related="activity_id.hours",
        help="Before they are rounded up and multiplied by the factor.",
    )
    amount = fields.Float(readonly=True)
    balance = fields.Float(readonly=True, aggregator=None)

    @api.model
    def _create_for(self, contract):
        """The movements of ``contract``, oldest first."""
        return self.create(
            [
                {
                    "contract_id": contract.id,
                    "unit": unit,
                    "date": movement.date,
                    "kind": movement.kind,
                    "activity_id": movement.activity and movement.activity.id,
                    "amount": movement.amount,
                    "balance": movement.balance,
                }
                for unit in ("hours", "visits")
                for movement in contract._get_prepaid_movements(unit)
            ]
        )

    def _get_label(self):
        """Name of the movement in the language of the reader."""
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return kinds[self.kind]
