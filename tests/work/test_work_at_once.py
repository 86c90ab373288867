# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Goods of jobs that several people move at the same moment, each time once."""

from odoo import Command
from odoo.tests import tagged

from ..common_race import ButtonRaceCase


@tagged("post_install", "-at_install")
class TestWorkAtOnce(ButtonRaceCase):
    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            partner = env["res.partner"].create({"name": "Racer"})
            machine, part, loan = env["product.product"].create(
                [
                    {"name": "Racing Machine"},
                    {"name": "Racing Part", "is_storable": True},
                    {"name": "Racing Loan Unit", "is_storable": True},
                ]
            )
            warehouse = env["stock.warehouse"].search(
                [("company_id", "=", env.company.id)], limit=1
            )
            for product in (part, loan):
                env["stock.quant"]._update_available_quantity(
                    product, warehouse.lot_stock_id, 10
                )
            equipment = env["service.equipment"].create(
                {"product_id": machine.id, "partner_id": partner.id}
            )
            job = env["service.intervention"].create(
                {
                    "partner_id": partner.id,
                    "place": "workshop",
                    "item_ids": [Command.create({"equipment_id": equipment.id})],
                    "charge_ids": [
                        Command.create({"product_id": part.id, "quantity": 6})
                    ],
                }
            )
            job.action_start()
            job.charge_ids._consume_parts()
            self.goods = (part + loan).ids
            self.loan_id, self.location_id = loan.id, warehouse.lot_stock_id.id
            self.job_id, self.item_id = job.id, job.item_ids.id
            self.charge_id = job.charge_ids.id
            made = (equipment, machine, part, loan, partner)
            self.made = [(one._name, one.id) for one in made]
        self.addCleanup(self._clean)

    def _clean(self):
        with self._transaction() as env:
            job = env["service.intervention"].browse(self.job_id)
            job.charge_ids._by_server().move_id = False
            moves = env["stock.move"].search([("product_id", "in", self.goods)])
            moves.service_loan_item_id = False
            job._by_server().state = "new"
            job.charge_ids.unlink()
            job.unlink()
        self._delete_goods(self.goods)
        self._delete(self.made)

    def _look(self, env):
        self._item(env).fetch(["workshop_state", "loan_state"])
        self._charge(env).fetch(["quantity", "move_id"])

    def _item(self, env):
        return env["service.intervention.item"].browse(self.item_id)

    def _charge(self, env):
        return env["service.charge"].browse(self.charge_id)

    def _count_moves(self, *domain):
        with self._transaction() as env:
            return env["stock.move"].search_count(
                [("product_id", "in", self.goods), ("state", "=", "done"), *domain]
            )

    # === LOAN UNITS === #

    def _lend(self, env):
        env["service.loan"].create(
            {"item_id": self.item_id, "product_id": self.loan_id}
        ).action_confirm()

    def test_lend(self):
        refusals = self._press(self._lend)
        self.assertIn("already has a loan unit", refusals[0])
        self.assertEqual(
            self._count_moves(("service_loan_item_id", "=", self.item_id)), 1
        )

    def test_take_a_loan_unit_back(self):
        with self._transaction() as env:
            self._lend(env)
        self._press(lambda env: self._item(env).action_return_loan())
        self.assertEqual(
            self._count_moves(("service_loan_item_id", "=", self.item_id)), 2
        )

    # === PARTS === #

    def _return_part(self, quantity):
        def press(env):
            env["service.charge.return"].create(
                {"charge_id": self.charge_id, "quantity": quantity}
            ).action_confirm()

        return press

    def _count_returns(self):
        return self._count_moves(("location_dest_id", "=", self.location_id))

    def test_return_some_parts(self):
        self._press(self._return_part(2))
        self.assertEqual(self._count_returns(), 1)
        with self._transaction() as env:
            self.assertEqual(self._charge(env).quantity, 4)

    def test_return_all_parts(self):
        """The part is gone from the job when the others get their turn."""
        self._press(self._return_part(6))
        self.assertEqual(self._count_returns(), 1)
        with self._transaction() as env:
            self.assertFalse(self._charge(env).exists())

    # === WORKSHOP === #

    def _step(self, kind):
        def press(env):
            env["service.workshop.step"].create(
                {
                    "intervention_id": self.job_id,
                    "kind": kind,
                    "item_ids": [Command.set([self.item_id])],
                    "person": f"Racer {env.cr.now()}",
                }
            ).action_confirm()

        return press

    def test_receive_and_hand_back(self):
        for kind, field in (
            ("receive", "received_from"),
            ("hand_back", "handed_back_to"),
        ):
            with self.subTest(kind=kind):
                self._press(self._step(kind))
                with self._transaction() as env:
                    self.assertTrue(self._item(env)[field])
