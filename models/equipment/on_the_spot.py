# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import ValidationError


class ServiceEquipment(models.Model):
    """Equipment that is created where its serial number is typed."""

    _inherit = "service.equipment"

    @api.model
    def default_get(self, fields):
        """A serial number of our own stock says which product it is."""
        defaults = super().default_get(fields)
        serial = defaults.get("serial_number")
        if serial and not defaults.get("product_id"):
            lot = self._find_lot(serial)
            if lot:
                defaults.update(product_id=lot.product_id.id, lot_id=lot.id)
        return defaults

    @api.model
    def name_create(self, name):
        """Create an equipment from a serial number and what the context knows of it.

        :raises ValidationError: when it does not say what it is; the browser then opens
            the form with what is known
        """
        self._check_asked()
        serial = name.strip()
        known = self.with_context(default_serial_number=serial).default_get(
            ["serial_number", "product_id", "lot_id", "model", "partner_id"]
        )
        is_told = known.get("product_id") or known.get("model")
        if not is_told or not known.get("partner_id"):
            raise ValidationError(
                self.env._(
                    "Choose the customer and the product of %s, or enter the model of "
                    "goods sold by others.",
                    serial,
                )
            )
        equipment = self.create(known)
        return equipment.id, equipment.display_name

    @api.model
    def _find_lot(self, serial):
        """The serial number of our stock that is called so, when there is just one."""
        # sudo: whoever registers equipment need not see the stock; only which product
        # it is is taken from it
        lots = (
            self.env["stock.lot"]
            .sudo()
            .search(
                [
                    ("name", "=", serial),
                    ("product_id.tracking", "=", "serial"),
                    ("company_id", "in", (False, self.env.company.id)),
                ],
                limit=2,
            )
        )
        return lots if len(lots) == 1 else lots.browse()
