# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.periods import last_day


class ServiceEquipment(models.Model):
    """The warranty: by the product's policy, until somebody decides otherwise."""

    _inherit = "service.equipment"

    warranty_start = fields.Date(
        compute="_compute_warranty", store=True, readonly=False, precompute=True
    )
    warranty_end = fields.Date(
        compute="_compute_warranty",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        tracking=True,
        help="Last day of the warranty, included.",
    )
    under_warranty = fields.Boolean(
        compute="_compute_under_warranty", search="_search_under_warranty"
    )

    _check_warranty_dates = models.Constraint(
        "CHECK(warranty_end IS NULL OR warranty_start <= warranty_end)",
        "The warranty cannot end before it starts.",
    )

    # === COMPUTE METHODS === #

    @api.depends("product_id", "delivery_date", "install_date")
    def _compute_warranty(self):
        for equipment in self:
            start, end = equipment._get_warranty_period()
            equipment.warranty_start = start
            equipment.warranty_end = end

    @api.depends("warranty_start", "warranty_end")
    @api.depends_context("uid")
    def _compute_under_warranty(self):
        for equipment in self:
            today = equipment._get_company_today()
            equipment.under_warranty = equipment._is_under_warranty(today)

    def _search_under_warranty(self, operator, value):
        if operator != "in":
            return NotImplemented

        def make(company):
            today = company._get_service_today()
            return Domain("warranty_start", "<=", today) & Domain(
                "warranty_end", ">=", today
            )

        return self.env["res.company"]._get_domain_by_clock(make)

    # === WARRANTY METHODS === #

    def _get_warranty_period(self):
        """First and last day of the warranty by the product's policy, or two Falses."""
        self.ensure_one()
        product = self.product_id
        start = (
            self.install_date
            if product.service_warranty_from == "installation"
            else self.delivery_date
        )
        duration = product.service_warranty_duration
        if not start or not duration:
            return False, False
        return start, last_day(start, duration, product.service_warranty_unit)

    def _renew_warranty(self):
        """Take over the product's policy of today, unless somebody has decided."""
        self.filtered(
            lambda e: "warranty" not in e.event_ids.mapped("kind")
        )._compute_warranty()

    def _is_under_warranty(self, date):
        self.ensure_one()
        return bool(
            self.warranty_start
            and self.warranty_end
            and self.warranty_start <= date <= self.warranty_end
        )

    def _change_warranty(self, start, end, reason):
        """Set the warranty by hand, and say why in chatter and history."""
        self.write({"warranty_start": start, "warranty_end": end})
        for equipment in self:
            equipment._log_event("warranty", note=reason)
            equipment.message_post(
                body=self.env._("Warranty changed: %s", reason),
                message_type="comment",
                subtype_xmlid="mail.mt_note",
            )
