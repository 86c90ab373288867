# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import fields, models
from odoo.fields import Command, Domain

from ..shared.own_context import get_own


class DueItem(NamedTuple):
    """Something to invoice: one instalment, activity, charge or settlement.

    ``source`` is the contract line, activity, charge or settlement; ``document`` the
    contract or intervention it belongs to; ``vals`` the invoice line. ``amount`` is in
    ``currency``, less than nothing when it is credited. ``details`` are those of an
    instalment.
    """

    source: models.Model
    document: models.Model
    contract: models.Model
    partner: models.Model
    payment_term: models.Model
    currency: models.Model
    amount: float
    due_date: fields.Date
    vals: dict
    details: object = None

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
        default=lambda self: self._get_company_today(),
        help="Everything that falls due until this day is invoiced, the day included.",
    )
    invoice_date = fields.Date(
        required=True,
        default=lambda self: self._get_company_today(),
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
    contract_ids = fields.Many2many(
        "service.contract", string="These Contracts", help="Empty: all contracts."
    )
    include_settlements = fields.Boolean(
        string="Credits",
        help="What was invoiced and is not owed any more becomes credit notes.",
    )
    user_ids = fields.Many2many(
        "res.users", string="Responsible", help="Empty: everybody's."
    )
    category_ids = fields.Many2many(
        "res.partner.category", string="Customer Tags", help="Empty: all customers."
    )
    only_signed = fields.Boolean(
        string="Only Signed Reports", help="Work waits until its report is signed."
    )
    minimum_amount = fields.Monetary(
        string="Minimum per Invoice",
        currency_field="company_currency_id",
        help="What comes to less waits until there is more. Before taxes.",
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    grouping = fields.Selection(
        lambda self: self.env["res.company"]._get_service_groupings(),
        string="Invoices",
        default="customer",
        required=True,
        help="Customers who want it otherwise get it their way.",
    )
    attach_reports = fields.Boolean(
        string="Attach Signed Reports", help="As PDF to the invoice of the work."
    )
    post = fields.Boolean(string="Confirm Invoices", help="Otherwise they stay drafts.")
    excluded_keys = fields.Json(
        readonly=True, help="What is due but was left out by hand."
    )

    def _prepare_criteria_vals(self):
        """Values of these criteria, for another document that has them."""
        self.ensure_one()
        names = self.env["service.invoicing.criteria"]._fields.keys() - {"id"}
        return {
            name: [Command.set(self[name].ids)]
            if field.type == "many2many"
            else field.convert_to_write(self[name], self)
            for name, field in self._fields.items()
            if name in names and field.store
        }

    # === FINDING WHAT IS DUE === #

    def _find_due_items(self):
        """Everything that these criteria find due, contracts first.

        :rtype: list[DueItem]
        """
        self.ensure_one()
        criteria = self.with_company(self.company_id)
        items = [
            *criteria._find_due_instalments(criteria._search_due_lines()),
            *criteria._find_due_work(criteria._search_due_work("service.activity")),
            *criteria._find_due_work(criteria._search_due_work("service.charge")),
            *criteria._find_settlements(criteria._search_settlements()),
        ]
        excluded = set(self.excluded_keys or ())
        return [item for item in items if item.key not in excluded]

    def _search_due_lines(self):
        """Contract lines with at least one instalment that has fallen due."""
        model = "service.contract.line"
        if not self.include_contracts:
            return self.env[model]
        return self.env[model].search(
            Domain("next_invoice_date", "<=", self.date_to)
            & self._get_domain(model, "contract_id.")
        )

    def _search_due_work(self, model):
        """Finished activities or charges that are neither covered nor invoiced."""
        if not self.include_work:
            return self.env[model]
        work = self.env[model].search(
            Domain("invoice_state", "=", "to_invoice")
            & self._get_domain(
                model, "intervention_id.contract_id.", "intervention_id."
            )
        )
        return work.filtered(lambda record: record._get_service_date() <= self.date_to)

    def _get_domain(self, model, contract, document=None):
        """Records of ``model`` that the filters let through.

        :param contract: path from the model to the contract, with its last dot
        :param document: path to what has a responsible, without it the contract
        """
        domain = Domain("company_id", "=", self.company_id.id)
        domain &= self._get_source_domain(model)
        if self.partner_ids:
            domain &= Domain("partner_id", "child_of", self.partner_ids.ids)
        if self.category_ids:
            domain &= Domain(
                "partner_id.commercial_partner_id.category_id",
                "child_of",
                self.category_ids.ids,
            ) | Domain("partner_id.category_id", "child_of", self.category_ids.ids)
        if self.contract_type_ids:
            types = self.contract_type_ids.ids
            domain &= Domain(f"{contract}contract_type_id", "in", types)
        if self.contract_ids:
            domain &= Domain(f"{contract}id", "in", self.contract_ids.ids)
        if self.user_ids:
            owner = contract if document is None else document
            domain &= Domain(f"{owner}user_id", "in", self.user_ids.ids)
        return domain

    def _get_source_domain(self, model):
        """Records of ``model`` that a batch is limited to; without batch all of them.

        The context's ``service_due_sources`` gives their ids by name of the model.
        """
        sources = get_own(self.env, "service_due_sources")
        return (
            Domain.TRUE
            if sources is None
            else Domain("id", "in", sources.get(model, []))
        )

    def _find_due_instalments(self, lines):
        items = []
        for instalment in lines._get_due_instalments(self.date_to):
            line = instalment.line
            contract = line.contract_id
            items.append(
                DueItem(
                    source=line,
                    document=contract,
                    contract=contract,
                    partner=contract.partner_invoice_id,
                    payment_term=contract.payment_term_id,
                    currency=contract.currency_id,
                    amount=instalment.amount,
                    due_date=instalment.due_date,
                    vals=line._prepare_invoice_line_vals(instalment),
                    details=instalment.details,
                )
            )
        return items

    def _find_due_work(self, records):
        items = []
        for record in records:
            intervention = record.intervention_id
            partner = intervention._get_invoice_partner()
            terms = partner.property_payment_term_id
            items.append(
                DueItem(
                    source=record,
                    document=intervention,
                    contract=intervention.contract_id,
                    partner=partner,
                    payment_term=intervention.contract_id.payment_term_id or terms,
                    currency=intervention.currency_id,
                    amount=record.amount_billable,
                    due_date=record._get_service_date(),
                    vals=record._prepare_invoice_line_vals(),
                )
            )
        return items
