# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Visits after so much use or so much time, whichever comes first."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import ValidationError
from odoo.tests import BaseCase, Form, tagged
from odoo.tools import mute_logger

from ....tools.interval import Interval
from ....tools.periods import next_occurrence
from ....tools.usage import Reading, add_up, estimated_total_at
from ....tools.visits import Due, iter_dues, next_due
from ...duty.common_meters import MeterCommon

START = date(2026, 1, 1)

readings = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 90)), min_size=0, max_size=6
)
intervals = st.none() | st.builds(
    Interval, st.integers(1, 12), st.sampled_from(["week", "month", "year"])
)


def make_points(steps):
    day, value, known = START, 0, []
    for days, used in steps:
        day, value = day + timedelta(days=days + 1), value + used
        known.append(Reading(day, value))
    return add_up(known)


class TestDues(BaseCase):
    """The rule by itself."""

    @settings(max_examples=300, deadline=None)
    @given(readings, intervals, st.integers(1, 500), st.integers(0, 900))
    def test_neither_use_nor_time_is_exceeded(self, steps, interval, step, offset):
        points = make_points(steps)
        since = START + timedelta(days=offset)
        due = next_due(since, START, interval, points, Fraction(step))
        if due is None:
            self.assertIsNone(interval)
            return
        self.assertGreater(due.day, since)
        if interval:
            self.assertLessEqual(due.day, next_occurrence(START, interval, since))
        if due.total is None:
            self.assertEqual(due.day, next_occurrence(START, interval, since))
        if points:
            limit = estimated_total_at(points, since) + step
            before = estimated_total_at(points, due.day - timedelta(days=1))
            self.assertTrue(before < limit or due.day == since + timedelta(days=1))
            if due.total is not None:
                self.assertEqual(due.total, limit)
                self.assertGreaterEqual(estimated_total_at(points, due.day), limit)

    @settings(max_examples=100, deadline=None)
    @given(readings, intervals, st.integers(1, 500), st.integers(1, 6))
    def test_entering_anywhere_goes_on_the_same(self, steps, interval, step, number):
        """What is planned in one go is what is planned one by one."""
        rule = (interval, make_points(steps), Fraction(step))
        dues = list(islice(iter_dues(Due(START), START, *rule), number + 1))
        anchor = START
        for due in dues[:-1]:
            anchor = due.day if due.total is not None else anchor
        if len(dues) > number:
            self.assertEqual(next_due(dues[-2].day, anchor, *rule), dues[-1])

    def test_time_alone_does_not_drift(self):
        month_ends = iter_dues(
            Due(date(2026, 1, 31)), date(2026, 1, 31), Interval(1, "month"), [], 10
        )
        self.assertEqual(
            [due.day.day for due in islice(month_ends, 4)], [31, 28, 31, 30]
        )


@tagged("post_install", "-at_install")
class TestVisitsByUse(MeterCommon):
    """A copier: 100 copies a day since January, visited every 10,000 or six months."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meter = cls._make_meter(("2026-01-01", 0), ("2026-06-10", 16_000))
        cls.copier = cls.meter.equipment_id

    def _make_line(self, **vals):
        return self._make_contract(
            {
                "equipment_id": self.copier.id,
                "visit_interval": 0,
                "visit_use": 10_000,
                "served_on": "2026-04-11",
                **vals,
            },
            date_start="2026-01-01",
        ).line_ids

    def _generate(self, line, until):
        return self.env["service.contract.line"]._generate_visits(
            self._day(until), fields.Domain("id", "=", line.id)
        )

    def _get_shown(self, line):
        self.env.flush_all()
        return self.env["service.planned.visit"].search([("line_id", "=", line.id)])

    def test_the_date_is_forecast_and_says_why(self):
        line = self._make_line()
        self.assertEqual(line.visit_meter_id, self.meter)
        self.assertEqual(str(line.next_visit_date), "2026-07-20")  # at 20,000
        first = self._get_shown(line)[0]
        self.assertEqual(str(first.date), "2026-07-20")
        self.assertEqual(
            first.reason, "At 20,000 Black and White, expected on 07/20/2026"
        )
        self.assertEqual(line._get_visit_text(), "every 10,000 Black and White")

    def test_it_moves_with_each_reading(self):
        line = self._make_line()
        reading = self._read_meter(self.meter, "2026-06-15", 19_500)
        sooner = line.next_visit_date
        self.assertLess(str(sooner), "2026-06-25")
        reading.value = 16_500
        self.assertEqual(str(line.next_visit_date), "2026-07-20")
        reading.value = 19_500
        self.assertEqual(line.next_visit_date, sooner)
        reading.unlink()
        self.assertEqual(str(line.next_visit_date), "2026-07-20")

    def test_whichever_comes_first(self):
        line = self._make_line(visit_interval=6)
        self.assertEqual(str(line.next_visit_date), "2026-07-01")
        self.assertFalse(self._get_shown(line)[0].reason)
        line.visit_interval = 12
        self.assertEqual(str(line.next_visit_date), "2026-07-20")

    def test_never_twice(self):
        line = self._make_line(visit_interval=6, visit_use=9_500)
        job = self._generate(line, "2026-07-20")  # on the first of July, by time
        self.assertEqual(len(job), 1)
        following = line.next_visit_date
        for value in (16_500, 20_900, 16_600):  # the trend goes up and down
            self._read_meter(self.meter, "2026-06-15", value).unlink()
            self.assertFalse(self._generate(line, "2026-07-20"))
        self.assertEqual(line.next_visit_date, following)
        job.unlink()
        self.assertFalse(self._generate(line, "2026-07-20"))

    def test_what_somebody_has_planned_stays(self):
        line = self._make_line()
        line.next_visit_date = "2026-08-03"
        self.assertTrue(line.is_visit_day_set)
        self._read_meter(self.meter, "2026-06-15", 19_000)
        self.assertEqual(str(line.next_visit_date), "2026-08-03")
        self.assertFalse(self._get_shown(line)[0].reason)
        job = self._generate(line, "2026-08-03")
        job.write({"date_start": "2026-08-05 08:00:00"})
        self.assertFalse(line.is_visit_day_set)
        self._read_meter(self.meter, "2026-06-12", 18_000)
        self.assertEqual(str(job.date_start), "2026-08-05 08:00:00")
        self.assertGreater(str(line.next_visit_date), "2026-08-03")

    def test_overdue_is_today_also_after_a_suspension(self):
        line = self._make_line()
        contract = line.contract_id
        contract.action_suspend()
        self._read_meter(self.meter, "2026-06-14", 20_000)
        self.assertFalse(self._generate(line, "2026-07-20"))
        contract.action_activate()
        self.assertEqual(str(line.next_visit_date), self.today)
        self.assertTrue(self._generate(line, self.today))

    def test_nothing_to_tell_from(self):
        """No readings, no use, nothing after the end: only time counts, or nothing."""
        silent = self._make_meter()
        line = self._make_line(equipment_id=silent.equipment_id.id)
        self.assertFalse(line.next_visit_date)
        self.assertFalse(self._get_shown(line))
        line.visit_interval = 6
        self.assertEqual(str(line.next_visit_date), "2026-07-01")
        for day in ("2026-05-01", "2026-06-01"):
            self._read_meter(silent, day, 500)
        self.assertEqual(str(line.next_visit_date), "2026-07-01")
        line.contract_id.date_end = "2026-06-30"
        self.assertFalse(line.next_visit_date)

    def test_counter_replaced(self):
        line = self._make_line()
        self._read_meter(
            self.meter, "2026-06-15", 0, is_reset=True, value_before=16_500
        )
        self.assertEqual(str(line.next_visit_date), "2026-07-20")
        self.assertIn("At 3,500", self._get_shown(line)[0].reason)

    def test_machine_replaced(self):
        line = self._make_line()
        other = self._make_equipment("COPIER-NEW")
        self._make_meter(("2026-06-15", 0), equipment=other)
        self.copier._pass_promises(other, self._day(self.today))
        new = line.contract_id.line_ids - line
        self.assertEqual(new.visit_meter_id.equipment_id, other)
        self.assertFalse(new.next_visit_date)  # the new one has no trend yet
        self.assertFalse(line.next_visit_date)
        self.assertFalse(self._generate(line, "2026-12-31"))

    def test_machine_returned(self):
        line = self._make_line()
        self.copier._end_promises(self._day(self.today))
        self.copier.state = "returned"
        self.assertFalse(self._generate(line, "2026-12-31"))
        self.assertFalse(self._get_shown(line))

    def test_proposed_by_the_type_and_in_a_form(self):
        kind = self._make_contract({}).contract_type_id
        kind.write({"visit_use": 500, "visit_meter_type_id": self.colour.id})
        colour = self._make_meter(equipment=self.copier, type_id=self.colour.id)
        form = Form(self.env["service.contract"])
        form.partner_id = self.customer
        form.contract_type_id = kind
        with form.line_ids.new() as line:
            line.equipment_id = self.copier
        contract = form.save()
        self.assertEqual(contract.line_ids.visit_use, 500)
        self.assertEqual(contract.line_ids.visit_meter_id, colour)
        self.assertFalse(contract.line_ids.is_visit_day_set)

    def test_what_cannot_be_is_refused(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._make_line(visit_use=-1)
            self.env.flush_all()
        pressure = self._make_meter(is_increasing=False, type_id=False, name="Bar")
        with self.assertRaisesRegex(ValidationError, "goes up and down"):
            self._make_line(visit_meter_id=pressure.id)

    def test_queries_do_not_grow_with_lines(self):
        def count(number):
            lines = [
                {"equipment_id": meter.equipment_id.id, "visit_use": 1_000}
                for meter in (
                    self._make_meter(("2026-01-01", 0), ("2026-06-01", 15_000))
                    for _one in range(number)
                )
            ]
            contract = self._make_contract(*lines, date_start="2026-01-01")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["service.planned.visit"].search(
                [("contract_id", "=", contract.id)]
            ).mapped("reason")
            return self.env.cr.sql_log_count - before

        count(1)
        self.assertEqual(count(3), count(12))

    def test_visit_of_a_pool(self):
        """A line for several machines counts the first meter that it bills."""
        other = self._make_meter(("2026-01-01", 0), ("2026-06-10", 500))
        contract = self._make_use_contract(
            self.meter | other,
            visit_use=10_000,
            served_on="2026-04-11",
            meter_ids=[Command.set((self.meter | other).ids)],
        )
        line = contract.line_ids
        self.assertEqual(line.visit_meter_id, self.meter)
        self.assertEqual(str(line.next_visit_date), "2026-07-20")
        [job] = self._generate(line, "2026-07-20")
        self.assertEqual(len(job.item_ids), 2)
