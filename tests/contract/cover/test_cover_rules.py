# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which work a contract covers: on what, of which kind, with which parts, and when."""

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_cover_rules import CoverRulesCommon


@tagged("post_install", "-at_install")
class TestCategoryCover(CoverRulesCommon):
    def _make_machine(self, category, **vals):
        product = self._make_serial_product("One", categ_id=category.id)
        return self._make_equipment(product_id=product.id, **vals)

    def test_category_covers_what_is_below_it(self):
        contract = self._make_limited(line_ids=[], active=False)
        contract.line_ids = [Command.create({"category_id": self.printers.id})]
        contract.action_activate()
        day = self._day("2026-03-10")
        for category, covered in (
            (self.printers, True),
            (self.lasers, True),
            (self.scanners, False),
        ):
            with self.subTest(category=category.name):
                machine = self._make_machine(category)
                self.assertEqual(contract._covers(machine, day), covered)
                state = "contract" if covered else "none"
                self.assertEqual(machine.cover_state, state)
                self.assertEqual(
                    machine.search(
                        [("id", "=", machine.id), ("cover_state", "=", state)]
                    ),
                    machine,
                )
        unknown = self._make_equipment(product_id=False, brand="Brand", model="Model")
        self.assertFalse(contract._covers(unknown, day))
        self.assertFalse(contract._covers(unknown.browse(), day))

    def test_category_of_another_customer_is_not_covered(self):
        self._make_contract({"category_id": self.printers.id})
        other = self._make_customer("Other")
        machine = self._make_machine(self.lasers, partner_id=other.id)
        self.assertEqual(machine.cover_state, "none")

    def test_closest_promise_is_shown(self):
        general = self._make_contract({})
        machine = self._make_machine(self.lasers)
        self.assertEqual(machine.cover_contract_id, general)
        printers = self._make_contract({"category_id": self.printers.id})
        machine.invalidate_recordset()
        self.assertEqual(machine.cover_contract_id, printers)
        own = self._make_contract({"equipment_id": machine.id})
        machine.invalidate_recordset()
        self.assertEqual(machine.cover_contract_id, own)

    def test_line_names_its_category(self):
        contract = self._make_contract({"category_id": self.printers.id})
        self.assertIn("Printers", contract.line_ids.name)

    def test_equipment_and_category_at_once_are_refused(self):
        machine = self._make_machine(self.lasers)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(IntegrityError, "check_scope"),
            self.env.cr.savepoint(),
        ):
            self._make_contract(
                {"equipment_id": machine.id, "category_id": self.printers.id}
            )


@tagged("post_install", "-at_install")
class TestCoverLimits(CoverRulesCommon):
    def test_type_hands_its_limits_on(self):
        calendar = self._make_calendar()
        limited = self._make_contract_type(
            "Limited",
            company_id=self.company.id,
            covered_activity_type_ids=self.repair.ids,
            excluded_part_ids=self.part.ids,
            covered_category_ids=self.lasers.ids,
            cover_calendar_id=calendar.id,
        )
        contract = self._make_contract(contract_type_id=limited.id)
        self.assertEqual(contract.covered_activity_type_ids, self.repair)
        self.assertEqual(contract.excluded_part_ids, self.part)
        self.assertEqual(contract.covered_category_ids, self.lasers)
        self.assertEqual(contract.cover_calendar_id, calendar)
        self.assertTrue(contract.has_limits)
        limited.excluded_part_ids = False
        self.assertEqual(contract.excluded_part_ids, self.part)

    def test_limits_are_cleared_at_once(self):
        contract = self._make_limited(excluded_part_ids=self.part.ids)
        with Form(contract) as form:
            form.has_limits = False
        self.assertFalse(contract.excluded_part_ids)

    def test_only_some_work(self):
        contract = self._make_limited(covered_activity_type_ids=self.repair.ids)
        self.assertEqual(self._get_percent(contract, activity_type=self.repair), 100)
        self.assertEqual(self._get_percent(contract, activity_type=self.urgent), 0)
        self.assertEqual(self._get_percent(contract, "travel"), 100)

    def test_all_but_some_work(self):
        contract = self._make_limited(excluded_activity_type_ids=self.urgent.ids)
        self.assertEqual(self._get_percent(contract, activity_type=self.repair), 100)
        self.assertEqual(self._get_percent(contract, activity_type=self.urgent), 0)

    def test_parts(self):
        toner = self._create_product(name="Toner", categ_id=self.lasers.id)
        drum = self._create_product(name="Drum", categ_id=self.lasers.id)
        for limits, covered in (
            ({}, self.part | toner | drum),
            ({"covered_part_ids": toner.ids}, toner),
            ({"covered_category_ids": self.printers.ids}, toner | drum),
            (
                {
                    "covered_category_ids": self.printers.ids,
                    "covered_part_ids": self.part.ids,
                    "excluded_part_ids": toner.ids,
                },
                self.part | drum,
            ),
            ({"excluded_category_ids": self.printers.ids}, self.part),
        ):
            with self.subTest(limits=limits):
                contract = self._make_limited(**limits)
                for product in self.part | toner | drum:
                    self.assertEqual(
                        self._get_percent(contract, "parts", product=product),
                        100 if product in covered else 0,
                    )

    def test_job_obeys_the_limits(self):
        contract = self._make_limited(
            excluded_activity_type_ids=self.urgent.ids,
            excluded_part_ids=self.part.ids,
        )
        job = self._make_job(
            [{}, {"activity_type_id": self.urgent.id}],
            [{}, {"kind": "travel"}],
            contract_id=contract.id,
        )
        self.assertEqual(job.activity_ids.mapped("coverage"), [100, 0])
        self.assertEqual(job.charge_ids.mapped("coverage"), [0, 100])

    # === HOURS OF THE DAY === #

    def test_work_outside_the_hours_is_not_covered(self):
        calendar = self._make_calendar()
        contract = self._make_limited(cover_calendar_id=calendar.id)
        for moment, percent in (
            ("2026-03-10 06:59:00", 0),  # 07:59 in Rome
            ("2026-03-10 07:00:00", 100),
            ("2026-03-10 15:59:00", 100),
            ("2026-03-10 16:00:00", 0),
            ("2026-03-14 10:00:00", 0),  # Saturday
            ("2026-04-10 06:00:00", 100),  # 08:00 in summer
        ):
            with self.subTest(moment=moment):
                job = self._make_job([{}], contract_id=contract.id, date_start=moment)
                self.assertEqual(job.activity_ids.coverage, percent)

    def test_holiday_is_outside(self):
        calendar = self._make_calendar()
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "company_id": self.company.id,
                "date_from": "2026-03-09 23:00:00",
                "date_to": "2026-03-10 22:59:59",
            }
        )
        contract = self._make_limited(cover_calendar_id=calendar.id)
        job = self._make_job([{}], [{}], contract_id=contract.id)
        self.assertEqual(job.activity_ids.coverage, 0)
        self.assertEqual(job.charge_ids.coverage, 0)
        job.date_start = "2026-03-11 08:00:00"
        self.assertEqual(job.activity_ids.coverage, 100)

    def test_start_of_the_activity_goes_before_that_of_the_job(self):
        contract = self._make_limited(cover_calendar_id=self._make_calendar().id)
        job = self._make_job(
            [{"date_start": "2026-03-10 20:00:00"}], contract_id=contract.id
        )
        self.assertEqual(job.activity_ids.coverage, 0)

    # === THE ANSWER EXPLAINS ITSELF === #

    def test_refusal_says_why(self):
        contract = self._make_limited(excluded_activity_type_ids=self.urgent.ids)
        cover = contract._get_cover(
            "labour",
            self.env["service.equipment"],
            self._day("2026-03-10"),
            activity_type=self.urgent,
        )
        self.assertEqual((cover.source, cover.contract), ("none", contract))
        self.assertIn("excluded", cover.reason)

    def test_promise_says_until_when(self):
        contract = self._make_limited(date_end="2026-12-31")
        cover = contract._get_cover(
            "labour", self.env["service.equipment"], self._day("2026-03-10")
        )
        self.assertEqual(cover.contract, contract)
        self.assertEqual(cover.until, self._day("2026-12-31"))
        self.assertFalse(cover.reason)

    def test_best_of_several_contracts(self):
        contracts = self._make_contract(labour_coverage=30) | self._make_contract(
            labour_coverage=70
        )
        self.assertEqual(self._get_percent(contracts), 70)

    def test_as_many_queries_for_many_activities(self):
        contract = self._make_limited(
            cover_calendar_id=self._make_calendar().id,
            excluded_activity_type_ids=self.urgent.ids,
        )

        def count(number):
            job = self._make_job([{}] * number, contract_id=contract.id)
            activities = job.activity_ids.browse(job.activity_ids.ids)
            return self._count_queries(activities._compute_coverage)

        count(1)
        self.assertLessEqual(count(40), count(4) + 2)


@tagged("post_install", "-at_install")
class TestBadCover(CoverRulesCommon):
    """What cannot be promised is refused."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warranty_type = cls._make_contract_type("Warranty", kind="warranty")
        cls.one = cls._make_equipment("ONE")

    def _promise(self, start, end, active=True, **line):
        return self._make_contract(
            {"equipment_id": self.one.id, **line},
            contract_type_id=self.warranty_type.id,
            date_start=start,
            date_end=end,
            active=active,
        )

    def test_second_warranty_is_refused_by_name(self):
        first = self._promise("2026-01-01", "2026-12-31")
        second = self._promise("2026-12-31", False, active=False)
        with self.assertRaisesRegex(UserError, first.name):
            second.action_activate()

    def test_warranties_may_follow_each_other(self):
        self._promise("2026-01-01", "2026-12-31")
        after = self._promise("2027-01-01", False)
        self.assertEqual(after.state, "active")
        with self.assertRaisesRegex(UserError, "already under the warranty"):
            after.line_ids.contract_id.write({"date_start": "2026-12-01"})
            after.line_ids.date_start = "2026-12-01"

    def test_two_lines_of_one_warranty(self):
        contract = self._promise("2026-01-01", "2026-12-31")
        with self.assertRaisesRegex(UserError, "already under the warranty"):
            contract.line_ids = [Command.create({"equipment_id": self.one.id})]

    def test_cancelled_warranty_and_maintenance_do_not_count(self):
        self._promise("2026-01-01", "2026-12-31").action_cancel()
        self._make_contract({"equipment_id": self.one.id})
        self.assertEqual(self._promise("2026-01-01", "2026-12-31").state, "active")

    def test_coverage_and_prepaid_out_of_range(self):
        for vals in (
            {"labour_coverage": 101},
            {"parts_coverage": -1},
            {"included_hours": -1},
            {"included_visits": -1},
        ):
            with (
                self.subTest(vals=vals),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self._make_contract(**vals)

    def test_records_of_another_company(self):
        other = self.setup_other_company()["company"]
        foreign_type = self.env["service.activity.type"].create(
            {"name": "Foreign", "company_id": other.id}
        )
        foreign_hours = self.env["resource.calendar"].create(
            {"name": "Foreign", "company_id": other.id}
        )
        for vals in (
            {"covered_activity_type_ids": foreign_type.ids},
            {"excluded_activity_type_ids": foreign_type.ids},
            {"cover_calendar_id": foreign_hours.id},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self._make_contract(**vals)
