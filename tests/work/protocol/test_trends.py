# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is measured, over time: its graph, and what drifts towards its limit."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ....tools.trend import find_crossing, find_trend
from ...common import ServiceCommon

START = date(2026, 1, 1)


def make(*values, step=30):
    return [
        (START + timedelta(days=step * number), value)
        for number, value in enumerate(values)
    ]


class TestTrendRule(BaseCase):
    @settings(max_examples=200, deadline=None)
    @given(
        st.lists(st.integers(0, 700), min_size=3, max_size=12, unique=True),
        st.integers(-50, 50).filter(bool),
        st.integers(1, 900),
    )
    def test_a_straight_line_is_followed_exactly(self, offsets, slope, ahead):
        """The day before it is within, on its day at or beyond the limit."""
        last = max(offsets)
        limit = slope * (last + ahead)
        values = [(START + timedelta(days=one), slope * one) for one in offsets]
        low, high = (limit, 10**6) if slope < 0 else (-(10**6), limit)
        crossing = find_crossing(values, low, high)
        self.assertEqual(crossing.limit, limit)
        expected = START + timedelta(days=last + ahead)
        self.assertLessEqual(abs((crossing.day - expected).days), 1)  # of rounding

    def test_what_is_no_drift(self):
        for values, limits in [
            (make(1, 2), (0, 10)),  # too few
            (make(5, 5, 5), (0, 10)),  # nothing moves
            (make(5, 1, 6, 2, 5), (0, 10)),  # no clear trend
            (make(5, 8, 11), (0, 10)),  # has failed already
            (make(1, 2, 3), (0, 0)),  # no limits
        ]:
            self.assertIsNone(find_crossing(values, *limits), values)
        self.assertIsNone(find_trend([]))

    def test_both_limits(self):
        self.assertEqual(find_crossing(make(5, 6, 7), 0, 10).limit, 10)
        down = find_crossing(make(5, 4, 3), 0, 10)
        self.assertEqual(down, (START + timedelta(days=150), 0))


@tagged("post_install", "-at_install")
class TestDrift(ServiceCommon):
    today = "2026-06-15 12:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boiler = cls._make_equipment("BOILER-1")

    def _measure(self, *values, name="Pressure", equipment=None):
        for month, value in enumerate(values, start=1):
            day = f"2026-0{month}-10"
            job = self._make_job(
                [
                    {
                        "name": name,
                        "check_type": "measure",
                        "measure_min": 1.0,
                        "measure_max": 2.0,
                        "check_value": value,
                        "state": "done",
                        "date_start": f"{day} 08:00:00",
                        "date_end": f"{day} 09:00:00",
                    }
                ],
                equipment=equipment or self.boiler,
                date_start=f"{day} 08:00:00",
            )
            job.activity_ids.item_id = job.item_ids[:1]
        self.env.flush_all()

    def test_listed_before_it_fails(self):
        self._measure(2.0, 1.8, 1.6, 1.4)
        self._measure(1.5, 1.5, 1.5, name="Flow")
        drifts = self.env["service.drift"].search(
            [("equipment_id", "=", self.boiler.id)]
        )
        self.assertEqual(drifts.mapped("name"), ["Pressure"])
        self.assertAlmostEqual(drifts.last_value, 1.4)
        self.assertEqual((drifts.limit_value, drifts.is_overdue), (1.0, True))
        self.assertTrue("2026-06-01" < str(drifts.date) < "2026-06-15")
        self.boiler.state = "retired"
        self.env.flush_all()
        self.assertFalse(drifts.search([("equipment_id", "=", self.boiler.id)]))

    def test_graph_with_limits(self):
        self._measure(1.2, 1.3, 1.4)
        meter = self.env["service.meter"].create(
            {"equipment_id": self.boiler.id, "name": "Hours"}
        )
        self.env["service.meter.reading"].create(
            {"meter_id": meter.id, "date": "2026-06-01", "value": 700}
        )
        self.assertTrue(self.boiler.has_trends)
        action = self.boiler.action_view_trends()
        self.env.flush_all()
        shown = self.env["service.trend"]._read_group(
            action["domain"], ["name", "series"], ["value:avg"], order="name, series"
        )
        self.assertEqual(
            [(name, series, round(value, 2)) for name, series, value in shown],
            [
                ("Hours", "value", 700),
                ("Pressure", "maximum", 2.0),
                ("Pressure", "minimum", 1.0),
                ("Pressure", "value", 1.3),
            ],
        )

    def test_other_companies_are_left_alone(self):
        self._measure(2.0, 1.8, 1.6, 1.4)
        other = self.env["res.company"].create({"name": "Other"})
        drifts = self.env["service.drift"].with_context(allowed_company_ids=other.ids)
        self.assertFalse(drifts.search([("equipment_id", "=", self.boiler.id)]))
