# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class IrAttachment(models.Model):
    """Files that customers see on the page of their equipment.

    Whoever may change an equipment, or a product, says so of its documents.
    """

    _inherit = "ir.attachment"

    service_for_customers = fields.Boolean(
        string="Customers See It",
        groups="base.group_user",
        help="Whoever has the equipment, or one of this product, can download the "
        "document in the portal.",
    )


class ServiceEquipment(models.Model):
    """The documents that the owner of an equipment sees."""

    _inherit = "service.equipment"

    def _get_customer_documents(self):
        """Files of the equipment and of its product that are marked for customers.

        :rtype: ir.attachment
        """
        self.ensure_one()
        # sudo: the page is open, and these files are marked for whoever sees it
        own = self.env["ir.attachment"].sudo()
        own = own.search(
            [*self._get_document_domain(), ("service_for_customers", "=", True)],
            order="name, id",
        )
        manuals = self.sudo().product_document_ids.ir_attachment_id
        return own | manuals.filtered(
            lambda one: (
                one.service_for_customers
                and one.company_id in (one.company_id.browse(), self.company_id)
            )
        )

    def action_view_documents(self):
        action = super().action_view_documents()
        listed = self.env.ref("service_management.ir_attachment_view_list_customer")
        return {
            **action,
            "view_mode": "list,form",
            "views": [(listed.id, "list"), (False, "form")],
        }
