# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

WORKSHOP_STATES = [
    ("expected", "Expected"),
    ("received", "In the Workshop"),
    ("handed_back", "Handed Back"),
]


class ServiceInterventionItem(models.Model):
    """Equipment that comes to the workshop and goes back."""

    _inherit = "service.intervention.item"

    workshop_state = fields.Selection(
        WORKSHOP_STATES,
        string="Workshop",
        compute="_compute_workshop_state",
        store=True,
        index=True,
    )
    received_on = fields.Datetime(copy=False, readonly=True)
    received_from = fields.Char(string="Brought By", copy=False, readonly=True)
    condition = fields.Text(
        copy=False, help="What it looked like and how it worked on arrival."
    )
    accessories = fields.Char(copy=False, help="What came with it.")
    location = fields.Char(
        string="Where It Stands", copy=False, help="e.g. Shelf B3, test bench 2."
    )
    handed_back_on = fields.Datetime(copy=False, readonly=True)
    handed_back_to = fields.Char(string="Taken By", copy=False, readonly=True)
    handback_note = fields.Text(string="Note on Return", copy=False)

    _check_handed_back = models.Constraint(
        "CHECK(handed_back_on IS NULL OR received_on IS NOT NULL)",
        "Equipment that is handed back must have been received before.",
    )

    @api.depends("intervention_id.place", "received_on", "handed_back_on")
    def _compute_workshop_state(self):
        for item in self:
            if item.handed_back_on:
                item.workshop_state = "handed_back"
            elif item.received_on:
                item.workshop_state = "received"
            else:
                in_workshop = item.intervention_id.place == "workshop"
                item.workshop_state = in_workshop and "expected"

    # === BUSINESS METHODS === #

    def _receive(self, vals):
        """Record that the equipment has arrived in the workshop.

        :raises UserError: when it is there already
        """
        self._check_workshop_state("expected")
        self._by_server().write(vals)

    def _hand_back(self, vals):
        """Record that the customer has the equipment again.

        :raises UserError: when it has not been received
        """
        self._check_workshop_state("received")
        for item in self:
            if vals["handed_back_on"] < item.received_on:
                raise UserError(
                    self.env._(
                        "%s cannot be handed back before it was received.",
                        item.display_name,
                    )
                )
        self._by_server().write({"location": False, **vals})

    def _check_workshop_state(self, state):
        labels = dict(self._fields["workshop_state"]._description_selection(self.env))
        for item in self:
            if item.workshop_state != state:
                raise UserError(
                    self.env._(
                        "%(equipment)s is not “%(expected)s” but “%(actual)s”.",
                        equipment=item.display_name,
                        expected=labels[state],
                        actual=labels.get(item.workshop_state, ""),
                    )
                )


class ServiceIntervention(models.Model):
    """Jobs in the workshop."""

    _inherit = "service.intervention"

    workshop_state = fields.Selection(
        WORKSHOP_STATES,
        string="Workshop",
        compute="_compute_workshop_state",
        store=True,
        index=True,
        help="Of several equipment, that of the one that is least far.",
    )

    can_hand_back = fields.Boolean(compute="_compute_can_hand_back")

    @api.depends("item_ids.workshop_state")
    def _compute_can_hand_back(self):
        for intervention in self:
            states = intervention.item_ids.mapped("workshop_state")
            intervention.can_hand_back = "received" in states

    @api.depends("item_ids.workshop_state")
    def _compute_workshop_state(self):
        for intervention in self:
            states = set(intervention.item_ids.mapped("workshop_state"))
            intervention.workshop_state = next(
                (state for state, _label in WORKSHOP_STATES if state in states), False
            )

    def action_receive(self):
        self._check_asked_one()
        return self._action_workshop("receive")

    def action_hand_back(self):
        self._check_asked_one()
        return self._action_workshop("hand_back")

    def _action_workshop(self, kind):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"service_management.service_workshop_step_action_{kind}"
        )
        return {
            **action,
            "context": {"default_intervention_id": self.id, "default_kind": kind},
        }


class ServiceEquipment(models.Model):
    """Where an equipment stands while it is in the workshop."""

    _inherit = "service.equipment"

    workshop_item_id = fields.Many2one(
        "service.intervention.item",
        string="In the Workshop For",
        compute="_compute_workshop_item_id",
        search="_search_workshop_item_id",
    )
    workshop_job_id = fields.Many2one(
        string="Job in the Workshop", related="workshop_item_id.intervention_id"
    )
    workshop_location = fields.Char(related="workshop_item_id.location")

    def _compute_workshop_item_id(self):
        # sudo: where it stands is no secret to who may see the equipment
        items = self.env["service.intervention.item"].sudo()
        found = dict(
            items._read_group(
                [("equipment_id", "in", self.ids), ("workshop_state", "=", "received")],
                ["equipment_id"],
                ["id:recordset"],
            )
        )
        for equipment in self:
            equipment.workshop_item_id = found.get(equipment._origin.sudo(), items)[-1:]

    def _search_workshop_item_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        inside = fields.Domain(
            "intervention_item_ids", "any", [("workshop_state", "=", "received")]
        )
        if set(value) == {False}:
            return ~inside
        return fields.Domain("intervention_item_ids", "in", list(filter(None, value)))
