# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 17: every machine has its duties, each once, whatever becomes of it."""

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common_duties import DutyCommon

FEW, MANY = 10, 100
SLACK = 5


@tagged("post_install", "-at_install")
class TestDuties(DutyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.before = cls._make_extinguisher("EXT-BEFORE", delivery_date="2026-01-15")
        cls.duty_type = cls._make_type()

    def _run_at_night(self):
        self.env.flush_all()
        self.env["service.duty.type"].sudo()._cron_follow_machines()

    # === MADE AND ENDED BY ITSELF === #

    def test_machines_that_were_there_and_that_come(self):
        duty = self.before.duty_ids
        self.assertEqual((duty.type_id, duty.state), (self.duty_type, "active"))
        self.assertEqual(duty.next_date, self._day("2026-07-31"))
        other = self._make_equipment("NO-EXTINGUISHER")
        self.assertFalse(other.duty_ids)
        other.tag_ids = self.tag
        self.assertEqual(other.duty_ids.known_since, self._day("2026-03-10"))
        self.assertEqual(other.duty_ids.next_date, self._day("2026-09-30"))
        other.tag_ids = False
        self.assertEqual(other.duty_ids.state, "ended")
        delivered = self._deliver(["SN-1"])
        self.assertFalse(delivered.duty_ids)
        self.duty_type.product_tmpl_ids = self.machine.product_tmpl_id
        self.assertEqual(delivered.duty_ids.state, "active")

    def test_life_of_a_machine(self):
        machine, duty = self.before, self.before.duty_ids
        duty.last_date = "2026-02-10"
        self.assertEqual(duty.next_date, self._day("2026-08-31"))
        machine.state = "returned"
        self.assertEqual(duty.state, "ended")
        machine.action_set_in_service()
        self.assertEqual(machine.duty_ids, duty)
        self.assertEqual(duty.state, "active")
        machine.action_retire()
        self.assertEqual(duty.state, "ended")
        machine.write({"state": "in_service", "active": False})
        self.assertEqual(duty.state, "ended")
        machine.active = True
        self.assertEqual(duty.state, "active")
        other = self._make_customer("Next Owner")
        machine._hand_over(other, other, False, self._day("2026-03-10"))
        self.assertEqual((duty.partner_id, duty.state), (other, "active"))
        self.assertEqual(duty.last_date, self._day("2026-02-10"))
        new = self._make_extinguisher("EXT-NEW", partner_id=other.id)
        machine._replace_by(new, self._day("2026-03-10"), "retired")
        self.assertEqual((duty.state, new.duty_ids.state), ("ended", "active"))

    def test_type_that_is_given_up(self):
        duty = self.before.duty_ids
        self.duty_type.action_archive()
        self.assertEqual(duty.state, "ended")
        self.duty_type.action_unarchive()
        self.assertEqual(self.before.duty_ids, duty)
        self.assertEqual(duty.state, "active")
        self.duty_type.unlink()
        self.assertFalse(duty.exists())

    def test_what_a_person_decides_stays(self):
        duty = self.before.duty_ids
        duty.action_waive()
        self._run_at_night()
        self.assertEqual(self.before.duty_ids, duty)
        self.assertEqual(duty.state, "waived")
        duty.action_resume()
        duty.next_date = "2026-05-20"
        self.duty_type.interval = 12
        self.assertEqual(duty.next_date, self._day("2026-05-20"))
        duty.last_date = "2026-03-01"
        other = self._make_extinguisher("EXT-2", delivery_date="2026-02-01")
        self.assertEqual(other.duty_ids.next_date, self._day("2027-02-28"))

    def test_night_finds_what_nobody_told_and_costs_nothing(self):
        self.duty_type.write(
            {"tag_ids": [Command.clear()], "domain": "[('age', '>=', 10)]"}
        )
        self.assertEqual(self.before.duty_ids.state, "ended")
        self.env.cr.execute(
            "UPDATE service_equipment SET delivery_date = '2010-01-01' WHERE id = %s",
            [self.before.id],
        )
        self.env.invalidate_all()
        self._run_at_night()
        self.assertEqual(self.before.duty_ids.state, "active")
        duties = self._get_duties()
        few = self._count_queries(self._run_at_night)
        self._make_extinguishers(MANY, delivery_date="2010-01-01")
        self.assertEqual(len(self._get_duties()), len(duties) + MANY)
        self._run_at_night()
        self.assertLessEqual(self._count_queries(self._run_at_night), few + SLACK)
        self.assertEqual(len(self._get_duties()), len(duties) + MANY)

    def test_growth(self):
        counted = {}
        for number in (2, FEW, MANY):
            machines = self._make_extinguishers(number)
            machines.tag_ids = False
            self.env.flush_all()
            counted[number] = self._count_queries(
                lambda machines=machines: machines.write(
                    {"tag_ids": [Command.set(self.tag.ids)]}
                )
            )
            self.assertEqual(set(machines.duty_ids.mapped("state")), {"active"})
        self.assertLessEqual(counted[MANY], counted[FEW] + SLACK)

    # === WHEN === #

    def test_counted_from(self):
        machine = self._make_extinguisher(
            "EXT-3",
            manufacture_date="2024-05-20",
            delivery_date="2025-01-31",
            install_date="2025-03-01",
        )
        duty = machine.duty_ids
        for count_from, last, due in (
            ("manufacture", False, "2024-11-30"),
            ("delivery", False, "2025-07-31"),
            ("installation", False, "2025-09-30"),
            ("installation", "2026-03-05", "2026-09-30"),
            ("last_check", "2026-02-25", "2026-08-31"),
        ):
            with self.subTest(count_from=count_from, last=last):
                duty.last_date = last
                self.duty_type.count_from = count_from
                self.assertEqual(duty.next_date, self._day(due))

    def test_overdue_after_the_tolerance(self):
        duty = self.before.duty_ids
        duty.opening_date = "2025-08-20"
        self.assertEqual(duty.next_date, self._day("2026-02-28"))
        self.assertTrue(duty.is_overdue)
        overdue = self.env["service.duty"].search([("is_overdue", "=", True)])
        self.assertIn(duty, overdue)
        self.assertEqual(self.before.overdue_duty_count, 1)
        self.duty_type.tolerance_after = 30
        self.assertFalse(duty.is_overdue)

    # === CHECKS ENTERED BY HAND === #

    def test_checks_of_others(self):
        duty = self.before.duty_ids
        check = self.env["service.duty.check"].create(
            {"duty_id": duty.id, "date": "2026-03-02", "inspector": "Notified Body"}
        )
        self.assertFalse(check.name)
        self.assertEqual(duty.last_result, "passed")
        self.assertEqual(duty.next_date, self._day("2026-09-30"))
        self.assertEqual(check.next_date, duty.next_date)
        check.result = "failed"
        self.assertTrue(self.before.is_unfit)
        self.assertEqual(duty.next_date, self._day("2026-07-31"))
        unfit = self.env["service.equipment"].search([("is_unfit", "=", True)])
        self.assertIn(self.before, unfit)
        entries = self.before.get_timeline(["check"])["entries"]
        self.assertIn("Failed", entries[0]["title"])
        with self.assertRaisesRegex(UserError, "kept"):
            duty.unlink()
        with self.assertRaisesRegex(UserError, "Archive it instead"):
            self.duty_type.unlink()
        check.unlink()
        self.assertFalse(self.before.is_unfit)
        self.assertFalse(duty.last_date)

    # === BAD INPUT === #

    def test_refused_in_words(self):
        with self.assertRaisesRegex(ValidationError, "not valid"):
            self._make_type(domain="[('no_such_field', '=', 1)]")
        with self.assertRaisesRegex(ValidationError, "not valid"):
            self.duty_type.domain = "["
        duty = self.before.duty_ids
        with self.assertRaisesRegex(ValidationError, "future"):
            duty.last_date = "2026-04-01"
        with self.assertRaisesRegex(ValidationError, "future"):
            duty.check_ids.create({"duty_id": duty.id, "date": "2026-04-01"})
        for vals in (
            {"interval": 0},
            {"interval": -6},
            {"interval": 100_000},
            {"tolerance_after": -1},
        ):
            with (
                self.subTest(**vals),
                self.assertRaisesRegex(UserError, "out of reach"),
            ):
                self.duty_type.write(vals)
        with self.assertRaisesRegex(UserError, "out of reach"):
            self._make_type(interval=0)

    def test_broken_type_blocks_no_other(self):
        other = self._make_type(name="Other")
        self.env.cr.execute(
            "UPDATE service_duty_type SET domain = '[(''gone'', ''='', 1)]' "
            "WHERE id = %s",
            [self.duty_type.id],
        )
        self.env.invalidate_all()
        machine = self._make_equipment("EXT-4")
        self.env.cr.execute(
            "INSERT INTO service_equipment_service_equipment_tag_rel VALUES (%s, %s)",
            [machine.id, self.tag.id],
        )
        self.env.invalidate_all()
        self._run_at_night()
        self.assertEqual(machine.duty_ids.type_id, other)
        self.assertIn("cannot be found", self.duty_type.message_ids[0].body)

    # === OFFERED === #

    def test_offer_to_whom_has_no_contract(self):
        covered = self._make_extinguisher("EXT-5")
        self._make_contract({"equipment_id": covered.id})
        action = self._get_duties().action_offer()
        wizard = (
            self.env["service.equipment.propose"]
            .with_context(**action["context"])
            .create({"contract_type_id": self.contract_type.id})
        )
        self.assertEqual(wizard.equipment_ids, self.before)
        with self.assertRaisesRegex(UserError, "have a contract"):
            covered.duty_ids.action_offer()
