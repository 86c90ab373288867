# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Contract lines that are paid by use, from the reading to the invoice and back."""

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_meters import MeterCommon


@tagged("post_install", "-at_install")
class TestMeteredLines(MeterCommon):
    """January to June at 0.05; 1,000 copies a month, 2,000 in March."""

    today = "2026-05-31"
    READINGS = (
        ("2025-12-31", 5000),
        ("2026-01-31", 6000),
        ("2026-02-28", 7000),
        ("2026-03-31", 9000),
        ("2026-04-30", 10_000),
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meter = cls._make_meter(*cls.READINGS)

    def _run(self, date_to, **criteria):
        return self._invoice(date_to, post=True, **criteria)

    def test_use_of_each_period(self):
        contract = self._make_use_contract(self.meter)
        self.assertEqual(
            self._due(contract, "2026-04-30"),
            [
                ("2026-01-01", 50.0),
                ("2026-02-01", 50.0),
                ("2026-03-01", 100.0),
                ("2026-04-01", 50.0),
            ],
        )
        self.assertEqual(contract.line_ids.next_invoice_date, self._day("2026-01-31"))

    def test_terms(self):
        for vals, expected in [
            ({"included_quantity": 800}, [10.0, 10.0, 60.0, 10.0]),
            ({"included_quantity": 1200, "minimum_fee": 5}, [5.0, 5.0, 40.0, 5.0]),
            (
                {"included_quantity": 1200, "use_balance": "carry"},
                [0.0, 0.0, 20.0, 0.0],
            ),
            ({"discount": 10.0}, [45.0, 45.0, 90.0, 45.0]),
            (
                {
                    "tier_ids": [
                        Command.create({"quantity_from": 500, "price_unit": 0.01})
                    ]
                },
                [30.0, 30.0, 40.0, 30.0],
            ),
            (
                {
                    "tier_ids": [
                        Command.create({"quantity_from": 500, "price_unit": 0.01})
                    ],
                    "tier_method": "volume",
                },
                [10.0, 10.0, 20.0, 10.0],
            ),
        ]:
            with self.subTest(**vals), self.env.cr.savepoint() as savepoint:
                contract = self._make_use_contract(self.meter, **vals)
                due = self._due(contract, "2026-04-30")
                self.assertEqual([amount for _day, amount in due], expected)
                savepoint.rollback()
            self.env.invalidate_all()

    def test_year_is_settled_at_the_end(self):
        """48,000 are included in the year, of which 5,000 were used."""
        contract = self._make_use_contract(
            self.meter,
            included_quantity=1200,
            use_balance="year",
            date_end="2026-04-30",
        )
        self.assertEqual(
            [amount for _day, amount in self._due(contract)], [0.0, 0.0, 40.0, -30.0]
        )

    def test_an_archived_meter_is_billed_until_its_line_ends(self):
        contract = self._make_use_contract(self.meter)
        self.meter.active = False
        self.assertEqual(contract.line_ids.meter_ids, self.meter)
        self.assertEqual(self._due(contract, "2026-01-31"), [("2026-01-01", 50.0)])

    def test_a_meter_that_is_billed_is_not_deleted(self):
        fresh = self._make_meter()
        self._make_use_contract(self.meter | fresh)
        for gone in (fresh, fresh.equipment_id):
            with (
                self.subTest(gone=gone),
                self.assertRaisesRegex(UserError, "is billed by"),
                self.env.cr.savepoint(),
            ):
                gone.unlink()

    def test_what_was_billed_keeps_how_it_is_balanced(self):
        contract = self._make_use_contract(
            self.meter,
            included_quantity=1200,
            use_balance="year",
            date_start="2025-05-01",
            opening_billed_until="2025-12-31",
            contract={"date_start": "2025-05-01"},
        )
        self._run("2026-04-30")
        self.assertEqual(sum(self._billed(contract)), 10.0)
        contract.line_ids.use_balance = "none"
        self._read_meter(self.meter, "2026-05-31", 11_000)
        self.assertEqual(self._due(contract), [("2026-05-01", 0.0)])

    def test_year_that_ends_with_days_that_are_not_owed_is_settled(self):
        contract = self._make_use_contract(
            self.meter,
            included_quantity=1200,
            use_balance="year",
            date_start="2025-05-01",
            opening_billed_until="2026-01-31",
            contract={"date_start": "2025-05-01"},
        )
        contract._suspend(self._day("2026-04-01"), self._day("2026-04-30"))
        self.assertEqual(
            self._due(contract, "2026-04-30"),
            [("2026-02-01", 0.0), ("2026-03-01", 30.0)],
        )

    def test_a_pool_is_for_its_machines_and_nothing_else(self):
        self._make_equipment("NO-COPIER")
        contract = self._make_use_contract(self.meter)
        line = contract.line_ids
        self.assertEqual(
            self.env["service.promise"]._read_equipment(line),
            {line.id: self.meter.equipment_id.ids},
        )
        visited = line._get_visited_equipment()[line]
        self.assertEqual(visited, self.meter.equipment_id)

    def test_a_fee_and_the_use_of_a_machine_do_not_overlap(self):
        machine = self.meter.equipment_id
        contract = self._make_use_contract(
            self.meter, {"equipment_id": machine.id}, equipment_id=machine.id
        )
        self.assertFalse(contract.overlap_count)
        other = self._make_contract({"equipment_id": machine.id})
        self.assertEqual(other.overlap_count, 2)

    def test_pool_of_several_machines(self):
        other = self._make_meter(("2026-01-01", 0), ("2026-01-31", 500))
        contract = self._make_use_contract(self.meter | other, included_quantity=1200)
        self.assertEqual(self._due(contract, "2026-01-31"), [("2026-01-01", 15.0)])

    def test_beside_a_fixed_fee_on_the_same_invoice(self):
        contract = self._make_use_contract(
            self.meter, {"price_unit": 30.0, "date_start": "2026-02-01"}
        )
        run = self._run("2026-02-01")
        self.assertEqual(len(run.invoice_ids), 1)
        use, fee = run.invoice_ids.invoice_line_ids.sorted(
            lambda line: line.service_period_start
        )
        self.assertEqual((use.price_subtotal, fee.price_subtotal), (50.0, 30.0))
        self.assertEqual((use.quantity, use.price_unit), (1000.0, 0.05))
        self.assertIn("5,000 (12/31/2025) → 6,000 (01/31/2026), used 1,000", use.name)
        self.assertIn("Used 1,000, included 0, charged 1,000", use.name)
        self.assertEqual(contract.line_ids[0].billed_until, self._day("2026-01-31"))

    def test_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("it_IT")
        self.customer.lang = "it_IT"
        self._make_use_contract(self.meter)
        line = self._run("2026-01-31").invoice_ids.invoice_line_ids
        self.assertIn("5.000 (31/12/2025) → 6.000 (31/01/2026)", line.name)

    def test_part_of_a_unit_is_not_lost_on_the_invoice(self):
        """338.29032… units are charged, and an invoice has two decimals of them."""
        contract = self._make_use_contract(
            self.meter,
            price_unit=100.0,
            included_quantity=500,
            date_start="2026-01-11",
            contract={"billing_alignment": "calendar"},
        )
        self.assertEqual(self._due(contract, "2026-01-31"), [("2026-01-11", 33_829.03)])
        self.assertEqual(self._run("2026-01-31").invoice_ids.amount_untaxed, 33_829.03)

    def test_credited_and_due_again(self):
        contract = self._make_use_contract(self.meter)
        invoice = self._run("2026-02-28").invoice_ids
        self.assertEqual(self._due(contract, "2026-02-28"), [])
        self._credit(invoice)
        self.assertEqual(
            self._due(contract, "2026-02-28"),
            [("2026-01-01", 50.0), ("2026-02-01", 50.0)],
        )

    def test_a_missing_reading_holds_back_the_use_and_nothing_else(self):
        contract = self._make_use_contract(self.meter, {"price_unit": 30.0})
        self._run("2026-04-30")
        run = self._run("2026-05-31")
        self.assertEqual(run.invoice_ids.amount_untaxed, 30.0)
        self.assertEqual(run.exception_ids.code, "reading")
        self.assertIn("05/31/2026 or later", run.exception_ids.message)
        self._read_meter(self.meter, "2026-05-31", 11_000)
        run = self._run("2026-05-31")
        self.assertEqual(run.invoice_ids.amount_untaxed, 50.0)
        self.assertFalse(run.exception_ids)
        self.assertTrue(contract)

    def test_what_the_meter_began_with_is_asked_for(self):
        late = self._make_meter(("2026-01-20", 100), ("2026-01-31", 500))
        self._make_use_contract(late)
        run = self._run("2026-01-31")
        self.assertIn("01/01/2026 or before", run.exception_ids.message)
        self._read_meter(late, "2026-01-01", 0)
        self.assertEqual(self._run("2026-01-31").invoice_ids.amount_untaxed, 25.0)

    def test_doubtful_reading_is_never_billed(self):
        self._make_use_contract(self.meter)
        self._run("2026-04-30")
        reading = self._read_meter(self.meter, "2026-05-31", 110_000)
        self.assertEqual(reading.state, "to_check")
        self.assertEqual(self._run("2026-05-31").exception_ids.code, "reading")
        reading.action_accept()
        self.assertEqual(self._run("2026-05-31").invoice_ids.amount_untaxed, 5000.0)

    def test_estimated_and_settled_by_the_next_true_reading(self):
        contract = self._make_use_contract(
            self.meter, contract={"missing_reading": "estimate"}
        )
        self._run("2026-04-30")
        invoice = self._run("2026-05-31").invoice_ids
        estimated = round(5000 / 120 * 31) * 0.05
        self.assertAlmostEqual(invoice.amount_untaxed, estimated, 2)
        self.assertIn("estimated", invoice.invoice_line_ids.name)
        with freeze_time("2026-06-30"):
            self._read_meter(self.meter, "2026-06-30", 11_220)
            line = self._run("2026-06-30").invoice_ids.invoice_line_ids
        self.assertIn("Settlement of what was invoiced before: -672 units", line.name)
        self.assertAlmostEqual(sum(self._billed(contract)), 6220 * 0.05, 2)

    def test_corrected_reading_is_settled_next_time(self):
        contract = self._make_use_contract(self.meter, included_quantity=800)
        self._run("2026-03-31")
        self.meter.reading_ids.filtered(
            lambda one: one.date == self._day("2026-02-28")
        ).value = 6900
        self.assertEqual(self._due(contract, "2026-03-31"), [])
        self.assertEqual(self._due(contract, "2026-04-30"), [("2026-04-01", 10.0)])
        self.meter.reading_ids.filtered(
            lambda one: one.date == self._day("2026-01-31")
        ).value = 5700
        self.assertEqual(self._due(contract, "2026-04-30"), [("2026-04-01", 15.0)])

    def test_what_a_correction_does_is_said_before_it_is_saved(self):
        contract = self._make_use_contract(self.meter)
        self._run("2026-03-31")
        reading = self.meter.reading_ids.sorted("date")[3]
        self.assertFalse(reading.consequence)
        with Form(reading) as form:
            form.value = 9100
            self.assertIn("100 units, $ 5.00", form.consequence.replace("\xa0", " "))
        self.assertEqual(self._due(contract, "2026-04-30"), [("2026-04-01", 50.0)])

    def test_prices_keep_their_decimals_in_the_contract_that_follows(self):
        line = self._make_use_contract(
            self.meter,
            price_unit=0.0085,
            minimum_fee=10.0,
            tier_ids=[Command.create({"quantity_from": 500, "price_unit": 0.004})],
        ).line_ids
        start, end = self._day("2027-01-01"), self._day("2027-12-31")
        vals = line._prepare_renewal_vals(start, end, 10.0)
        self.assertAlmostEqual(vals["price_unit"], 0.00935, 6)
        self.assertAlmostEqual(vals["minimum_fee"], 11.0, 6)
        [(_create, _id, tier)] = vals["tier_ids"]
        self.assertAlmostEqual(tier["price_unit"], 0.0044, 6)

    def test_line_that_is_over_is_settled_by_a_credit_note(self):
        contract = self._make_use_contract(self.meter, date_end="2026-04-30")
        self._run("2026-04-30")
        self.assertFalse(contract.line_ids.next_invoice_date)
        last = self.meter.reading_ids.sorted("date")[-1]
        last.value = 9800
        self.assertEqual(contract.line_ids.next_invoice_date, self._day("2026-04-30"))
        refund = self._run("2026-05-31").invoice_ids
        self.assertEqual(
            (refund.move_type, refund.state, refund.amount_untaxed),
            ("out_refund", "posted", 10.0),
        )
        self.assertFalse(contract.line_ids.next_invoice_date)
        self.assertEqual(sum(self._billed(contract)), 240.0)
        last.value = 10_000
        self.assertEqual(self._run("2026-05-31").invoice_ids.amount_untaxed, 10.0)
        self.assertTrue(contract._get_schedule())

    def test_early_end_settles_what_was_used_until_then(self):
        """March was billed whole: its second half is given back by what was used."""
        contract = self._make_use_contract(self.meter)
        self._run("2026-03-31")
        contract.line_ids._end_on(self._day("2026-03-15"))
        self.assertFalse(contract.settlement_ids)
        run = self._run("2026-05-31")
        used = 2000 - round(2000 * 15 / 31)
        self.assertAlmostEqual(run.invoice_ids.amount_untaxed, used * 0.05, 2)
        self.assertEqual(run.invoice_ids.move_type, "out_refund")

    def test_suspended_days_owe_nothing(self):
        contract = self._make_use_contract(self.meter)
        contract._suspend(self._day("2026-03-01"), self._day("2026-03-31"))
        self.assertEqual(
            [day for day, _amount in self._due(contract, "2026-04-30")],
            ["2026-01-01", "2026-02-01", "2026-04-01"],
        )

    def test_price_adjustment_with_tiers_and_minimum(self):
        contract = self._make_use_contract(
            self.meter,
            minimum_fee=20.0,
            tier_ids=[Command.create({"quantity_from": 1500, "price_unit": 0.02})],
        )
        line = contract.line_ids
        line._set_price_from(self._day("2026-03-01"), 0.10)
        self.assertEqual((line.minimum_fee, line.tier_ids.price_unit), (40.0, 0.04))
        self.assertEqual(
            [amount for _day, amount in self._due(contract, "2026-04-30")],
            [50.0, 50.0, 170.0, 100.0],
        )
        line._take_back_price()
        self.assertEqual((line.minimum_fee, line.tier_ids.price_unit), (20.0, 0.02))

    def test_a_price_of_nothing_leaves_tiers_and_minimum(self):
        contract = self._make_use_contract(
            self.meter,
            minimum_fee=20.0,
            tier_ids=[Command.create({"quantity_from": 1500, "price_unit": 0.1})],
        )
        line = contract.line_ids
        line._set_price_from(self._day("2026-03-01"), 0.0)
        self.assertEqual((line.minimum_fee, line.tier_ids.price_unit), (20.0, 0.1))
        self.assertEqual(
            [amount for _day, amount in self._due(contract, "2026-04-30")],
            [50.0, 50.0, 50.0, 20.0],
        )
        line._set_price_from(self._day("2026-04-01"), 0.05)
        self.assertEqual(
            [amount for _day, amount in self._due(contract, "2026-04-30")],
            [50.0, 50.0, 50.0, 50.0],
        )
        line._take_back_price()
        line._take_back_price()
        self.assertEqual((line.minimum_fee, line.tier_ids.price_unit), (20.0, 0.1))

    def test_a_least_amount_keeps_the_currency(self):
        contract = self._make_use_contract(self.meter, price_unit=0.0, minimum_fee=20.0)
        pounds = self.env["product.pricelist"].create(
            {"name": "GBP", "currency_id": self.setup_other_currency("GBP").id}
        )
        with self.assertRaisesRegex(UserError, "agreed in .* as many GBP"):
            contract.pricelist_id = pounds

    def test_replaced_machine(self):
        """The final reading of the old one is asked for, and use goes on."""
        old = self.meter.equipment_id
        contract = self._make_use_contract(
            self.meter,
            equipment_id=old.id,
            contract={
                "missing_reading": "estimate",
                "billing_alignment": "calendar",
            },
        )
        self._run("2026-04-30")
        new = self._make_equipment("COPIER-NEW")
        new_meter = self._make_meter(equipment=new)
        old._replace_by(new, self._day("2026-05-11"), "retired")
        former, following = contract.line_ids.sorted("date_start")
        self.assertEqual(
            (former.meter_ids, following.meter_ids), (self.meter, new_meter)
        )
        run = self._run("2026-05-31")
        self.assertIn("at last, on 05/11/2026", run.exception_ids[0].message)
        self._read_meter(self.meter, "2026-05-11", 10_330)
        self._read_meter(new_meter, "2026-05-11", 20)
        self._read_meter(new_meter, "2026-05-31", 520)
        run = self._run("2026-05-31")
        self.assertFalse(run.exception_ids)
        self.assertEqual(
            sorted(run.invoice_ids.invoice_line_ids.mapped("price_subtotal")),
            [15.0, 25.0],
        )

    def test_replaced_by_a_machine_that_has_no_such_meter(self):
        old = self.meter.equipment_id
        contract = self._make_use_contract(self.meter, equipment_id=old.id)
        new = self._make_equipment("COPIER-BARE")
        old._replace_by(new, self._day("2026-05-11"), "returned")
        meter = contract.line_ids.sorted("date_start")[-1].meter_ids
        self.assertEqual(
            (meter.equipment_id, meter.type_id, meter.reading_ids.ids),
            (new, self.black, []),
        )
        self.assertEqual(meter.begin_date, self._day("2026-05-11"))

    def test_machine_that_leaves_a_pool(self):
        other = self._make_meter(("2026-01-01", 0), ("2026-04-30", 1200))
        contract = self._make_use_contract(self.meter | other)
        other.equipment_id._retire(self._day("2026-04-21"))
        former, following = contract.line_ids.sorted("date_start")
        self.assertEqual(former.date_end, self._day("2026-04-20"))
        self.assertEqual(following.meter_ids, self.meter)

    def test_a_draft_whose_only_machine_leaves_is_still_by_use(self):
        draft = self._make_contract(self._prepare_use(self.meter), active=False)
        self.meter.equipment_id._retire(self._day("2026-04-21"))
        self.assertTrue(draft.line_ids.is_metered)

    def test_refused(self):
        level = self._make_meter(is_increasing=False)
        hours = self._make_meter(uom_id=self.uom_hour.id)
        for meters, vals, text in [
            (level, {}, "up and down"),
            (self.meter | hours, {}, "count different things"),
            (self.meter, {"one_off": True}, "untick Once"),
        ]:
            with (
                self.subTest(text=text),
                self.assertRaisesRegex(ValidationError, text),
                self.env.cr.savepoint(),
            ):
                self._make_use_contract(meters, **vals)
        self._make_use_contract(self.meter)
        draft = self._make_contract(self._prepare_use(self.meter), active=False)
        with self.assertRaisesRegex(ValidationError, "billed by .* already"):
            draft.action_activate()

    @mute_logger("odoo.sql_db")
    def test_two_tiers_from_the_same_quantity(self):
        tier = {"quantity_from": 500, "price_unit": 0.01}
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._make_use_contract(
                self.meter, tier_ids=[Command.create(tier), Command.create(tier)]
            )

    def test_the_price_of_one_unit_on_screen(self):
        line = self._make_use_contract(self.meter, price_unit=0.0085).line_ids
        self.assertIn("0.0085", line.amount_text)
        self.assertEqual(line.price_per, "per unit")
        hours = self._make_meter(uom_id=self.uom_hour.id)
        self.assertEqual(self._make_use_contract(hours).line_ids.price_per, "per hour")
