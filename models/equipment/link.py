# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ServiceEquipment(models.Model):
    """Ways from an equipment to its documents, and from other documents to it."""

    _inherit = "service.equipment"

    document_count = fields.Integer(
        string="Documents", compute="_compute_document_count"
    )
    product_document_ids = fields.Many2many(
        "product.document",
        string="Documents of the Product",
        compute="_compute_product_document_ids",
    )
    delivery_count = fields.Integer(
        string="Deliveries", compute="_compute_delivery_count"
    )
    invoice_count = fields.Integer(string="Invoices", compute="_compute_invoice_count")

    # === COMPUTE METHODS === #

    def _compute_document_count(self):
        counts = dict(
            self.env["ir.attachment"]._read_group(
                self._get_document_domain(), ["res_id"], ["__count"]
            )
        )
        for equipment in self:
            equipment.document_count = counts.get(equipment.id, 0)

    def _get_document_domain(self):
        return [
            ("res_model", "=", self._name),
            ("res_id", "in", self.ids),
            ("res_field", "=", False),
        ]

    @api.depends("product_id")
    def _compute_product_document_ids(self):
        for equipment in self:
            product = equipment.product_id
            equipment.product_document_ids = (
                product.product_document_ids
                | product.product_tmpl_id.product_document_ids
            )

    def _compute_delivery_count(self):
        for equipment in self:
            equipment.delivery_count = len(equipment._get_deliveries())

    def _get_deliveries(self):
        # sudo: the number of deliveries is no secret, opening them takes stock rights
        return self.sudo().event_ids.move_id.picking_id

    def _compute_invoice_count(self):
        for equipment in self:
            equipment.invoice_count = len(equipment._get_invoices())

    def _get_invoices(self):
        # sudo: the number of invoices is no secret, opening them takes invoicing rights
        return self.sudo()._get_invoice_lines().move_id

    def _get_invoice_lines(self):
        """Invoice lines that bill a service to this equipment; others add theirs."""
        return self.env["account.move.line"]

    # === ACTION METHODS === #

    def action_view_documents(self):
        self._check_asked_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Documents"),
            "res_model": "ir.attachment",
            "view_mode": "kanban,list,form",
            "domain": self._get_document_domain(),
            "context": {
                "default_res_model": self._name,
                "default_res_id": self.id,
            },
        }

    def action_view_components(self):
        self._check_asked_one()
        components = self._get_components()
        return self._action_view(
            [("id", "in", components.ids)],
            default_parent_id=self.id,
            default_partner_id=self.partner_id.id,
            default_site_id=self.site_id.id,
            active_test=False,
        )

    def action_view_deliveries(self):
        self._check_asked()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Deliveries"),
            "res_model": "stock.picking",
            "view_mode": "list,form",
            "domain": [("id", "in", self._get_deliveries().ids)],
            "context": {"create": False},
        }

    def action_view_invoices(self):
        self._check_asked()
        invoices = self._get_invoices().sudo(False)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Invoices"),
            "res_model": "account.move",
            "view_mode": "list,form",
            "domain": [("id", "in", invoices._filtered_access("read").ids)],
            "context": {"create": False},
        }

    # === LINK METHODS === #

    @api.model
    def _action_view(self, domain, **context):
        """Open the equipment of ``domain``, the one form if there is but one."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_equipment_action"
        )
        action["domain"] = domain
        action["context"] = context
        found = self.with_context(**context).search(domain, limit=2)
        if len(found) == 1:
            action["res_id"] = found.id
            action["views"] = [view for view in action["views"] if view[1] == "form"]
        return action

    @api.model
    def _count_by(self, field, records):
        """Number of equipment by record in ``field``; none for who may not see it."""
        if not self.has_access("read"):
            return {}
        return dict(
            self._read_group([(field, "in", records.ids)], [field], ["__count"])
        )

    @api.model
    def _find_by_move(self, path, records):
        """Equipment that moves to or from a customer concern, by record at ``path``."""
        if not self.has_access("read"):
            return {}
        events = self.env["service.equipment.event"].search(
            [(f"move_id.{path}", "in", records.ids)]
        )
        found = {}
        # sudo: who sees the equipment need not have rights on moves and orders
        for event in events.sudo():
            record = event.move_id.mapped(path)
            found[record] = found.get(record, self.browse()) | event.equipment_id
        return found
