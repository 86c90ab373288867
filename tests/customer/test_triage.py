# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""New requests: what is known of them, and a button for each thing to do."""

from ast import literal_eval

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestTriage(ServiceCommon):
    @classmethod
    def default_env_context(cls):
        return {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._make_user("paula", "service_management.group_planner")
        cls.pump = cls._make_equipment("PUMP-1")
        cls.person = cls._make_customer(
            "Anna", parent_id=cls.customer.id, email="anna@customer.example"
        )
        cls.job, cls.double = (
            cls._make_job(
                equipment=cls.pump,
                title=title,
                date_start=False,
                employee_ids=False,
                contact_id=cls.person.id,
            )
            for title in ("Leaks", "Water on the floor")
        )

    def test_the_list_tells_what_is_known_with_few_queries(self):
        contract_type = self._make_contract_type(
            "Half", labour_coverage=50.0, response_hours=4.0
        )
        self._make_contract(
            {"equipment_id": self.pump.id}, contract_type_id=contract_type.id
        )
        done = self._make_job(
            [{}], equipment=self.pump, title="Leaks", work_done="Sealed"
        )
        self._finish(done)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_intervention_action_requests"
        )
        found = self.env["service.intervention"].search(
            [("partner_id", "=", self.customer.id), *literal_eval(action["domain"])]
        )
        self.assertEqual(found, self.job | self.double)
        self.job.contract_id = self.job._propose_contracts()[0][1]
        self.assertIn("Labour 50 %", self.job.cover_words)
        self.assertIn("Leaks", self.job.last_visit)
        self.assertIn("Sealed", self.job.known_faults)
        self.assertTrue(self.job.response_deadline)

        def read():
            for name in ("cover_words", "last_visit", "known_faults"):
                found.mapped(name)

        few = self._count_queries(read)
        for number in range(10):
            found |= self._make_job(
                equipment=self._make_equipment(f"P-{number}"), date_start=False
            )
        self.assertLessEqual(self._count_queries(read), few + 2)

    def test_an_answer_begins_with_a_template(self):
        action = self.job.with_user(self.planner).action_answer_request()
        composer = Form.from_action(self.env(user=self.planner), action).save()
        self.assertIn(self.job.name, composer.body)
        composer.action_send_mail()
        answer = self.job.message_ids[0]
        self.assertEqual(answer.author_id, self.planner.partner_id)
        self.assertIn(self.person, answer.partner_ids)

    def test_a_double_gives_way(self):
        self.double.message_subscribe(partner_ids=self.person.ids)
        words = "There is a photo"
        told = self.double.message_post(
            body=words,
            author_id=self.person.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[("photo.txt", b"photo")],
        )
        action = self.double.with_user(self.planner).action_open_double()
        wizard = Form.from_action(self.env(user=self.planner), action).save()
        self.assertEqual(wizard.other_id, self.job)
        wizard.action_confirm()
        self.assertEqual((told.model, told.res_id), (self.job._name, self.job.id))
        self.assertEqual(told.attachment_ids.res_id, self.job.id)
        self.assertEqual((self.double.state, self.job.state), ("cancelled", "new"))
        self.assertEqual(self.double.double_of_id, self.job)
        self.assertIn(self.person, self.job.message_partner_ids)
        notices = self.double.message_ids.filtered(
            lambda one: one.subtype_id == self.env.ref("mail.mt_comment")
        )
        self.assertEqual(len(notices), 1)
        self.assertIn(self.job.name, notices.body)
        self.assertIn(self.person, notices.notified_partner_ids)
        self.assertIn(self.double.name, self.job.message_ids[0].body)
        with self.assertRaises(UserError):
            wizard.action_confirm()

    def test_no_double_of_another_customer_or_of_itself(self):
        rival = self._make_job(
            partner_id=self._make_customer("Rival").id, date_start=False
        )
        closed = self._make_job(partner_id=self.customer.id, date_start=False)
        closed.action_cancel()
        for other in (rival, self.double, closed):
            with self.assertRaises(UserError):
                self.double._close_as_double(other)
        self.assertEqual(self.double.state, "new")
