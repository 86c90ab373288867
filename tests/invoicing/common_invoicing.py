# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of invoicing begin with."""

from ..common import ServiceCommon

QUARTERLY = {"billing_interval": 3, "billing_unit": "month"}


class InvoicingCommon(ServiceCommon):
    today = "2026-06-15"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_stock(cls.part, 100)
        cls.other_customer = cls._make_customer("Other Customer")

    def _run(self, **criteria):
        return self._invoice(self.today, **criteria)

    def _make_done_job(self, activities=None, **vals):
        """A finished job, by default with one hour of work at 80.00."""
        if activities is None:
            activities = [{}]
        return self._finish(self._make_job(activities=activities, **vals))


class CompaniesCommon(InvoicingCommon):
    """A second company beside the first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_data = cls.setup_other_company(name="Second Company")
        cls.other_company = cls.other_data["company"]
        cls.fee_product.taxes_id |= cls.other_data["default_tax_sale"]
        cls.labour_product.taxes_id |= cls.other_data["default_tax_sale"]

    def _make_other_contract(self, **vals):
        return self.env["service.contract"].browse(
            self.with_other_company()._make_contract(**vals).id
        )

    def with_other_company(self):
        """The factories, working for the second company."""

        class OtherCompany(type(self)):
            company = self.other_company
            env = self.env(
                context={
                    **self.env.context,
                    "allowed_company_ids": self.other_company.ids,
                }
            )

        return OtherCompany
