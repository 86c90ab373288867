# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two people put a warranty for the same equipment in force at the same moment."""

import psycopg2

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...common_race import RaceCase


@tagged("post_install", "-at_install")
class TestWarrantyAtOnce(RaceCase):
    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            partner = env["res.partner"].create({"name": "Racer"})
            product = env["product.product"].create({"name": "Racing Machine"})
            fee = env["product.product"].create({"name": "Care", "type": "service"})
            equipment = env["service.equipment"].create(
                {"product_id": product.id, "partner_id": partner.id}
            )
            contract_type = env["service.contract.type"].create(
                {"name": "Race", "kind": "warranty", "product_id": fee.id}
            )
            contracts = env["service.contract"].create(
                [
                    {
                        "partner_id": partner.id,
                        "contract_type_id": contract_type.id,
                        "date_start": "2026-01-01",
                        "line_ids": [Command.create({"equipment_id": equipment.id})],
                    }
                    for _person in range(2)
                ]
            )
            self.ids = contracts.ids
            made = (equipment, contract_type, fee, product, partner)
            self.made = [(record._name, record.id) for record in made]
        self.addCleanup(self._clean)

    def _clean(self):
        with self._transaction() as env:
            contracts = env["service.contract"].browse(self.ids)
            contracts.state = "draft"
            contracts.unlink()
            for model, record_id in self.made:
                env[model].browse(record_id).unlink()

    def _activate(self, env, index):
        env["service.contract"].browse(self.ids[index]).action_activate()

    def _states(self):
        with self._transaction() as env:
            return env["service.contract"].browse(self.ids).mapped("state")

    def test_second_is_refused_after_the_first(self):
        with self._transaction() as env:
            self._activate(env, 0)
        with self.assertRaises(ValidationError), self._transaction() as env:
            self._activate(env, 1)
        self.assertEqual(self._states(), ["active", "draft"])

    def test_second_that_could_not_see_the_first_starts_again(self):
        with (
            self.assertRaises(psycopg2.errors.SerializationFailure),
            mute_logger("odoo.sql_db"),
            self._transaction() as second,
        ):
            second["service.contract"].browse(self.ids).fetch(["name"])
            with self._transaction() as first:
                self._activate(first, 0)
            self._activate(second, 1)
        self.assertEqual(self._states(), ["active", "draft"])
