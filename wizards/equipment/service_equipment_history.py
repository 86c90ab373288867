# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...models.shared.once import take_turns


class ServiceEquipmentHistory(models.TransientModel):
    """Brings the deliveries and returns of the past into the installed base."""

    _name = "service.equipment.history"
    _description = "Import from Deliveries"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="Since",
        required=True,
        default=lambda self: self._get_company_today() - relativedelta(years=1),
    )
    product_ids = fields.Many2many(
        "product.product",
        string="Products",
        domain="[('service_tracked', '=', True)]",
    )
    partner_ids = fields.Many2many("res.partner", string="Customers")
    line_ids = fields.One2many(
        "service.equipment.history.line", "wizard_id", readonly=True
    )
    previewed = fields.Boolean(readonly=True)

    # === ACTION METHODS === #

    def action_preview(self):
        """Show what would be registered; nothing is written."""
        self._check_asked_one()
        self.check_access("write")
        self.line_ids = [
            Command.clear(),
            *(Command.create(vals) for vals in self._prepare_preview()),
        ]
        self.previewed = True
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_equipment_history_action"
        )
        return {**action, "res_id": self.id}

    def action_run(self):
        """Register what is missing, and tell how much it was.

        :raises UserError: when everything is there already
        """
        self._check_asked_one()
        self.check_access("write")
        take_turns(self.company_id)
        # sudo: who keeps the installed base need not have rights on stock
        equipment = self.env["service.equipment"].sudo()
        moves = self._find_moves()
        before = equipment._filter_captured(moves)
        equipment._capture_history(moves)
        written = equipment._filter_captured(moves) - before
        failed = self._count_anomalies(moves - before)
        if not written and not failed:
            raise UserError(
                self.env._(
                    "Everything that was shipped since then is in the installed base "
                    "already. Choose an earlier date or fewer filters."
                )
            )
        return self._notify(len(written), failed)

    def _notify(self, written, failed):
        message = self.env._("%s movements were brought in.", written)
        if failed:
            message += " " + self.env._("%s need a look at the anomalies.", failed)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if failed else "success",
                "message": message,
                "next": self.env["ir.actions.act_window"]._for_xml_id(
                    "service_management.service_equipment_action"
                ),
            },
        }

    # === BUSINESS METHODS === #

    def _count_anomalies(self, moves):
        return self.env["service.equipment.anomaly"].search_count(
            [("move_id", "in", moves.ids), ("state", "=", "open")]
        )

    def _find_moves(self):
        """Deliveries and returns to be brought in, oldest first.

        With customers chosen, what else happened to their serial numbers comes too:
        it says where they are now.
        """
        self.ensure_one()
        self.company_id.check_access("read")
        # sudo: who keeps the installed base need not have rights on stock
        moves = self.env["stock.move"].sudo()
        domain = self._get_move_domain()
        if self.partner_ids:
            theirs = moves.search(domain & self._get_partner_domain())
            domain &= Domain("id", "in", theirs.ids) | Domain(
                "move_line_ids.lot_id", "in", theirs.move_line_ids.lot_id.ids
            )
        return self.env["service.equipment"]._filter_to_capture(
            moves.search(domain, order="date, id")
        )

    def _get_move_domain(self):
        domain = (
            Domain("state", "=", "done")
            & Domain("company_id", "=", self.company_id.id)
            & Domain("date", ">=", fields.Datetime.to_datetime(self.date_from))
            & Domain("product_id.service_tracked", "=", True)
            & (
                Domain("location_dest_id.usage", "=", "customer")
                | Domain("location_id.usage", "=", "customer")
            )
        )
        if self.product_ids:
            domain &= Domain("product_id", "in", self.product_ids.ids)
        return domain

    def _get_partner_domain(self):
        partners = self.partner_ids.commercial_partner_id.ids
        return (
            Domain("picking_id.partner_id", "child_of", partners)
            | Domain("partner_id", "child_of", partners)
            | Domain("sale_line_id.order_id.partner_id", "child_of", partners)
        )

    def _prepare_preview(self):
        """Values of a line for each lot of each movement that says something."""
        moves = self._find_moves()
        # sudo: the equipment in the way may be hidden from the user
        equipment = self.env["service.equipment"].sudo()
        captured = equipment._filter_captured(moves)
        known = set(equipment._match_serials(moves))
        for move in moves:
            placement = equipment._get_placement(move)
            outward = equipment._is_delivery(move)
            for lot, quantity in equipment._get_moved(move).items():
                key = (move.company_id.id, lot.id or move.product_id)
                if move in captured:
                    status = "there"
                elif key in known and equipment._is_serial(lot):
                    status = "update"
                elif outward:
                    status = "new"
                elif key in known:
                    status = "update"
                else:
                    continue  # back from somewhere, and never registered
                known.add(key)
                yield {
                    "date": placement.date,
                    "document": move.picking_id.name or move.reference,
                    "kind": "delivered" if outward else "returned",
                    "partner_id": placement.partner.id,
                    "product_id": move.product_id.id,
                    "lot_id": lot.id,
                    "quantity": quantity,
                    "status": status,
                }
