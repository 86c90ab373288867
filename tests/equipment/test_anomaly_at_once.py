# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What could not be registered is tried again by several people at the same moment."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_race import ButtonRaceCase


@tagged("post_install", "-at_install")
class TestAnomalyAtOnce(ButtonRaceCase):
    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            partner = env["res.partner"].create({"name": "Racer"})
            product = env["product.product"].create(
                {"name": "Racing Machine", "is_storable": True, "tracking": "serial"}
            )
            lot = env["stock.lot"].create({"name": "R-1", "product_id": product.id})
            warehouse = env["stock.warehouse"].search(
                [("company_id", "=", env.company.id)], limit=1
            )
            customers = partner.property_stock_customer
            places = {
                "location_id": warehouse.lot_stock_id.id,
                "location_dest_id": customers.id,
            }
            env["stock.quant"]._update_available_quantity(
                product, warehouse.lot_stock_id, 1, lot_id=lot
            )
            picking = env["stock.picking"].create(
                {
                    **places,
                    "partner_id": partner.id,
                    "picking_type_id": warehouse.out_type_id.id,
                    "move_ids": [
                        Command.create(
                            {**places, "product_id": product.id, "product_uom_qty": 1}
                        )
                    ],
                }
            )
            picking.action_confirm()
            picking.move_ids.picked = True
            picking._action_done()
            product.service_tracked = True
            anomalies = env["service.equipment.anomaly"]
            anomalies._record_error(picking.move_ids, UserError("Not this time"))
            anomaly = anomalies.search([("move_id", "=", picking.move_ids.id)])
            self.anomaly_id, self.goods = anomaly.id, product.ids
            made = (lot, product, partner)
            self.made = [(one._name, one.id) for one in made]
        self.addCleanup(self._clean)

    def _clean(self):
        with self._transaction() as env:
            domain = [("product_id", "in", self.goods)]
            env["service.equipment.anomaly"].search(domain).unlink()
            equipment = env["service.equipment"].search(domain)
            equipment.event_ids.unlink()
            equipment.unlink()
        self._delete_goods(self.goods)
        self._delete(self.made)

    def _look(self, env):
        env["service.equipment.anomaly"].browse(self.anomaly_id).fetch(["state"])

    def test_try_again(self):
        """Whoever comes later finds it solved, and is told nothing else."""

        def press(env):
            env["service.equipment.anomaly"].browse(self.anomaly_id).action_retry()

        self._press(press, refused=0)
        with self._transaction() as env:
            equipment = env["service.equipment"].search(
                [("product_id", "in", self.goods)]
            )
            self.assertEqual(len(equipment), 1)
            self.assertEqual(len(equipment.event_ids), 1)
            anomaly = env["service.equipment.anomaly"].browse(self.anomaly_id)
            self.assertEqual(anomaly.state, "solved")
