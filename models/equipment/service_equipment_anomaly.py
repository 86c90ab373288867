# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..shared.guarded import attempt
from ..shared.once import take_turns
from ..shared.own_context import own


class ServiceEquipmentAnomaly(models.Model):
    """A movement of goods that the installed base could not follow, or not believe."""

    _name = "service.equipment.anomaly"
    _description = "Installed Base Anomaly"
    _inherit = ["service.guarded.mixin"]
    _order = "state, date desc, id desc"
    _rec_name = "message"

    company_id = fields.Many2one("res.company", required=True, index=True)
    date = fields.Datetime(required=True, help="When the goods moved.")
    kind = fields.Selection(
        [
            ("error", "Not Registered"),
            ("left_twice", "Left Twice"),
            ("no_customer", "No Customer"),
        ],
        required=True,
    )
    state = fields.Selection(
        [("open", "To Solve"), ("solved", "Solved")],
        required=True,
        default="open",
        index=True,
    )
    move_id = fields.Many2one(
        "stock.move",
        string="Stock Move",
        ondelete="cascade",
        index=True,
    )
    picking_id = fields.Many2one(
        "stock.picking", string="Delivery", index="btree_not_null", ondelete="cascade"
    )
    product_id = fields.Many2one("product.product", required=True)
    lot_ids = fields.Many2many("stock.lot", string="Lots/Serials")
    message = fields.Text(string="Reason", required=True)

    # === ACTION METHODS === #

    def action_retry(self):
        """Capture the moves anew; what succeeds is solved, the rest says why not."""
        self._check_asked()
        self.check_access("write")
        take_turns(self)
        still_open = self.browse()
        for anomaly in self.filtered(lambda a: a.state == "open"):
            # sudo: who keeps the installed base need not have rights on stock
            error = anomaly.sudo()._retry()
            if error:
                anomaly.message = error
                still_open |= anomaly
        (self - still_open).action_solve()
        if not still_open:
            return True
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "title": self.env._("Not solved yet"),
                "message": "\n".join(still_open.mapped("message")),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_solve(self):
        """Close what a person has looked into."""
        self._check_asked()
        self.write({"state": "solved"})

    def action_view_equipment(self):
        """Open the equipment that the movement is about."""
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_equipment_action"
        )
        # sudo: ids for a domain; what it finds is read with the user's own rights
        anomaly = self.sudo()
        action["domain"] = (
            [
                "|",
                ("lot_id", "in", anomaly.lot_ids.ids),
                ("event_ids.move_id", "in", anomaly.move_id.ids),
            ]
            if anomaly.move_id or anomaly.lot_ids
            else [("product_id", "=", anomaly.product_id.id)]
        )
        action["context"] = {"create": False, "active_test": False}
        return action

    # === BUSINESS METHODS === #

    def _retry(self):
        """Do again what failed; return why it failed again, if it did."""
        self.ensure_one()
        equipment = self.env["service.equipment"].with_context(
            **own(service_history=True)
        )
        if self.kind == "no_customer":
            return self._retry_customer(equipment)
        if self.kind == "error":
            captured = equipment._filter_captured(self.move_id)
            follow = equipment._correct_moves if captured else equipment._capture_moves
            _done, error = attempt(self.env, follow, self.move_id)
            return error and self._explain(error)
        return None

    def _retry_customer(self, equipment):
        """Give the goods to the customer that the delivery names by now."""
        placement = equipment._get_placement(self.move_id)
        events = self.env["service.equipment.event"].search(
            [("move_id", "=", self.move_id.id), ("partner_id", "=", False)]
        )
        goods = events.equipment_id.with_env(equipment.env)
        if placement.partner:
            goods -= goods._filter_late(self.move_id)
            goods._filter_leaving(placement)._end_promises(placement.date)
            goods._place(placement)
            events.write(
                {"partner_id": placement.partner.id, "site_id": placement.site.id}
            )
        elif any(not one.partner_id for one in goods):
            return self.message
        return None

    @api.model
    def _get_delivery_name(self, move):
        return move.picking_id.name or move.reference or move.display_name

    @api.model
    def _explain(self, error):
        """What a person reads of ``error``."""
        if isinstance(error, UserError):
            return str(error)
        return f"{type(error).__name__}: {error}"

    # === RECORDING === #

    @api.model
    def _record_error(self, move, error):
        """Keep in mind that ``move`` was not captured, once."""
        if not self.search_count(
            [
                ("move_id", "=", move.id),
                ("kind", "=", "error"),
                ("state", "=", "open"),
            ],
            limit=1,
        ):
            self.create(
                self._prepare_vals(
                    "error", move, self._explain(error), move.move_line_ids.lot_id
                )
            )

    @api.model
    def _prepare_left_twice(self, equipment, placement):
        """Values of one anomaly for each equipment that cannot have left again."""
        return [
            self._prepare_vals(
                "left_twice",
                placement.move,
                self.env._(
                    "%(equipment)s left again, for %(customer)s, and had never come "
                    "back from %(previous)s.",
                    equipment=one.display_name,
                    customer=placement.partner.display_name
                    or self.env._("no customer"),
                    previous=one.partner_id.display_name,
                ),
                one.lot_id,
            )
            for one in equipment
        ]

    @api.model
    def _prepare_no_customer(self, placement):
        """Values of the anomaly of a delivery that names no customer, in a list."""
        move = placement.move
        if placement.partner:
            return []
        message = self.env._(
            "%(delivery)s names no customer for %(product)s. Enter the customer on the "
            "delivery, or on the equipment, and try again.",
            delivery=self._get_delivery_name(move),
            product=move.product_id.display_name,
        )
        lots = move.move_line_ids.lot_id
        return [self._prepare_vals("no_customer", move, message, lots)]

    @api.model
    def _prepare_vals(self, kind, move, message, lots):
        return {
            "company_id": move.company_id.id,
            "date": move.date,
            "kind": kind,
            "move_id": move.id,
            "picking_id": move.picking_id.id,
            "product_id": move.product_id.id,
            "lot_ids": [fields.Command.set(lots.ids)],
            "message": message,
        }
