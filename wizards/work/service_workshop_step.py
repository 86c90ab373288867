# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ...models.shared.once import take_turns

RECEIPTS = {
    "receive": "service_management.service_workshop_receipt_report",
    "hand_back": "service_management.service_workshop_handback_report",
}


class ServiceWorkshopStep(models.TransientModel):
    """Receives equipment in the workshop or hands it back, with a receipt."""

    _name = "service.workshop.step"
    _description = "Receipt or Return of the Workshop"

    intervention_id = fields.Many2one(
        "service.intervention", string="Job", required=True
    )
    kind = fields.Selection(
        [("receive", "Receive"), ("hand_back", "Hand Back")], required=True
    )
    item_ids = fields.Many2many(
        "service.intervention.item",
        string="Equipment",
        compute="_compute_item_ids",
        store=True,
        readonly=False,
        required=True,
    )
    date = fields.Datetime(
        string="When", required=True, default=lambda self: fields.Datetime.now()
    )
    person = fields.Char(
        string="Customer's Person",
        compute="_compute_person",
        store=True,
        readonly=False,
    )
    condition = fields.Text()
    accessories = fields.Char()
    location = fields.Char(string="Where It Stands")
    note = fields.Text()
    lent_item_ids = fields.Many2many(
        "service.intervention.item",
        string="Loan Units Still Out",
        compute="_compute_lent_item_ids",
    )

    @api.depends("intervention_id", "kind")
    def _compute_item_ids(self):
        for step in self:
            state = "expected" if step.kind == "receive" else "received"
            step.item_ids = step.intervention_id.item_ids.filtered(
                lambda item, state=state: item.workshop_state == state
            )

    @api.depends("item_ids", "kind")
    def _compute_lent_item_ids(self):
        for step in self:
            step.lent_item_ids = step.item_ids.filtered(
                lambda item, step=step: (
                    step.kind == "hand_back" and item.loan_state == "lent"
                )
            )

    @api.depends("intervention_id")
    def _compute_person(self):
        for step in self:
            step.person = step.intervention_id.contact_id.name

    def action_confirm(self):
        self._check_asked_one()
        self._apply()
        return {"type": "ir.actions.act_window_close"}

    def action_print(self):
        """Do it and print the receipt."""
        self._check_asked_one()
        self._apply()
        report = self.env.ref(RECEIPTS[self.kind])
        action = report.report_action(self.intervention_id, config=False)
        return {**action, "close_on_report_download": True}

    def _apply(self):
        self.ensure_one()
        if self.date > fields.Datetime.now():
            raise UserError(self.env._("The moment lies in the future. Correct it."))
        take_turns(self.item_ids)
        if self.kind == "receive":
            self.item_ids._receive(self._prepare_receive_vals())
        else:
            self.item_ids._hand_back(self._prepare_hand_back_vals())

    def _prepare_receive_vals(self):
        return {
            "received_on": self.date,
            "received_from": self.person,
            "condition": self.condition,
            "accessories": self.accessories,
            "location": self.location,
        }

    def _prepare_hand_back_vals(self):
        return {
            "handed_back_on": self.date,
            "handed_back_to": self.person,
            "handback_note": self.note,
        }
