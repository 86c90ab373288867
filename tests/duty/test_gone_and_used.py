# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Machines that were used before they came, and that are gone before they were read."""

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common_meters import MeterCommon

FINAL = "service_management.mail_activity_final_reading"


@tagged("post_install", "-at_install")
class TestGoneAndUsed(MeterCommon):
    today = "2026-05-31"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meter = cls._make_meter(("2025-12-31", 5000), ("2026-04-30", 9000))

    # === THE END === #

    def test_final_reading_is_asked_for_once_and_settled(self):
        contract = self._make_use_contract(self.meter)
        self._invoice("2026-04-30", post=True)
        self.meter.equipment_id._retire(self._day("2026-05-11"))
        for _day in range(2):
            self.env["service.contract"]._cron_update_state()
        [activity] = contract.activity_search([FINAL])
        self.assertIn(self.meter.full_name, activity.note)
        self.assertTrue(self._invoice("2026-05-31").exception_ids)  # it waits
        self._read_meter(self.meter, "2026-05-11", 9_500)
        self.assertFalse(contract.activity_search([FINAL]))
        run = self._invoice("2026-05-31", post=True)
        self.assertFalse(run.exception_ids)
        self.assertAlmostEqual(sum(self._billed(contract)), 4_500 * 0.05, delta=2.5)
        self.env["service.contract"]._cron_update_state()
        self.assertFalse(contract.activity_search([FINAL]))

    def test_nobody_is_asked_for_what_was_read(self):
        contract = self._make_use_contract(self.meter)
        self._read_meter(self.meter, "2026-05-11", 9_500)
        self.meter.equipment_id._retire(self._day("2026-05-11"))
        self.env["service.contract"]._cron_update_state()
        self.assertFalse(contract.activity_search([FINAL]))

    def test_nothing_due_costs_nothing(self):
        """Looking for what is due does not depend on what was billed and read."""

        def count(number):
            for _one in range(number):
                meter = self._make_meter(("2025-12-31", 0), ("2026-04-30", 4000))
                self._make_use_contract(meter)
            self._invoice("2026-04-30", post=True)
            wizard = self._make_wizard("2026-04-30")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertFalse(wizard._find_due_items())
            return self.env.cr.sql_log_count - before

        count(1)
        self.assertEqual(count(2), count(10))

    # === THE BEGINNING === #

    def test_what_a_used_machine_shows_when_it_comes_is_never_billed(self):
        used = self._make_equipment("COPIER-USED", delivery_date="2026-03-01")
        meter = self._make_meter(equipment=used)
        contract = self._make_use_contract(meter, date_start="2026-03-01")
        self._read_meter(meter, "2026-03-31", 48_310)
        self.assertEqual(self._due(contract, "2026-03-31"), [("2026-03-01", 2415.5)])
        meter.begin_value = 48_000
        self.assertEqual(self._due(contract, "2026-03-31"), [("2026-03-01", 15.5)])
        self.assertEqual(meter.reading_ids.used, 310)

    def test_a_reading_on_the_day_it_comes_is_the_beginning(self):
        used = self._make_equipment("COPIER-READ", delivery_date="2026-03-01")
        meter = self._make_meter(
            ("2026-03-01", 48_000), ("2026-03-31", 48_310), equipment=used
        )
        contract = self._make_use_contract(meter, date_start="2026-03-01")
        self.assertEqual(self._due(contract, "2026-03-31"), [("2026-03-01", 15.5)])

    def test_corrected_after_billing_it_is_given_back(self):
        used = self._make_equipment("COPIER-LATE", delivery_date="2026-03-01")
        meter = self._make_meter(equipment=used)
        contract = self._make_use_contract(
            meter,
            date_start="2026-03-01",
            date_end="2026-03-31",
            contract={"date_start": "2026-03-01", "date_end": "2026-03-31"},
        )
        self._read_meter(meter, "2026-03-31", 48_310)
        self._invoice("2026-03-31", post=True)
        self.assertFalse(contract.line_ids.next_invoice_date)
        meter.begin_value = 48_000
        self.assertTrue(contract.line_ids.next_invoice_date)
        self._invoice("2026-04-30", post=True)
        self.assertAlmostEqual(sum(self._billed(contract)), 15.5)

    # === ONE METER, TWO CONTRACTS; ESTIMATES === #

    def test_a_term_that_meets_another_contract_is_refused(self):
        first = self._make_use_contract(self.meter, contract={"date_end": "2026-03-31"})
        self._make_use_contract(
            self.meter,
            date_start="2026-04-01",
            contract={"date_start": "2026-04-01"},
        )
        with self.assertRaisesRegex(ValidationError, "is billed by"):
            first.write(
                {
                    "date_end": "2026-04-30",
                    "line_ids": [
                        Command.update(first.line_ids.id, {"date_end": "2026-04-30"})
                    ],
                }
            )
        with self.assertRaisesRegex(ValidationError, "is billed by"):
            first.line_ids.date_end = False
            first.date_end = False

    def test_an_estimate_is_doubted_like_any_other_reading(self):
        vals = {"source": "estimate"}
        wrong = self._read_meter(self.meter, "2026-05-20", 8_000, **vals)
        self.assertEqual((wrong.state, wrong.doubt), ("to_check", "backwards"))
        wrong.value = 400_000
        self.assertEqual((wrong.state, wrong.doubt), ("to_check", "unusual"))
        wrong.value = 9_600
        self.assertEqual(wrong.state, "valid")
