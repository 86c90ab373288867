# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError

from ...shared.asked import Asked


class ServiceIntervention(models.Model):
    """Spare parts of a job: where they come from, and how they are scanned."""

    _inherit = "service.intervention"

    def _get_parts_location(self):
        """Van of the first person that has one, else the stock of the warehouse."""
        self.ensure_one()
        # sudo: the van of a colleague is no secret, other data of people is
        vans = self.sudo().employee_ids.service_location_id
        if vans:
            return vans[0]
        warehouse = (
            self.env["stock.warehouse"]
            .sudo()  # sudo: only where its stock lies is taken from it
            .search([("company_id", "=", self.company_id.id)], limit=1)
        )
        return warehouse.lot_stock_id

    # === SCANNING === #

    def action_scan(self, code):
        """Add the part that ``code`` names: a serial, lot, barcode or reference.

        :return: what was added, in words
        :raises UserError: when nothing has this code, or it is not in the van
        """
        self._check_asked_one()
        code = Asked(self.env).text(code).strip()
        charge = self._scan_lot(code) or self._scan_product(code)
        if not charge:
            raise UserError(
                self.env._(
                    "No part has the barcode or serial number “%s”. Scan it again, or "
                    "choose the part from the list.",
                    code,
                )
            )
        return self.env._(
            "%(quantity)s × %(part)s %(serial)s",
            quantity=f"{charge.quantity:g}",
            part=charge.product_id._get_plain_name(),
            serial=charge.lot_id.name or "",
        ).strip()

    def _scan_lot(self, code):
        lots = self._find_part_lots(code)
        if not lots:
            return self.env["service.charge"]
        location = self._get_parts_location()
        lot = lots._filter_in_location(location)[:1] or lots[:1]
        charge = self.charge_ids.filtered(lambda c: c.lot_id == lot and not c.move_id)
        if charge and lot.product_id.tracking == "serial":
            raise UserError(
                self.env._("%s is already among the parts of this job.", lot.name)
            )
        return self._add_part(charge, product_id=lot.product_id.id, lot_id=lot.id)

    def _scan_product(self, code):
        product = self._find_part_product(code)
        if not product:
            return self.env["service.charge"]
        charge = self.charge_ids.filtered(
            lambda c: (
                c.product_id == product
                and c.kind == "part"
                and not c.move_id
                and not c._is_billed()
            )
        )
        serial = product.tracking == "serial"
        return self._add_part(
            charge.browse() if serial else charge, product_id=product.id
        )

    def _find_part_lots(self, code):
        return self.env["stock.lot"].search(
            [
                ("name", "=", code),
                ("company_id", "in", (False, self._get_parts_company().id)),
                ("product_id.sale_ok", "=", True),
            ]
        )

    def _find_part_product(self, code):
        return self.env["product.product"].search(
            [
                "|",
                ("barcode", "=", code),
                ("default_code", "=", code),
                ("company_id", "in", (False, self._get_parts_company().id)),
                ("sale_ok", "=", True),
            ],
            limit=1,
        )

    def _get_parts_company(self):
        return self.company_id or self.env.company

    def _names_part(self, code):
        """Whether ``code`` is that of a part, or of a serial that can be taken."""
        if self._find_part_product(code):
            return True
        lots = self._find_part_lots(code)
        return bool(lots and lots._filter_in_location(self._get_parts_location()))

    def _add_part(self, charge, **vals):
        """One more of ``charge``, or a new one."""
        if charge:
            charge[0].quantity += 1
            return charge[0]
        items = self.item_ids
        charge = self.env["service.charge"].create(
            {
                "intervention_id": self.id,
                "item_id": items.id if len(items) == 1 else False,
                "kind": "part",
                **vals,
            }
        )
        if charge.lot_id:
            charge._check_lots_in(self._get_parts_location())
        return charge
