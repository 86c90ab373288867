# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whoever is promised something for equipment that is gone is asked, once."""

from freezegun import freeze_time

from odoo.tests import tagged

from ..common import ServiceCommon
from .sale.test_contract_sale import ContractSaleCommon


class AbsenceCommon(ServiceCommon):
    today = "2026-06-15"

    def _asked(self, contract):
        return contract.activity_ids.filtered(
            lambda activity: (
                activity.activity_type_id
                == self.env.ref("service_management.mail_activity_absence")
            )
        )

    def _return(self, picking, to_refund=False):
        """Take back what ``picking`` delivered, with Odoo's own wizard."""
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.write({"quantity": 1, "to_refund": to_refund})
        action = wizard.action_create_returns()
        self._ship(self.env["stock.picking"].browse(action["res_id"]))

    def _run_daily(self):
        self.env["service.contract"]._cron_update_state()


@tagged("post_install", "-at_install")
class TestAbsenceByHand(AbsenceCommon):
    """The contract was entered by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.equipment = cls._deliver(["S-1"])
        cls.contract = cls._make_contract({"equipment_id": cls.equipment.id})

    def _take_back(self):
        self._return(self.equipment.event_ids.move_id.picking_id)
        self.assertEqual(self.equipment.state, "returned")

    def test_returned_equipment_asks_the_responsible(self):
        self.contract.user_id = self._make_user(
            "mona", "service_management.group_contract_manager"
        )
        self._take_back()
        asked = self._asked(self.contract)
        self.assertEqual(asked.user_id, self.contract.user_id)
        self.assertIn(self.equipment.display_name, asked.note)
        self.assertFalse(self.contract.line_ids.date_end)

    def test_asked_once(self):
        self._take_back()
        self._run_daily()
        self.assertEqual(len(self._asked(self.contract)), 1)
        self._asked(self.contract).action_feedback()
        with freeze_time("2026-06-20"):
            self._run_daily()
        self.equipment.write({"state": "returned"})
        self.assertFalse(self._asked(self.contract))

    def test_ending_the_line_settles_it_and_answers_the_question(self):
        self._invoice("2026-01-01", post=True)
        self._take_back()
        self.contract.line_ids._end_on(self._day("2026-06-14"))
        self.assertFalse(self._asked(self.contract))
        settlement = self.contract.settlement_ids
        self.assertEqual(str(settlement.date_from), "2026-06-15")
        self.assertEqual(settlement.state, "proposed")

    def test_equipment_that_comes_back_answers_the_question(self):
        self._take_back()
        self.equipment.action_set_in_service()
        self.assertFalse(self._asked(self.contract))
        self.equipment.write({"state": "returned"})
        self.assertEqual(len(self._asked(self.contract)), 1)

    def test_form_and_import_ask_as_well(self):
        other = self._make_customer("Other")
        for vals in (
            {"state": "retired"},
            {"partner_id": other.id, "site_id": other.id},
        ):
            with self.subTest(vals=vals), self.env.cr.savepoint() as savepoint:
                self.equipment.write(vals)
                self.assertEqual(len(self._asked(self.contract)), 1)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_retiring_and_handing_over_end_the_line_and_ask_nothing(self):
        other = self._make_customer("Other")
        day = self._day(self.today)
        for leave in (
            lambda: self.equipment._retire(day),
            lambda: self.equipment._hand_over(other, other, False, day),
        ):
            with self.env.cr.savepoint() as savepoint:
                leave()
                self.assertEqual(str(self.contract.line_ids.date_end), "2026-06-14")
                self.assertFalse(self._asked(self.contract))
                savepoint.rollback()
                self.env.invalidate_all()

    def test_replaced_equipment_passes_its_promise_on(self):
        new = self._make_equipment("S-2")
        self.equipment._replace_by(new, self._day(self.today), "returned")
        self.assertIn(new, self.contract.line_ids.equipment_id)
        self.assertFalse(self._asked(self.contract))

    def test_component_that_is_gone_with_its_machine_is_asked_about(self):
        part = self._make_equipment("P-1", parent_id=self.equipment.id)
        contract = self._make_contract({"equipment_id": part.id})
        self._take_back()
        self.assertEqual(part.state, "returned")
        self.assertEqual(len(self._asked(contract)), 1)

    def test_line_made_for_equipment_that_is_gone_already(self):
        self._take_back()
        late = self._make_contract({"equipment_id": self.equipment.id})
        self.assertFalse(self._asked(late))
        self._run_daily()
        self._run_daily()
        self.assertEqual(len(self._asked(late)), 1)
        self.assertEqual(len(self._asked(self.contract)), 1)

    def test_what_has_ended_is_not_asked_about(self):
        self.contract.line_ids._end_on(self._day("2026-06-10"))
        draft = self._make_contract({"equipment_id": self.equipment.id}, active=False)
        self._take_back()
        self._run_daily()
        self.assertFalse(self._asked(self.contract | draft))

    def test_same_number_of_queries_for_few_and_many(self):
        def measure(number):
            machines = self._deliver([f"M-{number}-{one}" for one in range(number)])
            contract = self._make_contract(
                *({"equipment_id": one.id} for one in machines)
            )
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE service_equipment SET state = 'returned' WHERE id IN %s",
                (machines._ids,),
            )
            lines = contract.line_ids.browse(contract.line_ids.ids).sudo()
            queries = self._count_queries(lines._follow_absence)
            self.assertEqual(len(self._asked(contract)), 1)
            return queries

        measure(2)
        few, many = measure(3), measure(30)
        self.assertLessEqual(many, few + 5)


@tagged("post_install", "-at_install")
class TestAbsenceSold(AbsenceCommon, ContractSaleCommon):
    """The contract was sold by an order."""

    def test_returned_without_refund_is_asked_about_too(self):
        for to_refund in (False, True):
            order = self._sell_machines(1)
            self._ship_on("2026-03-10", order)
            self._return(order.picking_ids, to_refund)
            contract = order.service_contract_ids
            self.assertEqual(len(self._asked(contract)), 1)

    def test_line_that_ended_before_the_order_is_invoiced_is_credited(self):
        order = self._sell_machines(1)
        self._ship_on("2026-03-10", order)
        line = order.service_contract_ids.line_ids
        line._end_on(self._day("2026-12-25"))
        self.assertFalse(line.settlement_ids)
        invoice = order._create_invoices()
        self.assertFalse(line.settlement_ids)
        invoice.action_post()
        settlement = line.settlement_ids
        self.assertEqual(
            (str(settlement.date_from), str(settlement.date_to), settlement.amount),
            ("2026-12-26", "2027-03-09", 20.27),
        )
        self.assertEqual(settlement.state, "proposed")
        self._credit(invoice)
        self.assertFalse(line.settlement_ids)

    def test_invoice_of_an_order_whose_line_goes_on_credits_nothing(self):
        order = self._sell_machines(1)
        self._ship_on("2026-03-10", order)
        order._create_invoices().action_post()
        self.assertFalse(order.service_contract_ids.settlement_ids)
