# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a contract takes from its type, customer, price list and company."""

from odoo.fields import Command, Domain
from odoo.tests import Form, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestContractTerms(ServiceCommon):
    """What is proposed, and stays as people leave it."""

    TERMS = {
        "labour_coverage": 100.0,
        "parts_coverage": 50.0,
        "travel_coverage": 25.0,
        "included_hours": 10.0,
        "included_visits": 4,
        "renewal": "tacit",
        "renewal_months": 24,
        "notice_days": 90,
        "billing_interval": 3,
        "billing_unit": "month",
        "billing_timing": "arrears",
        "billing_alignment": "calendar",
        "lead_days": 15,
        "invoice_day": 20,
        "price_basis": "year",
    }

    def _assert_terms(self, contract, terms):
        self.assertEqual({name: contract[name] for name in terms}, terms)

    def test_type_proposes_its_terms(self):
        contract_type = self._make_contract_type("Complete", **self.TERMS)
        contract = self._make_contract(contract_type_id=contract_type.id)
        self._assert_terms(contract, self.TERMS)

    def test_type_proposes_its_terms_in_the_form(self):
        contract_type = self._make_contract_type("Complete", **self.TERMS)
        form = Form(self.env["service.contract"])
        form.partner_id = self.customer
        form.contract_type_id = contract_type
        self._assert_terms(form.save(), self.TERMS)

    def test_every_term_is_proposed(self):
        """Whatever terms there are, those that are added later too."""
        names = self.env["service.contract.conditions.mixin"]._get_condition_fields()
        contract_type = self._make_contract_type(
            "Complete",
            **{name: self._sample(self.contract_type._fields[name]) for name in names},
        )
        contract = self._make_contract(contract_type_id=contract_type.id)
        for name in names:
            with self.subTest(term=name):
                self.assertTrue(contract_type[name])
                self.assertEqual(contract[name], contract_type[name])

    def _sample(self, field):
        """A value that is not the usual one."""
        if field.type == "selection":
            return field.get_values(self.env)[-1]
        if field.relational:
            record = self._sample_record(self.env[field.comodel_name])
            return record.id if field.type == "many2one" else record.ids
        return {"boolean": True, "integer": 7, "float": 7.0}.get(field.type, "Text")

    def _sample_record(self, records):
        """One that all companies share, as the type is."""
        shared = {"company_id": False} if "company_id" in records._fields else {}
        domain = Domain.AND(Domain(name, "=", value) for name, value in shared.items())
        found = records.search(domain, limit=1)
        return found or records.create({"name": "Sample", **shared})

    def test_terms_given_by_hand_win(self):
        contract_type = self._make_contract_type("Complete", **self.TERMS)
        contract = self._make_contract(
            contract_type_id=contract_type.id, labour_coverage=0.0, renewal="none"
        )
        self._assert_terms(
            contract, {**self.TERMS, "labour_coverage": 0.0, "renewal": "none"}
        )

    def test_changing_the_type_later_touches_no_contract(self):
        contract_type = self._make_contract_type("Complete", **self.TERMS)
        contract = self._make_contract(contract_type_id=contract_type.id)
        contract_type.write({"labour_coverage": 10.0, "billing_interval": 1})
        self._assert_terms(contract, self.TERMS)

    def test_type_proposes_the_end(self):
        contract_type = self._make_contract_type("One Year", duration_months=12)
        contract = self._make_contract(
            contract_type_id=contract_type.id, date_start="2026-03-10"
        )
        self.assertEqual(str(contract.date_end), "2027-03-09")
        self.assertEqual(str(contract.line_ids.date_end), "2027-03-09")

    def test_end_given_by_hand_wins(self):
        contract_type = self._make_contract_type("One Year", duration_months=12)
        contract = self._make_contract(
            contract_type_id=contract_type.id,
            date_start="2026-03-10",
            date_end="2026-12-31",
        )
        self.assertEqual(str(contract.date_end), "2026-12-31")

    def test_line_takes_the_price_of_its_product(self):
        contract = self.env["service.contract"].create(
            {
                "partner_id": self.customer.id,
                "contract_type_id": self.contract_type.id,
                "line_ids": [Command.create({})],
            }
        )
        self.assertEqual(contract.line_ids.product_id, self.fee_product)
        self.assertEqual(contract.line_ids.price_unit, 1000.0)

    def test_price_list_gives_currency_and_price(self):
        euro = self.setup_other_currency("EUR", rates=[("2020-01-01", 0.5)])
        self.customer.property_product_pricelist = self._create_pricelist(
            name="Euro", currency_id=euro.id
        )
        contract = self._make_contract()
        line = self.env["service.contract.line"].create({"contract_id": contract.id})
        self.assertEqual(contract.currency_id, euro)
        self.assertEqual(line.price_unit, 500.0)

    def test_without_price_list_the_currency_is_the_companys(self):
        contract = self._make_contract(pricelist_id=False)
        self.assertEqual(contract.currency_id, self.company.currency_id)

    def test_taxes_go_through_the_fiscal_position(self):
        self.customer.property_account_position_id = self.fiscal_pos_a
        contract = self._make_contract()
        self.assertEqual(contract.fiscal_position_id, self.fiscal_pos_a)
        self.assertEqual(contract.line_ids.tax_ids, self.tax_sale_b)

    def test_taxes_are_those_of_the_company(self):
        other = self.setup_other_company()
        self.fee_product.taxes_id |= other["default_tax_sale"]
        self.assertEqual(self._make_contract().line_ids.tax_ids, self.tax_sale_a)

    def test_customer_proposes_address_and_payment_terms(self):
        office = self._make_customer(
            "Office", parent_id=self.customer.id, type="invoice"
        )
        self.customer.property_payment_term_id = self.pay_terms_b
        contract = self._make_contract()
        self.assertEqual(contract.partner_invoice_id, office)
        self.assertEqual(contract.payment_term_id, self.pay_terms_b)

    def test_annual_value_is_that_of_a_whole_year(self):
        contract = self._make_contract(
            {"price_unit": 100.0, "quantity": 2, "discount": 50.0},
            {"price_unit": 10.0},
            billing_interval=3,
        )
        self.assertEqual(contract.annual_value, 440.0)

    def test_each_company_counts_its_own_contracts(self):
        other = self.setup_other_company()["company"]
        first, second = self._make_contract(), self._make_contract()
        there = self.env["service.contract"].create(
            {
                "company_id": other.id,
                "partner_id": self.customer.id,
                "contract_type_id": self.contract_type.id,
                "pricelist_id": False,
            }
        )
        self.assertTrue(there.name.endswith("/00001"))
        self.assertEqual(
            int(second.name.split("/")[-1]), int(first.name.split("/")[-1]) + 1
        )
