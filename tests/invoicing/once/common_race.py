# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two people, or a person and a scheduled job, invoice at the same moment."""

from odoo import Command, fields

from ...common_race import RaceCase


class InvoicingRaceCase(RaceCase):
    """A contract of which an instalment falls due today."""

    def setUp(self):
        super().setUp()
        self.today = fields.Date.today()
        with self._transaction() as env:
            company = env.ref("base.main_company")
            if not company.chart_template:
                env["account.chart.template"].try_loading("generic_coa", company)
            product = env["product.product"].create({"name": "Care", "type": "service"})
            contract_type = env["service.contract.type"].create({"name": "Race"})
            partner = env["res.partner"].create({"name": "Racer"})
            contract = env["service.contract"].create(
                {
                    "partner_id": partner.id,
                    "contract_type_id": contract_type.id,
                    "company_id": company.id,
                    "date_start": self.today,
                    "line_ids": [
                        Command.create({"product_id": product.id, "price_unit": 100.0})
                    ],
                }
            )
            contract.action_activate()
            self.contract_id, self.partner_id = contract.id, partner.id
            self.made = [partner, product.product_tmpl_id, contract_type]
            self.made = [(record._name, record.id) for record in self.made]
        self.addCleanup(self._clean)

    def _clean(self):
        with self._transaction() as env:
            contract = env["service.contract"].browse(self.contract_id)
            contract.line_ids.invoice_line_ids.move_id.unlink()
            runs = env["service.invoicing.run"].search(
                [("partner_ids", "in", self.partner_id)]
            )
            runs.unlink()
            contract.state = "draft"
            contract.unlink()
            for model, record_id in self.made:
                env[model].browse(record_id).unlink()

    def _run(self, env):
        wizard = env["service.invoicing"].create(
            {
                "company_id": env.ref("base.main_company").id,
                "date_to": self.today,
                "invoice_date": self.today,
                "partner_ids": [Command.set([self.partner_id])],
            }
        )
        wizard.action_run()

    def _count_invoice_lines(self):
        with self._transaction() as env:
            contract = env["service.contract"].browse(self.contract_id)
            return len(contract.line_ids.invoice_line_ids)
