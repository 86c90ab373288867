# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of runs in the background begin with."""

from unittest.mock import patch

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

from ...models.invoicing.service_invoicing_batch import (
    ServiceInvoicingBatch,
)
from .common_invoicing import InvoicingCommon

PROGRESS = "odoo.addons.service_management.models.invoicing.run_progress"
RUN = "odoo.addons.service_management.models.invoicing.service_invoicing_run"


class RunCommon(InvoicingCommon, CronMixinCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cron = cls.env.ref("service_management.ir_cron_invoicing_batches")
        cls.startClassPatcher(patch(f"{PROGRESS}.BATCH", 2))
        cls.startClassPatcher(
            patch.object(ServiceInvoicingBatch, "_has_workers", lambda batch: False)
        )

    def _make_contracts(self, number):
        """One contract for each of ``number`` customers."""
        contracts = [
            self._make_contract(partner_id=self._make_customer(f"C{one}").id)
            for one in range(number)
        ]
        return self.env["service.contract"].union(*contracts)

    def _make_failing_contract(self):
        """A contract whose product has been given to another company since."""
        product = self._create_product(name="Their Fee", type="service")
        contract = self._make_contract(
            {"product_id": product.id}, partner_id=self.other_customer.id
        )
        product.company_id = self._create_company(name="Elsewhere")
        return contract

    def _process(self):
        """What the scheduled action does, once."""
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def _start_large(self, number=5):
        """A run of ``number`` contracts that goes on in the background."""
        contracts = self._make_contracts(number)
        self.company.service_invoicing_limit = 0
        with self.capture_triggers(self.cron.id) as got:
            run = self._run()
        self.assertTrue(got.records)
        return run, contracts

    def _plan(self):
        """A run that has been planned, and nothing else."""
        run, contracts = self._start_large()
        run._plan()
        return run, contracts
