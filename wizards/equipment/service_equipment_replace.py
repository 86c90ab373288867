# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ...models.shared.own_context import own


class ServiceEquipmentReplace(models.TransientModel):
    """Lets another equipment take the place of one that goes."""

    _name = "service.equipment.replace"
    _inherit = "service.equipment.step"
    _description = "Replace Equipment"

    equipment_id = fields.Many2one(
        "service.equipment",
        string="Old Equipment",
        required=True,
        default=lambda self: self._get_selected()[:1],
    )
    equipment_ids = fields.Many2many(required=False)
    old_state = fields.Selection(
        [("returned", "Returned"), ("retired", "Retired")],
        string="It Becomes",
        default="returned",
        required=True,
    )
    source = fields.Selection(
        [
            ("new", "New in the installed base"),
            ("existing", "In the installed base already"),
        ],
        string="Replaced By",
        default="new",
        required=True,
    )
    new_equipment_id = fields.Many2one(
        "service.equipment",
        string="New Equipment",
        domain="[('id', '!=', equipment_id)]",
    )
    product_id = fields.Many2one(
        "product.product",
        compute="_compute_goods",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('type', '=', 'consu')]",
    )
    brand = fields.Char(
        compute="_compute_goods", store=True, readonly=False, precompute=True
    )
    model = fields.Char(
        compute="_compute_goods", store=True, readonly=False, precompute=True
    )
    serial_number = fields.Char(string="New Serial Number")

    @api.depends("equipment_id")
    def _compute_goods(self):
        for step in self:
            step.product_id = step.equipment_id.product_id
            step.brand = step.equipment_id.brand
            step.model = step.equipment_id.model

    def _apply(self):
        new = self.new_equipment_id
        if self.source == "new":
            new = self._create_new()
        elif not new:
            raise UserError(self.env._("Choose the equipment that takes its place."))
        self.equipment_id._replace_by(new, self.date, self.old_state, self.reason)

    def _create_new(self):
        # no event of its own: taking the place of the old one is the first
        return (
            self.env["service.equipment"]
            .with_context(**own(service_capture=True))
            .create(self._prepare_new_vals())
        )

    def _prepare_new_vals(self):
        old = self.equipment_id
        described = (
            {} if self.product_id else {"brand": self.brand, "model": self.model}
        )
        return {
            "company_id": old.company_id.id,
            "product_id": self.product_id.id,
            "serial_number": self.serial_number,
            "partner_id": old.partner_id.id,
            "site_id": old.site_id.id,
            "delivery_date": self.date,
            "quantity": 1.0 if self.serial_number else old.quantity,
            "employee_id": old.employee_id.id,
            **described,
        }
