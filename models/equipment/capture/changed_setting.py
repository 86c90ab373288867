# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain

WARRANTY = (
    "service_warranty_duration",
    "service_warranty_unit",
    "service_warranty_from",
)


class ProductTemplate(models.Model):
    """Settings that change after goods were delivered: somebody decides about these."""

    _inherit = "product.template"

    def write(self, vals):
        untracked = self.filtered(lambda one: not one.service_tracked)
        former = {one: one._get_warranty_setting() for one in self}
        result = super().write(vals)
        if vals.get("service_tracked"):
            untracked._note_tracked()
        if any(name in vals for name in WARRANTY):
            self.filtered(
                lambda one: one._get_warranty_setting() != former[one]
            )._note_warranty()
        return result

    def _get_warranty_setting(self):
        self.ensure_one()
        return tuple(self[name] for name in WARRANTY)

    def _note_tracked(self):
        """What was delivered until now is not in the installed base."""
        # sudo: who keeps the products need not see moves or the installed base
        counts = {
            (company, product): count
            for company, product, count in self.env["stock.move"]
            .sudo()
            ._read_group(
                Domain("product_id", "in", self.product_variant_ids.ids)
                & Domain("state", "=", "done")
                & Domain("location_dest_id.usage", "=", "customer"),
                ["company_id", "product_id"],
                ["__count"],
            )
        }
        self.env["service.equipment.anomaly"].sudo()._note_setting(
            "tracked",
            counts,
            lambda product, count: self.env._(
                "%(product)s is registered from now on. %(count)s deliveries of before "
                "are not in the installed base: try again to bring them in, or mark "
                "this as solved.",
                product=product.display_name,
                count=count,
            ),
        )

    def _note_warranty(self):
        """What was delivered until now keeps the warranty that was promised then."""
        # sudo: as above
        counts = {
            (company, product): count
            for company, product, count in self.env["service.equipment"]
            .sudo()
            ._read_group(
                Domain("product_id", "in", self.product_variant_ids.ids)
                & (
                    Domain("delivery_date", "!=", False)
                    | Domain("install_date", "!=", False)
                ),
                ["company_id", "product_id"],
                ["__count"],
            )
        }
        self.env["service.equipment.anomaly"].sudo()._note_setting(
            "warranty",
            counts,
            lambda product, count: self.env._(
                "The warranty of %(product)s has been changed. %(count)s equipment of "
                "before keep the one that was promised then: try again to give them "
                "the new one where nobody has changed it by hand, or mark this as "
                "solved.",
                product=product.display_name,
                count=count,
            ),
        )
