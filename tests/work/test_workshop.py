# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Equipment that comes to the workshop, goes back, and what stands in for it."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import ServiceCommon


class WorkshopCommon(ServiceCommon):
    today = "2026-03-10 12:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tech_user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.user_id = cls.tech_user
        cls.equipment = cls._make_equipment("SN-1")
        cls.job = cls._make_job(equipment=cls.equipment, place="workshop")
        cls.item = cls.job.item_ids

    def _step(self, action, **vals):
        form = Form(self.env[action["res_model"]].with_context(**action["context"]))
        for name, value in vals.items():
            form[name] = value
        return form.save()

    def _receive(self, **vals):
        step = self._step(self.job.action_receive(), **vals)
        step.action_confirm()


@tagged("post_install", "-at_install")
class TestWorkshop(WorkshopCommon):
    """Received and handed back, each with a receipt."""

    def test_equipment_of_a_workshop_job_is_expected(self):
        self.assertEqual(self.item.workshop_state, "expected")
        self.assertEqual(self.job.workshop_state, "expected")
        self.job.place = "site"
        self.assertFalse(self.item.workshop_state or self.job.workshop_state)

    def test_receive_and_hand_back(self):
        self._receive(
            person="Mr Miller",
            condition="Scratched",
            accessories="Cable",
            location="Shelf B3",
        )
        self.assertRecordValues(
            self.item,
            [
                {
                    "workshop_state": "received",
                    "received_from": "Mr Miller",
                    "condition": "Scratched",
                    "accessories": "Cable",
                    "location": "Shelf B3",
                }
            ],
        )
        self._step(
            self.job.action_hand_back(), person="Mrs Miller", note="All well"
        ).action_confirm()
        self.assertRecordValues(
            self.item,
            [
                {
                    "workshop_state": "handed_back",
                    "handed_back_to": "Mrs Miller",
                    "handback_note": "All well",
                    "location": False,
                }
            ],
        )

    def test_equipment_says_where_it_stands(self):
        equipment = self.equipment
        inside = [("workshop_item_id", "!=", False), ("id", "=", equipment.id)]
        self.assertFalse(equipment.search(inside))
        self._receive(location="Shelf B3")
        self.env.invalidate_all()
        self.assertEqual(equipment.workshop_location, "Shelf B3")
        self.assertEqual(equipment.workshop_job_id, self.job)
        self.assertEqual(equipment.search(inside), equipment)
        self._step(self.job.action_hand_back()).action_confirm()
        self.env.invalidate_all()
        self.assertFalse(equipment.workshop_item_id)
        self.assertFalse(equipment.search(inside))

    def test_one_after_the_other(self):
        second = self._make_equipment("SN-2")
        self.job.item_ids = [Command.create({"equipment_id": second.id})]
        step = self._step(self.job.action_receive())
        step.item_ids = self.item
        step.action_confirm()
        self.assertEqual(self.job.workshop_state, "expected")
        self.assertTrue(self.job.can_hand_back)
        step = self._step(self.job.action_receive())
        self.assertEqual(step.item_ids.equipment_id, second)

    def test_what_cannot_be(self):
        step = self._step(self.job.action_receive())
        again = self._step(self.job.action_receive())
        step.action_confirm()
        with self.assertRaisesRegex(UserError, "In the Workshop"):
            again.action_confirm()
        back = self._step(self.job.action_hand_back(), date="2026-03-10 11:00:00")
        with self.assertRaisesRegex(UserError, "before it was received"):
            back.action_confirm()
        late = self._step(self.job.action_hand_back(), date="2026-03-11 11:00:00")
        with self.assertRaisesRegex(UserError, "future"):
            late.action_confirm()
        self.assertEqual(self.item.workshop_state, "received")

    def test_signed_job_is_handed_back(self):
        self._receive()
        self._finish(self.job)
        self._step(self.job.action_hand_back()).action_confirm()
        self.assertEqual(self.item.workshop_state, "handed_back")

    def test_receipts(self):
        reports = self.env["ir.actions.report"]
        step = self._step(
            self.job.action_receive(), person="Mr Miller", condition="Scratched"
        )
        action = step.action_print()
        html, _type = reports._render_qweb_html(action["report_name"], self.job.ids)
        for text in (b"SN-1", b"Mr Miller", b"Scratched", self.job.name.encode()):
            self.assertIn(text, html)
        step = self._step(self.job.action_hand_back(), person="Mrs Miller")
        action = step.action_print()
        html, _type = reports._render_qweb_html(action["report_name"], self.job.ids)
        self.assertIn(b"Mrs Miller", html)
        self.assertIn(b"Hand-Back", html)

    def test_technician_receives(self):
        step = (
            self.env["service.workshop.step"]
            .with_user(self.tech_user)
            .create({"intervention_id": self.job.id, "kind": "receive"})
        )
        step.action_confirm()
        self.assertEqual(self.item.workshop_state, "received")


@tagged("post_install", "-at_install")
class TestLoan(WorkshopCommon):
    """A unit from stock stands in, and comes back; it is not sold."""

    def _lend(self, user=None, **vals):
        loans = self.env["service.loan"].with_user(user or self.env.user)
        form = Form(loans.with_context(default_item_id=self.item.id))
        form.product_id = self.machine
        for name, value in vals.items():
            form[name] = value
        form.save().action_confirm()

    def _count(self, lot, location):
        return self.env["stock.quant"]._get_available_quantity(
            lot.product_id, location, lot_id=lot
        )

    def test_loan_leaves_the_stock_and_comes_back(self):
        self.machine.default_code = "CODE"
        self._receive()
        lot = self._make_stock(self.machine, serials=["LOAN-1"])
        self._lend()
        self.assertEqual(self.item.loan_state, "lent")
        self.assertEqual(self.item.loan_product_id, self.machine)
        self.assertEqual(self.item.loan_lot_id, lot)
        self.assertEqual(self.item.loan_move_ids.picking_id.state, "done")
        self.assertFalse(self._count(lot, self.stock_location))
        receipt = (
            self.env["ir.actions.report"]
            ._render_qweb_html(
                "service_management.service_workshop_receipt", self.job.ids
            )[0]
            .decode()
        )
        self.assertIn("LOAN-1", receipt)
        self.assertNotIn("CODE", receipt)

        self.item.action_return_loan()
        self.assertEqual(self.item.loan_state, "returned")
        self.assertEqual(self._count(lot, self.stock_location), 1.0)

    def test_loan_is_not_announced_as_an_order(self):
        self.company.stock_move_email_validation = True
        self._make_stock(self.machine, serials=["LOAN-1"])
        self._lend()
        order = self._make_order(self.part)
        self._make_stock(self.part)
        self._ship(order.picking_ids)
        comment = self.env.ref("mail.mt_comment")
        lent, sold = (
            picking.message_ids.filtered(lambda m: m.subtype_id == comment)
            for picking in (self.item.loan_move_ids.picking_id, order.picking_ids)
        )
        self.assertFalse(lent)
        self.assertTrue(sold)

    def test_loan_is_not_installed(self):
        lot = self._make_stock(self.machine, serials=["LOAN-1"])
        self._lend()
        self.assertFalse(lot.service_equipment_ids)
        self.item.action_return_loan()
        self.assertFalse(lot.service_equipment_ids)
        history = self.env["service.equipment"].sudo()
        history._capture_history(self.item.loan_move_ids)
        self.assertFalse(lot.service_equipment_ids)

    def test_loan_that_stock_returns(self):
        self._make_stock(self.machine, serials=["LOAN-1"])
        self._lend()
        picking = self.item.loan_move_ids.picking_id
        wizard = Form(
            self.env["stock.return.picking"].with_context(
                active_id=picking.id, active_model="stock.picking"
            )
        ).save()
        wizard.product_return_moves.quantity = 1
        action = wizard.action_create_returns()
        self._ship(self.env["stock.picking"].browse(action["res_id"]))
        self.assertEqual(self.item.loan_state, "returned")

    def test_chosen_serial(self):
        lots = self._make_stock(self.machine, serials=["LOAN-1", "LOAN-2"])
        self._lend(lot_id=lots[1])
        self.assertEqual(self.item.loan_lot_id, lots[1])

    def test_what_is_not_on_stock_cannot_be_lent(self):
        lot = self._make_stock(self.machine, serials=["LOAN-1"])
        van = self.env["stock.location"].create({"name": "Van", "usage": "internal"})
        with self.assertRaisesRegex(UserError, "not on stock"):
            self.item._lend(self.machine, lot, van)

    def test_one_loan_at_a_time(self):
        self._make_stock(self.machine, serials=["LOAN-1", "LOAN-2"])
        self._lend()
        with self.assertRaisesRegex(UserError, "already"):
            self._lend()
        self.item.action_return_loan()
        with self.assertRaisesRegex(UserError, "no loan unit"):
            self.item.action_return_loan()
        self._lend()
        self.assertEqual(self.item.loan_state, "lent")

    def test_loan_that_is_out_is_not_forgotten(self):
        self._make_stock(self.machine, serials=["LOAN-1"])
        self._lend()
        self.job.action_cancel()
        for record in (self.item, self.job):
            with (
                self.subTest(model=record._name),
                self.assertRaisesRegex(UserError, "loan unit"),
            ):
                record.unlink()
        self.item.action_return_loan()
        self.job.unlink()

    def test_handing_back_reminds_of_the_loan(self):
        self._make_stock(self.machine, serials=["LOAN-1"])
        self._lend()
        self.item._receive({"received_on": "2026-03-10 10:00:00"})
        step = self.env["service.workshop.step"].create(
            {"intervention_id": self.job.id, "kind": "hand_back"}
        )
        self.assertEqual(step.lent_item_ids, self.item)

    def test_goods_without_serial(self):
        self._make_stock(self.part, 2.0)
        self._lend(product_id=self.part)
        self.assertEqual(self.item.loan_product_id, self.part)
        self.item.action_return_loan()
        self.assertEqual(self.item.loan_state, "returned")

    def test_technician_lends_without_rights_on_the_stock(self):
        self._make_stock(self.machine, serials=["LOAN-1"])
        self._lend(self.tech_user)
        self.assertEqual(self.item.loan_state, "lent")
        self.item.with_user(self.tech_user).action_return_loan()
        self.assertEqual(self.item.loan_state, "returned")
