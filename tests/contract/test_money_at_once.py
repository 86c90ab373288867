# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prices and credits that several people change or make at the same moment."""

from odoo import Command, fields
from odoo.tests import tagged

from ..common_race import ButtonRaceCase


@tagged("post_install", "-at_install")
class TestMoneyAtOnce(ButtonRaceCase):
    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            if not env.company.chart_template:
                env["account.chart.template"].try_loading("generic_coa", env.company)
            partner = env["res.partner"].create({"name": "Racer"})
            fee = env["product.product"].create({"name": "Care", "type": "service"})
            contract_type = env["service.contract.type"].create(
                {"name": "Race", "product_id": fee.id, "duration_months": 0}
            )
            contract = env["service.contract"].create(
                {
                    "partner_id": partner.id,
                    "contract_type_id": contract_type.id,
                    "date_start": "2026-01-01",
                    "line_ids": [Command.create({"price_unit": 100.0})],
                }
            )
            contract.action_activate()
            self.contract_id = contract.id
            made = (contract_type, fee, partner)
            self.made = [(one._name, one.id) for one in made]
        self.addCleanup(self._clean)

    def _clean(self):
        with self._transaction() as env:
            contract = self._contract(env)
            moves = contract.line_ids.invoice_line_ids.move_id
            moves.filtered(lambda m: m.state == "posted").button_draft()
            refunds = moves.filtered(lambda m: m.move_type == "out_refund")
            for some in (refunds, moves - refunds):
                some.with_context(force_delete=True).unlink()
            env["service.invoicing.run"].search(
                [("partner_ids", "in", contract.partner_id.ids)]
            ).unlink()
            adjustments = contract.line_ids.adjustment_line_ids.adjustment_id
            adjustments.line_ids.unlink()
            adjustments.unlink()
            contract.state = "draft"
            contract.unlink()
        self._delete(self.made)

    def _look(self, env):
        self._contract(env).line_ids.fetch(["price_unit"])

    def _contract(self, env):
        return env["service.contract"].browse(self.contract_id)

    def test_adjust_prices(self):
        def press(env):
            env["service.price.adjust"].create(
                {
                    "contract_ids": [Command.set([self.contract_id])],
                    "date_from": "2027-01-01",
                    "method": "percent",
                    "percent": 5.0,
                }
            ).action_apply()

        self._press(press)
        with self._transaction() as env:
            line = self._contract(env).line_ids
            self.assertEqual(line.price_unit, 105.0)
            self.assertEqual(len(line.adjustment_line_ids), 1)

    def test_credit(self):
        with self._transaction() as env:
            contract = self._contract(env)
            day = fields.Date.to_date("2026-01-01")
            env["service.invoicing"].create(
                {
                    "date_to": day,
                    "invoice_date": day,
                    "partner_ids": [Command.set(contract.partner_id.ids)],
                    "post": True,
                }
            ).action_run()
            contract._close_on(fields.Date.to_date("2026-06-30"))
            settlement_id = contract.settlement_ids.id

        def press(env):
            env["service.contract.settlement"].browse(settlement_id).action_credit()

        self._press(press)
        with self._transaction() as env:
            settlement = env["service.contract.settlement"].browse(settlement_id)
            self.assertEqual(len(settlement.credit_line_ids), 1)
            self.assertEqual(settlement.state, "credited")
