# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The visits that are shown are those that are made, whatever the lines promise."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo import fields
from odoo.tests import tagged

from ....tools.local_time import local_day
from ...common import ServiceCommon

TODAY = date(2026, 3, 10)

lines = st.fixed_dictionaries(
    {
        "visit_interval": st.integers(0, 5),
        "visit_use": st.sampled_from([0, 0, 40, 300, 5000]),
        "visit_unit": st.sampled_from(["week", "month", "year"]),
        "visit_weekday": st.sampled_from([False, *"0123456"]),
        "date_start": st.dates(date(2025, 11, 1), date(2026, 5, 31)),
        "length": st.integers(0, 300) | st.none(),
        "equipment": st.sampled_from([None, "SN-1", "SN-2", "returned"]),
    }
)
terms = st.fixed_dictionaries(
    {
        "visit_grouping": st.sampled_from(["site", "line"]),
        "visit_counting": st.sampled_from(["planned", "actual"]),
    }
)
holidays = st.lists(
    st.tuples(st.integers(-10, 300), st.integers(0, 20)), max_size=3
)  # first day from today on, and how many more
workdays = st.sets(st.sampled_from("0123456"), min_size=1)
suspensions = st.none() | st.tuples(st.integers(0, 100), st.integers(0, 60))


@tagged("post_install", "-at_install")
class TestVisitsShown(ServiceCommon):
    today = "2026-03-10 12:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.equipment = {name: cls._make_equipment(name) for name in ("SN-1", "SN-2")}
        meter = cls.env["service.meter"].create(
            {"equipment_id": cls.equipment["SN-1"].id, "name": "Hours"}
        )
        cls.env["service.meter.reading"].create(
            [
                {"meter_id": meter.id, "date": day, "value": value}
                for day, value in (("2025-10-20", 0), ("2026-03-01", 1320))
            ]
        )
        cls.equipment["returned"] = cls._make_equipment("SN-3")
        cls.equipment["returned"].state = "returned"
        cls.equipment[None] = cls.env["service.equipment"]

    def _make_random(self, promises, counted, days, off, suspension):
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Visits",
                "company_id": self.company.id,
                "tz": "Europe/Rome",
                "attendance_ids": [
                    fields.Command.clear(),
                    *(
                        fields.Command.create(
                            {
                                "name": day,
                                "dayofweek": day,
                                "hour_from": 8,
                                "hour_to": 17,
                                "day_period": "morning",
                            }
                        )
                        for day in sorted(days)
                    ),
                ],
            }
        )
        for first, more in off:
            self.env["resource.calendar.leaves"].create(
                {
                    "name": "Closed",
                    "calendar_id": calendar.id,
                    "company_id": self.company.id,
                    "date_from": f"{TODAY + timedelta(first - 1)} 23:00:00",
                    "date_to": f"{TODAY + timedelta(first + more)} 22:59:59",
                }
            )
        contract = self._make_contract(
            *map(self._prepare_line, promises),
            date_start="2025-11-01",
            visit_calendar_id=calendar.id,
            **counted,
        )
        if suspension:
            first, more = suspension
            self.env["service.contract.suspension"].create(
                {
                    "contract_id": contract.id,
                    "date_from": TODAY + timedelta(first),
                    "date_to": TODAY + timedelta(first + more),
                }
            )
        return contract

    def _prepare_line(self, promise):
        start, length = promise["date_start"], promise["length"]
        return {
            **{name: promise[name] for name in promise if name.startswith("visit_")},
            "date_start": start,
            "date_end": length is not None and start + timedelta(days=length),
            "equipment_id": self.equipment[promise["equipment"]].id,
        }

    def _get_shown(self, contract, until):
        self.env.flush_all()
        visits = self.env["service.planned.visit"].search(
            [("contract_id", "=", contract.id), ("date", "<=", until)]
        )
        return {(visit.line_id, visit.date) for visit in visits}

    def _make_visits(self, contract, until):
        jobs = self.env["service.contract.line"]._generate_visits(
            until, fields.Domain("contract_id", "=", contract.id)
        )
        return {
            (line, local_day(job.request_date, job._get_zone()))
            for job in jobs
            for line in job.contract_line_ids
        }

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(
        st.lists(lines, min_size=1, max_size=3),
        terms,
        workdays,
        holidays,
        suspensions,
        st.integers(0, 250),
    )
    def test_shown_is_made(self, promises, counted, days, off, suspension, ahead):
        with self.env.cr.savepoint() as savepoint:
            contract = self._make_random(promises, counted, days, off, suspension)
            until = TODAY + timedelta(days=ahead)
            shown = self._get_shown(contract, until)
            self.assertEqual(self._make_visits(contract, until), shown)
            self.assertFalse(self._get_shown(contract, until))
            savepoint.rollback()
        self.env.invalidate_all()

    def test_weekly_on_a_sunday(self):
        """Counted on Sundays, made on Mondays, and shown on Mondays."""
        contract = self._make_contract(
            {"visit_interval": 1, "visit_unit": "week", "date_start": "2026-03-15"},
            date_start="2026-03-15",
        )
        until = date(2026, 6, 30)
        shown = self._get_shown(contract, until)
        self.assertEqual({day.weekday() for _line, day in shown}, {0})
        self.assertEqual(self._make_visits(contract, until), shown)

    def test_what_cannot_be_visited_is_not_shown(self):
        """Equipment that was returned or sold, and a category of which none is left."""
        sold = self._make_equipment("SN-4")
        contract = self._make_contract(
            {"visit_interval": 1, "equipment_id": self.equipment["returned"].id},
            {"visit_interval": 1, "equipment_id": sold.id},
            {
                "visit_interval": 1,
                "category_id": self.part.categ_id.create({"name": "Rare"}).id,
            },
        )
        sold.partner_id = self._make_customer("Other")
        until = date(2026, 12, 31)
        self.assertEqual(self._get_shown(contract, until), set())
        self.assertEqual(self._make_visits(contract, until), set())

    def test_queries_do_not_grow_with_lines(self):
        def count(number):
            contract = self._make_contract(
                *(
                    {"visit_interval": 1, "visit_unit": "month"}
                    for _one in range(number)
                )
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["service.planned.visit"].search_fetch(
                [("contract_id", "=", contract.id)], ["date", "site_id"]
            )
            return self.env.cr.sql_log_count - before

        count(2)
        self.assertEqual(count(3), count(40))
