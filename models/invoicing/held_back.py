# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, models
from odoo.tools import format_date, formatLang, groupby


class HeldBack(NamedTuple):
    """Things due that cannot be invoiced, and why.

    ``code`` names the reason, ``message`` says what to do about it and ``record`` is
    what to open for that. ``waiting`` is the amount of what is not due but would be,
    without this reason, before taxes and in the currency of ``record``.
    """

    items: list
    code: str
    message: str
    record: models.Model
    waiting: float = 0.0

    @property
    def amount(self):
        """What is held back comes to, before taxes."""
        return self.waiting + sum(item.amount for item in self.items)


class ServiceInvoicingCriteria(models.AbstractModel):
    """What of the things due has to wait until somebody puts it right.

    A contract or job is held back as a whole, for the first reason that applies. Each
    reason has a method ``_hold_<code>`` that takes the items of each document and
    gives those to hold back, what to say and what to open.
    """

    _inherit = "service.invoicing.criteria"

    @api.model
    def _get_held_back_reasons(self):
        """Codes and names, in the order in which they are looked for."""
        return [
            ("locked", self.env._("Closed Period")),
            ("disputed", self.env._("In Dispute")),
            ("blocked", self.env._("Customer Not to Be Invoiced")),
            ("unsigned", self.env._("Report Not Signed")),
            ("archived", self.env._("Archived Product")),
            ("account", self.env._("No Income Account")),
            ("country", self.env._("Customer without Country")),
            ("rate", self.env._("No Currency Rate")),
            ("zero", self.env._("No Amount")),
            ("minimum", self.env._("Below the Minimum")),
        ]

    def _split_held_back(self, items):
        """Part ``items`` in those that can be invoiced and those that cannot.

        :rtype: tuple[list[DueItem], list[HeldBack]]
        """
        criteria = self.with_company(self.company_id)
        groups = [
            group
            for _key, group in groupby(
                items, lambda item: (item.document._name, item.document.id)
            )
        ]
        held = []
        for code, _name in self._get_held_back_reasons():
            found = list(getattr(criteria, f"_hold_{code}")(groups)) if groups else []
            held += [HeldBack(group, code, *why) for group, *why in found]
            away = {id(item) for group, *_why in found for item in group}
            groups = [
                rest
                for group in groups
                if (rest := [item for item in group if id(item) not in away])
            ]
        return [item for group in groups for item in group], held

    # === THE DOCUMENT === #

    def _hold_disputed(self, groups):
        for group in groups:
            document, contract = group[0].document, group[0].contract
            disputed = next((one for one in (document, contract) if one.disputed), None)
            if disputed:
                message = self.env._(
                    "%(document)s is in dispute (%(reason)s). Settle it and untick In "
                    "Dispute.",
                    document=disputed.display_name,
                    reason=disputed.dispute_reason or "…",
                )
                yield group, message, disputed

    def _hold_unsigned(self, groups):
        if not self.only_signed:
            return
        for group in groups:
            job = group[0].document
            if job._name == "service.intervention" and not job.signed_on:
                message = self.env._(
                    "The report of %s is not signed. Let the customer sign it, or "
                    "untick Only Signed Reports.",
                    job.display_name,
                )
                yield group, message, job

    def _hold_zero(self, groups):
        for group in groups:
            if all(item.currency.is_zero(item.amount) for item in group):
                message = self.env._(
                    "%s comes to nothing. Enter its price.",
                    group[0].document.display_name,
                )
                yield group, message, group[0].document

    def _hold_minimum(self, groups):
        """Whole invoices, not documents, are to reach the minimum."""
        if not self.minimum_amount:
            return
        own, items = self.company_currency_id, [i for group in groups for i in group]
        for invoice in self._group_due_items(items):
            total = invoice[0].currency._convert(
                sum(item.amount for item in invoice),
                own,
                self.company_id,
                self.invoice_date,
            )
            if 0 <= total < self.minimum_amount:
                message = self.env._(
                    "%(total)s is less than the minimum of %(minimum)s: it waits until "
                    "there is more.",
                    total=formatLang(self.env, total, currency_obj=own),
                    minimum=formatLang(self.env, self.minimum_amount, currency_obj=own),
                )
                yield invoice, message, invoice[0].document

    # === THE CUSTOMER === #

    def _hold_blocked(self, groups):
        for group in groups:
            customers = (group[0].partner, group[0].document.partner_id)
            for partner in (p.commercial_partner_id for p in customers):
                if partner.service_invoice_blocked:
                    message = self.env._(
                        "%(customer)s is not to be invoiced (%(reason)s). Once it may "
                        "be, untick Do Not Invoice Services on the customer.",
                        customer=partner.display_name,
                        reason=partner.service_block_reason or "…",
                    )
                    yield group, message, partner
                    break

    def _hold_country(self, groups):
        """A customer without country, where the taxes depend on it."""
        taxes = self._get_taxes_by_country()
        if not taxes:
            return
        for group in groups:
            document = group[0].document
            customers = group[0].partner | document.partner_id
            if (
                not document.fiscal_position_id
                and not any(customers.mapped("country_id"))
                and any(
                    taxes.intersection(item.vals["tax_ids"][0][2]) for item in group
                )
            ):
                message = self.env._(
                    "The taxes of %s depend on its country. Enter it.",
                    group[0].partner.display_name,
                )
                yield group, message, group[0].partner

    def _get_taxes_by_country(self):
        """Ids of taxes that are replaced for customers of certain other countries."""
        positions = self.env["account.fiscal.position"]
        country = self.company_id.account_fiscal_country_id
        abroad = positions.search(
            [
                *positions._check_company_domain(self.company_id),
                ("auto_apply", "=", True),
                "|",
                ("country_group_id", "!=", False),
                ("country_id", "not in", (False, country.id)),
            ]
        )
        return set(abroad.tax_ids.original_tax_ids.ids)

    # === THE BOOKS === #

    def _hold_locked(self, groups):
        """Nothing can be dated into a period that is closed."""
        locks = self.company_id._get_lock_date_violations(
            self.invoice_date, purchase=False
        )
        if not locks:
            return
        message = self.env._(
            "The invoice date %(date)s lies in a closed period: %(locks)s. Choose a "
            "later one.",
            date=format_date(self.env, self.invoice_date),
            locks=self.company_id._format_lock_dates(locks),
        )
        for group in groups:
            yield group, message, group[0].document

    def _hold_archived(self, groups):
        # sudo: as below; a product of another company is refused by the invoice
        products = (
            self.env["product.product"]
            .sudo()
            .browse(
                {item.vals.get("product_id") or 0 for group in groups for item in group}
                - {0}
            )
        )
        archived = set(products.filtered(lambda product: not product.active).ids)
        for group in groups if archived else ():
            for item in group:
                if item.vals.get("product_id") in archived:
                    product = products.browse(item.vals["product_id"])
                    message = self.env._(
                        "%s is archived. Restore it or choose another product.",
                        product.display_name,
                    )
                    yield group, message, product
                    break

    def _hold_account(self, groups):
        """A product, its category and the journal name no account that can be used."""
        fallback = self._get_default_journal().default_account_id
        missing = {}
        for group in groups:
            for item in group:
                product = item.vals.get("product_id")
                position = item.document.fiscal_position_id
                key = product, position.id
                if key not in missing:
                    missing[key] = product and self._lacks_account(
                        product, position, item.contract.journal_id, fallback
                    )
                if missing[key]:
                    product = self.env["product.product"].browse(product)
                    message = self.env._(
                        "Missing required account: %s has no income account in use. "
                        "Choose one on the product or on its category.",
                        product.display_name,
                    )
                    yield group, message, product
                    break

    def _lacks_account(self, product_id, position, journal, fallback):
        # sudo: that an account is missing is no secret to who invoices
        template = self.env["product.product"].sudo().browse(product_id).product_tmpl_id
        account = template.get_product_accounts(position.sudo())["income"]
        account = account or journal.sudo().default_account_id or fallback
        return not account or not account.active

    def _get_default_journal(self):
        # sudo: as above
        journals = self.env["account.journal"].sudo()
        domain = journals._check_company_domain(self.company_id)
        return journals.search([*domain, ("type", "=", "sale")], limit=1)

    def _hold_rate(self, groups):
        foreign = {item.currency for group in groups for item in group}
        foreign.discard(self.company_currency_id)
        for currency in foreign - self._get_rated_currencies(foreign):
            message = self.env._(
                "%(currency)s has no rate on %(date)s. Enter one.",
                currency=currency.name,
                date=format_date(self.env, self.invoice_date),
            )
            for group in groups:
                if group[0].currency == currency:
                    yield group, message, currency

    def _get_rated_currencies(self, currencies):
        """Those of ``currencies`` with a rate until the day of the invoice."""
        if not currencies:
            return set()
        return {
            currency
            for [currency] in self.env["res.currency.rate"]._read_group(
                [
                    ("currency_id", "in", [currency.id for currency in currencies]),
                    ("company_id", "in", (False, self.company_id.root_id.id)),
                    ("name", "<=", self.invoice_date),
                ],
                ["currency_id"],
            )
        }
