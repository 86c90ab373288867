# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter, defaultdict

from odoo import api, models


class ServiceEquipment(models.Model):
    """Kits: what is sold as one and shipped in parts stands as one with its parts.

    Only where manufacturing, which knows kits, is installed.
    """

    _inherit = "service.equipment"

    @api.model
    def _propose_parents(self, vals_list):
        super()._propose_parents(vals_list)
        if "bom_line_id" not in self.env["stock.move"]._fields:
            return
        components = defaultdict(list)
        counts = Counter()
        for move, vals in self._with_captured_moves(vals_list):
            kit = self._get_kit(move)
            if kit:
                number = counts[move] // self._get_units_per_kit(move)
                counts[move] += 1
                components[move.picking_id, move.sale_line_id, kit, number].append(vals)
        kits = self._create_captured(
            [
                self._prepare_kit_vals(kit, parts[0])
                for (_picking, _line, kit, _number), parts in components.items()
            ]
        )
        for parent, parts in zip(kits, components.values(), strict=True):
            for vals in parts:
                vals["parent_id"] = parent.id

    @api.model
    def _with_captured_moves(self, vals_list):
        """Pairs of the move that it comes from and the values of new equipment."""
        ids = [vals["event_ids"][0][2]["move_id"] for vals in vals_list]
        return zip(self.env["stock.move"].browse(ids), vals_list, strict=True)

    @api.model
    def _get_kit(self, move):
        """Serviced product whose kit the move ships a part of, or none."""
        bom = move.bom_line_id.bom_id
        if bom.type != "phantom":
            return self.env["product.product"]
        sold = move.sale_line_id.product_id
        kit = bom.product_id or (
            sold
            if sold in bom.product_tmpl_id.product_variant_ids
            else bom.product_tmpl_id.product_variant_id
        )
        return kit.filtered("service_tracked")

    @api.model
    def _get_units_per_kit(self, move):
        line = move.bom_line_id
        quantity = line.product_uom_id._compute_quantity(
            line.product_qty, line.product_id.uom_id
        )
        per_bom = line.bom_id.product_uom_id._compute_quantity(
            line.bom_id.product_qty, line.bom_id.product_tmpl_id.uom_id
        )
        return max(1, round(quantity / per_bom))

    @api.model
    def _prepare_kit_vals(self, kit, part_vals):
        """Values of the kit's own equipment, delivered where its parts were."""
        return {
            **part_vals,
            "product_id": kit.id,
            "lot_id": False,
            "quantity": 1.0,
        }
