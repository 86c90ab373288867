from typing import NamedTuple

from odoo import fields, models
from odoo.fields import Domain


class DueItem(NamedTuple):
    """Something to invoice: one instalment, one activity or one charge.

    ``source`` is the contract line, activity or charge; ``document`` the contract or
    intervention it belongs to; ``vals`` the invoice line. ``amount`` is in
    ``document.currency_id``.
    """

    source: models.Model
    document: models.Model
    contract: models.Model
    partner: models.Model
    payment_term: models.Model
    amount: float
    due_date: fields.Date
    vals: dict

    @property
    def key(self):
        """What it is, in a text that stays the same from one search to the next."""
        parts = [self.source._name, self.source.id]
        if self.source._name == "service.contract.line":
            parts.append(self.vals["service_period_start"])
        return ",".join(map(str, parts))


class ServiceInvoicingCriteria(models.AbstractModel):
    """Which contracts and work to invoice, and how; and what of it is due.

    Shared by the wizard, which previews, and the run, which invoices.
    """

    _name = "service.invoicing.criteria"
    _description = "Service Invoicing Criteria"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_to = fields.Date(
        string="Due Until",
        required=True,
        default=fields.Date.context_today,
        help="Everything that falls due until this day is invoiced, the day included.",
    )
    invoice_date = fields.Date(
        required=True,
        default=fields.Date.context_today,
        help="Date on the invoices.",
    )
    include_contracts = fields.Boolean(string="Contracts", default=True)
    include_work = fields.Boolean(string="Finished Work", default=True)
    partner_ids = fields.Many2many(
        "res.partner", string="Customers", help="Empty: all customers."
    )
    contract_type_ids = fields.Many2many(
        "service.contract.type", string="Contract Types", help="Empty: all types."
    )
    grouping = fields.Selection(
        [
            ("customer", "One per Customer"),
            ("contract", "One per Contract"),
            ("document", "One per Contract and Job"),
        ],
        string="Invoices",
        default="customer",
        required=True,
    )
    post = fields.Boolean(string="Confirm Invoices", help="Otherwise they stay drafts.")
    excluded_keys = fields.Json(
        readonly=True, help="What is due but was left out by hand."
    )

    # === FINDING WHAT IS DUE === #

    def _find_due_items(self):
        """Everything that these criteria find due, contracts first.

        :rtype: list[DueItem]
        """
        self.ensure_one()
        items = [
            *self._find_due_instalments(self._search_due_lines()),
            *self._find_due_work(self._search_due_work("service.activity")),
            *self._find_due_work(self._search_due_work("service.charge")),
        ]
        excluded = set(self.excluded_keys or ())
        return [item for item in items if item.key not in excluded]

    def _search_due_lines(self):
        """Contract lines with at least one instalment that has fallen due."""
        lines = self.env["service.contract.line"]
        if not self.include_contracts:
            return lines
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("next_invoice_date", "<=", self.date_to)
            & self._get_source_domain("service.contract.line")
            & self._get_partner_domain()
        )
        if self.contract_type_ids:
            types = self.contract_type_ids.ids
            domain &= Domain("contract_id.contract_type_id", "in", types)
        return lines.search(domain)

    def _search_due_work(self, model):
        """Finished activities or charges that are neither covered nor invoiced."""
        if not self.include_work:
            return self.env[model]
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("invoice_state", "=", "to_invoice")
            & self._get_source_domain(model)
            & self._get_partner_domain()
        )
        if self.contract_type_ids:
            types = self.contract_type_ids.ids
            domain &= Domain(
                "intervention_id.contract_id.contract_type_id", "in", types
            )
        work = self.env[model].search(domain)
        return work.filtered(lambda record: record._get_service_date() <= self.date_to)

    def _get_source_domain(self, model):
        """Records of ``model`` that a batch is limited to; without batch all of them.

        The context's ``service_due_sources`` gives their ids by name of the model.
        """
        sources = self.env.context.get("service_due_sources")
        return (
            Domain.TRUE
            if sources is None
            else Domain("id", "in", sources.get(model, []))
        )

    def _get_partner_domain(self):
        if not self.partner_ids:
            return Domain.TRUE
        return Domain("partner_id", "child_of", self.partner_ids.ids)

    def _find_due_instalments(self, lines):
        return [
            DueItem(
                source=instalment.line,
                document=instalment.line.contract_id,
                contract=instalment.line.contract_id,
                partner=instalment.line.contract_id.partner_invoice_id,
                payment_term=instalment.line.contract_id.payment_term_id,
                amount=instalment.amount,
                due_date=instalment.line._get_due_date(instalment.period),
                vals=instalment.line._prepare_invoice_line_vals(instalment),
            )
            for instalment in lines._get_due_instalments(self.date_to)
        ]

    def _find_due_work(self, records):
        items = []
        for record in records:
            intervention = record.intervention_id
            partner = intervention._get_invoice_partner()
            terms = partner.with_company(self.company_id).property_payment_term_id
            items.append(
                DueItem(
                    source=record,
                    document=intervention,
                    contract=intervention.contract_id,
                    partner=partner,
                    payment_term=intervention.contract_id.payment_term_id or terms,
                    amount=record.amount_billable,
                    due_date=record._get_service_date(),
                    vals=record._prepare_invoice_line_vals(),
                )
            )
        return items
