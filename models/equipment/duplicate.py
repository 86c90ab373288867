# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, models
from odoo.tools import SQL


class ServiceEquipment(models.Model):
    """An object exists once: the database refuses a second one, in words."""

    _inherit = "service.equipment"

    _serial_unique = models.UniqueIndex(
        "(company_id, product_id, serial_number) WHERE serial_number IS NOT NULL",
        lambda env, diagnostics: env["service.equipment"]._explain_duplicate(
            diagnostics
        ),
    )
    _foreign_serial_unique = models.UniqueIndex(
        "(company_id, lower(coalesce(brand, '')), lower(model), lower(serial_number)) "
        "WHERE product_id IS NULL AND serial_number IS NOT NULL",
        lambda env, diagnostics: env["service.equipment"]._explain_foreign_duplicate(
            diagnostics
        ),
    )

    # === CONSTRAINT METHODS === #

    @api.model
    def _explain_duplicate(self, diagnostics):
        """Name the record in the way of the one that the database has refused."""
        key = diagnostics and re.search(
            r"=\((\d+), (\d+), (.*)\)", diagnostics.message_detail or ""
        )
        if not key:
            return self.env._(
                "This serial number is already in the installed base for this product."
            )
        company, product, serial = key.groups()
        # sudo: the other one may be hidden from the user and is in the way all the same
        other = (
            self.sudo()
            .with_context(active_test=False)
            .search(
                [
                    ("company_id", "=", int(company)),
                    ("product_id", "=", int(product)),
                    ("serial_number", "=", serial),
                ]
            )
        )
        # sudo: the name of a product, for a message
        product = self.env["product.product"].sudo().browse(int(product))
        return self.env._(
            "Serial number %(serial)s of %(product)s is already in the installed base, "
            "at %(customer)s: open that equipment instead.",
            serial=serial,
            product=product.display_name,
            customer=other.partner_id.display_name or self.env._("no customer"),
        )

    @api.model
    def _explain_foreign_duplicate(self, diagnostics):
        """Name the record in the way, for goods that others have sold."""
        detail = (diagnostics and diagnostics.message_detail) or ""
        key = detail.partition(")=(")[2].rpartition(")")[0]
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM service_equipment
                    WHERE product_id IS NULL
                      AND concat_ws(', ', company_id, lower(coalesce(brand, '')),
                                    lower(model), lower(serial_number)) = %s""",
                key,
            )
        )
        # sudo: the other one may be hidden from the user and is in the way all the same
        other = self.sudo().browse(row[0] for row in rows)
        if not other:
            return self.env._("This serial number is already in the installed base.")
        return self.env._(
            "%(equipment)s is already in the installed base, at %(customer)s: open "
            "that equipment instead.",
            equipment=other[0].display_name,
            customer=other[0].partner_id.display_name or self.env._("no customer"),
        )
