# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import models
from odoo.fields import Command, Domain

from ....tools.proration import share_amount, unit_price


class SaleOrderLine(models.Model):
    """Order lines that sell a service contract: what they promise, and when.

    The order makes a draft contract, or extends one in force. Each machine of the order
    gets its line on the day it is delivered, and the first delivery starts the
    contract. Without machines there is one line for the customer at large, from the day
    of the order on.
    """

    _inherit = "sale.order.line"

    # === ON CONFIRMATION === #

    def _sell_service_contracts(self):
        """Make, or extend, the contracts that these confirmed lines sell."""
        # sudo: who sells a contract need not manage contracts
        lines = self.sudo().filtered(
            lambda line: (
                line.product_id.service_contract_type_id and line.product_uom_qty > 0
            )
        )
        unsold = lines.filtered(
            lambda line: line.service_contract_id.state in (False, "cancelled")
        )
        if unsold:
            unsold._assign_service_contracts()
        for line in unsold:
            line.service_contract_billing = line.product_id.service_contract_billing
        if lines:
            lines._cover_delivered(lines._get_all_covered_goods().move_ids)
            lines.filtered(lambda line: not line._get_covered_goods())._cover_customer()

    def _assign_service_contracts(self):
        """One contract for each order and type: the only one in force, or a new one."""
        in_force = self._search_contracts_to_extend()
        nothing = self.env["service.contract"]
        vals_list, selling = [], []
        for (order, _type), lines in self.grouped(
            lambda line: (line.order_id, line.product_id.service_contract_type_id)
        ).items():
            found = in_force.get(lines._get_contract_key(), nothing)
            found = found.filtered(lines._may_extend)
            if len(found) == 1 and not order.service_new_contract:
                lines.service_contract_id = found
            else:
                selling.append(lines)
                vals_list.append(lines._prepare_service_contract_vals())
        contracts = nothing.create(vals_list)
        for lines, contract in zip(selling, contracts, strict=True):
            lines.service_contract_id = contract

    def _get_contract_key(self):
        """What a contract in force must have in common with these lines."""
        order = self.order_id
        return (
            order.company_id,
            self.product_id.service_contract_type_id,
            order.partner_id.commercial_partner_id,
            order.partner_invoice_id,
            order.currency_id,
        )

    def _search_contracts_to_extend(self):
        """Contracts in force that go on by themselves, by what they have in common."""
        contracts = self.env["service.contract"]
        extensible = contracts.search(
            Domain("state", "=", "active")
            & Domain("company_id", "in", self.company_id.ids)
            & Domain(
                "contract_type_id", "in", self.product_id.service_contract_type_id.ids
            )
            & Domain("partner_invoice_id", "in", self.order_id.partner_invoice_id.ids)
            & (
                Domain("date_end", "=", False)
                | Domain("renewal", "in", contracts._get_tacit_renewals())
            )
        )
        return extensible.grouped(
            lambda c: (
                c.company_id,
                c.contract_type_id,
                c.partner_id.commercial_partner_id,
                c.partner_invoice_id,
                c.currency_id,
            )
        )

    def _may_extend(self, contract):
        """A first period that the order invoices must be one of the contract's."""
        billings = self.product_id.mapped("service_contract_billing")
        return "order" not in billings or contract._bills_whole_prices()

    def _prepare_service_contract_vals(self):
        """Values of the draft contract that these lines of one order sell."""
        order = self.order_id
        return {
            "company_id": order.company_id.id,
            "contract_type_id": self.product_id.service_contract_type_id.id,
            "partner_id": order.partner_id.commercial_partner_id.id,
            "partner_invoice_id": order.partner_invoice_id.id,
            "pricelist_id": order.pricelist_id.id,
            "payment_term_id": order.payment_term_id.id,
            "fiscal_position_id": order.fiscal_position_id.id,
            "user_id": order._get_service_contract_user().id,
            "date_start": order._get_service_start(),
        }

    # === WHICH GOODS === #

    def _get_all_covered_goods(self):
        return self.browse().union(*(line._get_covered_goods() for line in self))

    def _get_covered_goods(self):
        """Order lines of the machines that this line promises something for.

        Those of its own section if there are any, else all those of the order.
        """
        self.ensure_one()
        goods = self.order_id.order_line.filtered("product_id.service_tracked")
        section = self.get_parent_section_line()
        same_section = goods.filtered(
            lambda line: section and line.get_parent_section_line() == section
        )
        return same_section or goods

    def _get_ordered_machines(self):
        """Number of machines that these lines of goods order."""
        return sum(
            line.product_uom_id._compute_quantity(
                line.product_uom_qty, line.product_id.uom_id
            )
            for line in self
        )

    # === WHAT IS PROMISED === #

    def _cover_delivered(self, moves):
        """Promise what these lines sell for the machines that ``moves`` delivered."""
        events = self.env["service.equipment.event"].search(
            [("kind", "=", "delivered"), ("move_id", "in", moves.ids)],
            order="date, id",
        )
        dates = defaultdict(dict)
        for line in self:
            goods = line._get_covered_goods()
            for event in events:
                if event.move_id.sale_line_id in goods and line._may_cover(event):
                    dates[line].setdefault(event.equipment_id, event.date)
        self._promise(dates)

    def _may_cover(self, event):
        """Whether the delivered machine still stands with the customer, uncovered."""
        self.ensure_one()
        equipment = event.equipment_id
        return (
            equipment.state == "in_service"
            and equipment.product_id == event.move_id.product_id
            and equipment.partner_id.commercial_partner_id
            == self.order_id.partner_id.commercial_partner_id
            and not self.service_contract_line_ids.filtered(
                lambda line: (
                    line.equipment_id == equipment
                    and (not line.date_end or line.date_end >= event.date)
                )
            )
        )

    def _cover_customer(self):
        """Promise what these lines sell for the customer at large."""
        nothing = self.env["service.equipment"]
        self._promise(
            {
                line: {nothing: line.order_id._get_service_start()}
                for line in self
                if not line.service_contract_line_ids
            }
        )

    def _promise(self, dates):
        """Add lines to the contracts and start those that are drafts.

        :param dates: for each order line the first day of each equipment
        """
        days = defaultdict(list)
        for line, starts in dates.items():
            days[line.service_contract_id] += starts.values()
        for contract, starts in days.items():
            contract._make_room(min(starts), max(starts))
        contracts = self.env["service.contract"].union(*days)
        over = contracts.filtered(lambda c: not c._takes_lines_from(max(days[c])))
        over._report_sold_too_late()
        self.env["service.contract.line"]._create_by_server(
            [
                vals
                for line, starts in dates.items()
                if line.service_contract_id not in over
                for vals in line._prepare_promises(starts)
            ]
        )
        contracts.filtered(
            lambda contract: contract.state == "draft" and contract.line_ids
        ).action_activate()
        self.union(*dates)._count_delivered()

    def _prepare_promises(self, starts):
        """Values of the contract lines of this order line, one for each equipment.

        What is delivered beyond the ordered number is not promised anything.
        """
        self.ensure_one()
        contract = self.service_contract_id
        machines = self._get_covered_goods()._get_ordered_machines()
        covered = self._get_covered_machines()
        vals_list = []
        for equipment, date in starts.items():
            if equipment and covered >= machines:
                break
            start = max(date, contract.date_start)
            vals_list.append(
                {
                    "contract_id": contract.id,
                    "sale_line_id": self.id,
                    "equipment_id": equipment.id,
                    "product_id": self.product_id.id,
                    "tax_ids": [Command.set(self.tax_ids.ids)],
                    "discount": self.discount,
                    "date_start": start,
                    "date_end": contract._get_sold_end(start),
                    **self._prepare_promised_price(equipment, covered, machines),
                }
            )
            covered += equipment.quantity
        return vals_list

    def _get_covered_machines(self):
        """Number of machines with the customer that are promised something already."""
        return sum(
            self.service_contract_line_ids.equipment_id.filtered(
                lambda e: e.state == "in_service"
            ).mapped("quantity")
        )

    def _prepare_promised_price(self, equipment, covered, machines):
        """Quantity and price of the contract line for ``equipment``.

        One contract for each machine is that price for each. Any other quantity is one
        price for all of them, of which each machine has its share.
        """
        self.ensure_one()
        if not equipment:
            return {"quantity": self.product_uom_qty, "price_unit": self.price_unit}
        if self.product_uom_id.compare(self.product_uom_qty, machines) == 0:
            return {"quantity": equipment.quantity, "price_unit": self.price_unit}
        digits = self.env["decimal.precision"].precision_get("Product Price")
        factor = 1 - self.discount / 100
        total = self.currency_id.round(self.price_unit * self.product_uom_qty * factor)
        amount = share_amount(
            total, covered, equipment.quantity, machines, self.currency_id.round
        )
        return {
            "quantity": 1.0,
            "price_unit": unit_price(amount, factor, digits),
        }

    def _count_delivered(self):
        """What is invoiced as delivered is delivered with the machines it is for."""
        for line in self.filtered(
            lambda line: (
                line.service_contract_line_ids and line.qty_delivered_method == "manual"
            )
        ):
            machines = line._get_covered_goods()._get_ordered_machines()
            part = line._get_covered_machines() / machines if machines else 1.0
            line.qty_delivered = max(
                line.qty_delivered, line.product_uom_qty * min(part, 1.0)
            )
