# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

CIG, CUP = re.compile(r"[0-9A-Z]{10}"), re.compile(r"[0-9A-Z]{15}")


class ServiceContract(models.Model):
    """What Italian e-invoices say of the contract they bill.

    Odoo's ``l10n_it_edi`` writes the e-invoice; it is no dependency, and nothing
    changes without it.
    """

    _inherit = "service.contract"

    italian_invoices = fields.Boolean(
        string="Italian E-Invoices", compute="_compute_italian_invoices"
    )
    cig = fields.Char(
        string="CIG",
        help="Code of the tender, ten characters: required by public administrations.",
    )
    cup = fields.Char(
        string="CUP",
        help="Code of the public investment, fifteen characters.",
    )
    customer_contract_ref = fields.Char(
        string="Customer's Contract",
        help="Number that the customer has for the contract, on e-invoices. Empty: "
        "our own number.",
    )
    customer_contract_date = fields.Date(
        string="Signed On",
        help="Date of the contract on e-invoices. Empty: its start.",
    )

    # === COMPUTE METHODS === #

    @api.depends("company_id.account_fiscal_country_id")
    def _compute_italian_invoices(self):
        moves = self.env["account.move"]
        installed = "l10n_it_origin_document_type" in moves._fields
        for contract in self:
            country = contract.company_id.account_fiscal_country_id
            contract.italian_invoices = installed and country.code == "IT"

    # === CONSTRAINT METHODS === #

    @api.constrains("cig", "cup")
    def _check_tender_codes(self):
        for contract in self:
            if contract.cig and not CIG.fullmatch(contract.cig):
                raise ValidationError(
                    self.env._(
                        "The CIG %s is not valid: it has ten letters and digits.",
                        contract.cig,
                    )
                )
            if contract.cup and not CUP.fullmatch(contract.cup):
                raise ValidationError(
                    self.env._(
                        "The CUP %s is not valid: it has fifteen letters and digits.",
                        contract.cup,
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._tidy_tender_codes(vals) for vals in vals_list])

    def _prepare_change(self, vals):
        return super()._prepare_change(self._tidy_tender_codes(vals))

    @api.model
    def _tidy_tender_codes(self, vals):
        """Codes are pasted with spaces and in small letters."""
        codes = {
            name: re.sub(r"\s", "", vals[name]).upper()
            for name in ("cig", "cup")
            if vals.get(name)
        }
        return {**vals, **codes} if codes else vals

    # === INVOICING METHODS === #

    def _get_origin_document_key(self):
        """What must be equal for documents to share an Italian e-invoice.

        It names one contract only: that of a public administration, or one with codes
        or a number of the customer, has invoices of its own.
        """
        if not self or not self.italian_invoices:
            return ()
        customer = self.partner_invoice_id.commercial_partner_id
        own = (
            self.cig
            or self.cup
            or self.customer_contract_ref
            or customer._l10n_it_edi_is_public_administration()
        )
        return (self.id,) if own else ()

    def _prepare_origin_document_vals(self):
        """Values that let an Italian e-invoice name this contract."""
        if len(self) != 1 or not self.italian_invoices:
            return {}
        date = self.customer_contract_date or self.date_start
        return {
            "l10n_it_origin_document_type": "contract",
            "l10n_it_origin_document_name": self.customer_contract_ref or self.name,
            # one in the future is refused
            "l10n_it_origin_document_date": date <= self._get_company_today() and date,
            "l10n_it_cig": self.cig,
            "l10n_it_cup": self.cup,
        }
