# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Apply to many: a new law, once for each customer, contract or equipment."""

from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ....wizards.work import service_protocol_apply
from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestProtocolApply(ServiceCommon):
    """The wizard shows who is meant and never does it twice."""

    today = "2026-03-10"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls._make_customer("Client A") | cls._make_customer("Client B")
        cls.law = cls._make_protocol(
            "New Law", {"name": "Inform"}, {"name": "File", "offset_days": 30}
        )

    def _make_apply(self, records=None, **vals):
        records = self.clients if records is None else records
        return self.env["service.protocol.apply"].create(
            {
                "protocol_id": self.law.id,
                "occasion_name": "Law 12/2027",
                "date_start": "2026-04-01",
                "target_model": records._name,
                "domain": f"[('id', 'in', {records.ids})]",
                **vals,
            }
        )

    def _apply(self, records=None, **vals):
        """Preview and create; return all jobs of the protocol."""
        wizard = self._make_apply(records, **vals)
        wizard.action_preview()
        wizard.action_apply()
        return self._jobs()

    def _jobs(self):
        return self.env["service.intervention"].search(
            [("protocol_id", "=", self.law.id)], order="id"
        )

    # === TARGETS === #

    def test_customers(self):
        jobs = self._apply()
        self.assertRecordValues(
            jobs,
            [
                {
                    "partner_id": client.id,
                    "title": "New Law · Law 12/2027",
                    "occasion_name": "Law 12/2027",
                    "occasion": self._day("2026-04-01"),
                    "origin": "planned",
                    "place": "remote",
                    "user_id": self.env.uid,
                }
                for client in self.clients
            ],
        )
        self.assertEqual(
            jobs[0].activity_ids.mapped(lambda a: (a.name, str(a.date_due))),
            [("Inform", "2026-04-01"), ("File", "2026-05-01")],
        )

    def test_contracts(self):
        contracts = self._make_contract(partner_id=self.clients[0].id)
        contracts |= self._make_contract(partner_id=self.clients[0].id)
        jobs = self._apply(contracts)
        self.assertEqual(jobs.contract_id, contracts)
        self.assertEqual(len(jobs), 2)

    def test_equipment_of_one_customer_one_job_each(self):
        self.machine.service_protocol_id = self._make_protocol("Overhaul", {})
        equipment = self._make_equipment("A") | self._make_equipment("B")
        jobs = self._apply(equipment)
        self.assertEqual(len(jobs), 2)
        self.assertEqual(jobs.item_ids.equipment_id, equipment)
        self.assertEqual(jobs.activity_ids.protocol_id, self.law, "no overhaul")
        self.assertEqual([len(job.activity_ids) for job in jobs], [2, 2])
        self.assertTrue(all(jobs.activity_ids.mapped("item_id")))

    def test_contacts_of_customers_and_free_equipment_are_no_targets(self):
        contact = self._make_customer("Contact", parent_id=self.clients[0].id)
        wizard = self._make_apply(contact)
        wizard.action_preview()
        self.assertFalse(wizard.line_ids)

    # === PREVIEW === #

    def test_preview_creates_nothing(self):
        wizard = self._make_apply()
        wizard.action_preview()
        self.assertEqual(wizard.line_ids.mapped("name"), ["Client A", "Client B"])
        self.assertEqual((wizard.new_count, wizard.applied_count), (2, 0))
        self.assertFalse(self._jobs())

    def test_who_has_it_is_marked_and_left_out(self):
        first = self._apply(self.clients[0])
        wizard = self._make_apply()
        wizard.action_preview()
        self.assertEqual((wizard.new_count, wizard.applied_count), (1, 1))
        self.assertEqual(wizard.line_ids.intervention_id, first)
        wizard.action_apply()
        self.assertEqual(self._jobs().partner_id, self.clients)
        self.assertEqual(len(self._jobs()), 2)

    def test_who_is_taken_from_the_list_gets_none(self):
        wizard = self._make_apply()
        wizard.action_preview()
        wizard.line_ids[0].unlink()
        wizard.action_apply()
        self.assertEqual(self._jobs().partner_id, self.clients[1])

    def test_nothing_is_created_without_a_preview(self):
        wizard = self._make_apply()
        wizard.action_apply()
        self.assertFalse(self._jobs())
        self.assertTrue(wizard.previewed)

    def test_other_condition_makes_the_preview_void(self):
        wizard = self._make_apply()
        wizard.action_preview()
        with Form(wizard) as form:
            form.domain = f"[('id', '=', {self.clients[0].id})]"
        self.assertFalse(wizard.previewed)
        self.assertFalse(wizard.line_ids)

    def test_each_kind_of_target_begins_with_a_sensible_condition(self):
        form = Form(self.env["service.protocol.apply"])
        self.assertIn("service_is_client", form.domain)
        form.target_model = "service.contract"
        self.assertIn("active", form.domain)
        form.target_model = "service.equipment"
        self.assertIn("in_service", form.domain)

    def test_who_is_left_out_is_listed_with_the_reason(self):
        own = [("id", "in", self.clients.ids)]
        wizard = self._make_apply(domain=str([*own, ("ref", "=", "X")]))
        self.clients[0].customer_rank = 1
        archived = self._make_customer("Archived", customer_rank=1, active=False)
        wizard.action_preview()
        reasons = {line.res_id: line.reason for line in wizard.left_out_ids}
        self.assertEqual(reasons[self.clients[0].id], "Does not meet the condition")
        self.assertIn("not a client", reasons[self.clients[1].id])
        self.assertEqual(reasons[archived.id], "Archived")
        self.assertGreaterEqual(wizard.left_out_count, 3)
        self.assertFalse(wizard.line_ids)
        wizard.domain = str(own)
        wizard.action_preview()
        self.assertFalse(
            set(self.clients.ids) & set(wizard.left_out_ids.mapped("res_id"))
        )

    def test_invalid_condition_is_said(self):
        for domain in ("[('nonsense', '=', 1)]", "[("):
            with self.subTest(domain=domain), self.assertRaises(UserError):
                self._make_apply(domain=domain).action_preview()

    # === NEVER TWICE === #

    def test_same_reason_again_adds_nothing(self):
        jobs = self._apply()
        for reason in ("Law 12/2027", "  LAW 12/2027 "):
            with self.subTest(reason=reason), self.assertRaises(UserError):
                self._apply(occasion_name=reason, date_start="2026-06-01")
        self.assertEqual(self._jobs(), jobs)

    def test_pattern_in_a_reason_is_no_pattern(self):
        self._apply(occasion_name="100 percent")
        self.assertEqual(len(self._apply(occasion_name="100%")), 4)

    def test_another_reason_is_another_job(self):
        self._apply()
        self.assertEqual(len(self._apply(occasion_name="Law 13/2027")), 4)

    def test_job_that_was_cancelled_is_not_made_again(self):
        jobs = self._apply()
        jobs[0].action_cancel()
        jobs[1].active = False
        with self.assertRaises(UserError):
            self._apply()

    def test_list_that_became_old_makes_nobody_a_second_job(self):
        wizard = self._make_apply()
        wizard.action_preview()
        jobs = self._apply()
        wizard.action_apply()
        self.assertEqual(self._jobs(), jobs)

    def test_database_refuses_the_same_reason_twice(self):
        job = self._apply(self.clients[0])
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            job.copy(
                {
                    "occasion_name": "law 12/2027",
                    "occasion_model": "res.partner",
                    "occasion_res_id": self.clients[0].id,
                }
            )

    def test_protocol_without_steps_is_refused(self):
        self.law.step_ids.unlink()
        with self.assertRaisesRegex(UserError, "steps"):
            self._apply()

    # === MANY === #

    def test_long_list_is_worked_through_in_steps(self):
        wizard = self._make_apply()
        wizard.action_preview()
        with patch.object(service_protocol_apply, "BATCH", 1):
            action = wizard.action_apply()
            self.assertEqual(action["res_model"], wizard._name)
            self.assertEqual((wizard.new_count, wizard.applied_count), (1, 1))
            action = wizard.action_apply()
        self.assertEqual(action["res_model"], "service.intervention")
        self.assertEqual(self._jobs().partner_id, self.clients)

    def test_planner_and_contract_manager_may(self):
        for group in ("planner", "contract_manager"):
            user = self._make_user(group, f"service_management.group_{group}")
            wizard = self._make_apply(occasion_name=group).with_user(user)
            wizard = wizard.create(wizard.sudo().copy_data()[0])
            wizard.action_preview()
            wizard.action_apply()
        self.assertEqual(len(self._jobs()), 4)
