# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of contracts that are sold begin with."""

from freezegun import freeze_time

from odoo import Command

from ...common import ServiceCommon


class ContractSaleCommon(ServiceCommon):
    """A maintenance that is sold with machines, by the year."""

    today = "2026-03-02"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maintenance = cls._make_contract_product("Maintenance Plan")

    @classmethod
    def _make_contract_product(cls, name, billing="order", **vals):
        return cls._create_product(
            name=name,
            type="service",
            invoice_policy="order",
            lst_price=100.0,
            service_contract_type_id=cls.contract_type.id,
            service_contract_billing=billing,
            **vals,
        )

    @classmethod
    def _sell(cls, *lines, confirm=True, **vals):
        """An order with a line for each product, quantity and further values."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            **(more[0] if more else {}),
                        }
                    )
                    for product, quantity, *more in lines
                ],
                **vals,
            }
        )
        if confirm:
            order.action_confirm()
        return order

    @classmethod
    def _sell_machines(cls, number, contracts=None, product=None, **line):
        """An order of machines with a contract for each, and their stock."""
        count = cls.env["stock.lot"].search_count([])
        serials = [f"SN-{count + one}" for one in range(number)]
        cls._make_stock(cls.machine, serials=serials)
        return cls._sell(
            (cls.machine, number),
            (product or cls.maintenance, contracts or number, line),
        )

    @classmethod
    def _ship_on(cls, day, order, number=None):
        """Ship on ``day`` what is left of ``order``, or only ``number`` machines."""
        with freeze_time(f"{day} 10:00:00"):
            picking = order.picking_ids.filtered(lambda p: p.state == "assigned")
            move = picking.move_ids
            if number:
                for line in move.move_line_ids[number:]:
                    line.unlink()
            move.picked = True
            picking.with_context(cancel_backorder=False)._action_done()

    def _due(self, contract, date_to):
        return [
            (str(one.period.start), str(one.period.end), one.amount)
            for one in contract.line_ids._get_due_instalments(self._day(date_to))
        ]
