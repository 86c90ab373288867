# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceCharge(models.Model):
    """A serial part that is fitted becomes a component of what it is fitted in."""

    _inherit = "service.charge"

    replaced_equipment_id = fields.Many2one(
        "service.equipment",
        string="Takes the Place Of",
        check_company=True,
        copy=False,
        index="btree_not_null",
        domain="[('partner_id', 'child_of', partner_id), ('state', '=', 'in_service')]",
        help="Component that is taken out when this part is fitted.",
    )
    replaced_state = fields.Selection(
        [("returned", "Returned"), ("retired", "Retired")],
        string="The Old One Is",
        default="retired",
        required=True,
    )

    def _consume_parts(self):
        parts = super()._consume_parts()
        parts._update_installed_base()
        return parts

    def _update_installed_base(self):
        """Put the parts into their equipment and take the old ones out."""
        fitted = self._get_fitted_equipment()
        for charge in self:
            # sudo: the work of a technician changes the installed base, whose history
            # nobody writes by hand
            old = charge.replaced_equipment_id.sudo()
            new = fitted.get(charge.lot_id, old.browse())
            host = charge._get_host_equipment().sudo()
            if old:
                charge._take_out(old, new)
            if new and host and new != host and not new.parent_id:
                new.parent_id = host

    def _get_fitted_equipment(self):
        """Equipment that the stock moves of these parts have registered, by lot."""
        # sudo: see above
        equipment = self.env["service.equipment"].sudo()
        lots = self.lot_id.filtered(lambda lot: lot.product_id.tracking == "serial")
        found = equipment.search(
            [
                ("lot_id", "in", lots.ids),
                ("company_id", "in", self.company_id.ids),
                ("state", "=", "in_service"),
            ]
        )
        return {one.lot_id.with_env(self.env): one for one in found}

    def _get_host_equipment(self):
        """What the part is fitted in: the item of its line, or the only one."""
        items = self.item_id or self.intervention_id.item_ids
        return items.equipment_id if len(items) == 1 else items.equipment_id.browse()

    def _take_out(self, old, new):
        date = self._get_service_date()
        reason = self.intervention_id.name
        if new:
            old._replace_by(new, date, self.replaced_state, reason)
        elif self.replaced_state == "retired":
            old._retire(date, reason)
        else:
            old.write({"state": "returned", "parent_id": False})
            old._log_event("returned", date, note=reason)
