# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""People of other departments read and open their own records as without the add-on."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ServiceCommon

MODULE = "service_management"
ROLES = {
    "seller": "sales_team.group_sale_manager",
    "storekeeper": "stock.group_stock_manager",
    "personnel": "hr.group_hr_manager",
    "accountant": "account.group_account_manager",
    "auditor": "account.group_account_readonly",
    "clerk": "account.group_account_invoice",
    "employee": "base.group_user",
}


@tagged("post_install", "-at_install")
class TestForeignRoles(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            name: cls._make_user(f"{name}-x", group) for name, group in ROLES.items()
        }
        cls.equipment = cls._deliver(["SN-1"])
        cls.contract = cls._make_contract()
        cls.past_run = cls._invoice("2026-01-01")
        cls._finish(cls._make_job([{}], [], cls.equipment))
        cls.env.flush_all()

    def test_read_without_a_list_of_fields(self):
        """On every model of Odoo's that has fields of ours."""
        for name, user in self.users.items():
            for model in self._get_extended_models(user):
                record = model.search([], limit=1)
                with self.subTest(role=name, model=model._name):
                    try:
                        record.read()
                    except AccessError as error:
                        ours = MODULE.partition("_")[0] in str(error)
                        self.assertFalse(ours, error)

    def _get_extended_models(self, user):
        for name, model in self.env.items():
            if (
                not name.startswith("service.")
                and not model._abstract
                and not model._transient
                and any(MODULE in field._modules for field in model._fields.values())
            ):
                own = model.with_user(user)
                if own.has_access("read"):
                    yield own

    def test_auditor_opens_an_invoice_that_bills_a_contract(self):
        invoice = self.past_run.invoice_ids.with_user(self.users["auditor"])
        action = invoice.action_view_service_contracts()
        contract = self.contract.with_user(self.users["auditor"])
        self.assertEqual(contract.search(action["domain"]), contract)
        specification = {
            "service_contract_count": {},
            "invoice_line_ids": {
                "fields": {"service_contract_line_id": {"fields": {"display_name": {}}}}
            },
        }
        [values] = invoice.web_read(specification)
        self.assertEqual(values["service_contract_count"], 1)
        self.assertFalse(contract.has_access("write"))
