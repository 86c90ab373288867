# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import models
from odoo.tools import format_date


class ServiceInvoicing(models.TransientModel):
    """The preview: what would be invoiced, on which invoice, and what would not."""

    _inherit = "service.invoicing"

    def _load_preview(self):
        """Find again what is due; what was left out before stays left out."""
        left_out = set(
            self.line_ids.filtered(lambda line: not line.included).mapped("key")
        )
        self.document_ids.unlink()
        self.held_ids.unlink()
        with self._as_if_renewed():
            free, held = self._split_held_back(self._find_due_items())
            groups = self._group_due_items(free)
            documents = [self._prepare_document_vals(group) for group in groups]
            lines = [self._prepare_lines_preview(group) for group in groups]
            waiting = [
                self._prepare_held_vals(one) for one in [*held, *self._find_waiting()]
            ]
        documents = self.env["service.invoicing.document"].create(documents)
        self.env["service.invoicing.line"].create(
            [
                {
                    **line,
                    "document_id": document.id,
                    "included": line["key"] not in left_out,
                }
                for document, group in zip(documents, lines, strict=True)
                for line in group
            ]
        )
        self.env["service.invoicing.held"].create(waiting)
        self.previewed = True

    def _prepare_document_vals(self, items):
        """Values of the invoice that would bill ``items``."""
        partner = items[0].partner
        names = list(dict.fromkeys(item.document.name for item in items))
        shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        return {
            "wizard_id": self.id,
            "partner_id": partner.id,
            "currency_id": items[0].currency.id,
            "name": f"{partner.display_name} · {shown}",
        }

    def _prepare_lines_preview(self, items):
        names = {}
        return [
            {
                "wizard_id": self.id,
                "key": item.key,
                "partner_id": item.partner.id,
                "document": item.document.display_name,
                "name": item.vals["name"].split("\n", 1)[0],
                "reason": self._get_due_reason(item),
                "due_date": item.due_date,
                "period_start": item.vals.get("service_period_start"),
                "period_end": item.vals.get("service_period_end"),
                "equipment_id": self._get_equipment(item).id,
                "currency_id": item.currency.id,
                "taxes": self._get_tax_names(item, names),
                **self._prepare_price_vals(item),
            }
            for item in items
        ]

    def _get_equipment(self, item):
        """The equipment that ``item`` bills something for; none for several."""
        source = item.source
        if source._name == "service.contract.settlement":
            source = source.line_id
        if source._name == "service.contract.line":
            return source.equipment_id
        equipment = (source.item_id or source.intervention_id.item_ids).equipment_id
        return equipment if len(equipment) == 1 else equipment.browse()

    def _prepare_price_vals(self, item):
        """What the amounts of the line that bills ``item`` follow from."""
        vals, source = item.vals, item.source
        sign = -1 if source._name == "service.contract.settlement" else 1
        return {
            "product_id": vals["product_id"],
            "product_uom_id": vals["product_uom_id"],
            "quantity": sign * vals["quantity"],
            "hours": source.hours if source._name == "service.activity" else 0.0,
            "price_unit": vals["price_unit"],
            "discount": vals.get("discount", 0.0),
            "tax_ids": vals["tax_ids"],
        }

    def _get_tax_names(self, item, names):
        """Names of the taxes of ``item``; ``names`` keeps those known already."""
        ids = tuple(item.vals["tax_ids"][0][2])
        if ids not in names:
            # sudo: the name of a tax is printed on the invoice
            taxes = self.env["account.tax"].sudo().browse(ids)
            names[ids] = ", ".join(taxes.mapped("name"))
        return names[ids]

    def _get_due_reason(self, item):
        """Why ``item`` is due, in a few words."""
        source = item.source
        if source._name == "service.contract.line":
            return self._get_instalment_reason(source)
        if source._name == "service.contract.settlement":
            return self.env._("Credit: invoiced and not owed any more")
        if self._is_beyond_prepaid(item):
            return self.env._("Beyond what is prepaid")
        if source.coverage:
            return self.env._("Covered by %g percent only", source.coverage)
        return self.env._("Not covered")

    def _is_beyond_prepaid(self, item):
        """Whether the contract includes such work, but no more of it was left."""
        contract = item.contract
        return (
            item.source._name == "service.activity"
            and bool(contract)
            and item.source.coverage_source in ("none", "discount")
            and (contract._is_prepaid("hours") or contract._is_prepaid("visits"))
        )

    def _get_instalment_reason(self, line):
        if line._is_topup():
            return self.env._("Hours or visits added")
        if line.one_off:
            return self.env._("Agreed once")
        if line.contract_id.billing_timing == "advance":
            return self.env._("Instalment in advance")
        return self.env._("Instalment in arrears")

    def _prepare_held_vals(self, held):
        """Values of a line of the second list."""
        first = held.items[0] if held.items else None
        documents = dict.fromkeys(item.document for item in held.items)
        return {
            "wizard_id": self.id,
            "partner_id": first.partner.id if first else held.record.partner_id.id,
            "document": ", ".join(
                one.display_name for one in documents or [held.record]
            ),
            "code": held.code,
            "message": held.message,
            "record_model": held.record._name,
            "record_id": held.record.id,
            "amount": held.amount,
            "currency_id": (first.currency if first else held.record.currency_id).id,
        }

    def _get_empty_help(self):
        """What an empty preview says."""
        text = self.env._(
            "Nothing is due until %s for this choice",
            format_date(self.env, self.date_to),
        )
        hint = self.env._(
            "Choose a later date or fewer filters. Work is due once its job is "
            "finished; what a contract covers is never due."
        )
        if self.held_ids:
            hint = self.env._(
                "What is due is held back: Held Back says why and opens what is to be "
                "put right."
            )
        return Markup('<p class="o_view_nocontent_smiling_face">%s</p><p>%s</p>') % (
            text,
            hint,
        )
