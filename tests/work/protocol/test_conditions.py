# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A condition sees what its writer may see, and asks only for what it may."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestConditions(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._make_user("planner", "service_management.group_planner")
        cls.protocol = cls._make_protocol("Check-Up", {})

    def _start(self, **vals):
        vals = {"trigger": "new_customer", "trigger_date": "2020-01-01", **vals}
        self.protocol.with_user(self.planner).write(vals)
        self.env["service.protocol"].sudo()._cron_start()
        jobs = self.env["service.intervention"].search(
            [("protocol_id", "=", self.protocol.id)]
        )
        return jobs.partner_id

    def test_only_fields_of_a_short_list_can_be_asked_for(self):
        protocol = self.protocol.with_user(self.planner)
        for domain in (
            "[('employee_ids.private_phone', '=like', '3%')]",
            "[('employee_ids', 'any', [('private_phone', '=like', '3%')])]",
            "[('user_id.password', '!=', False)]",
            "[('parent_id.employee_ids', '!=', False)]",
            "[('parent_id', 'any!', [('name', '=', 'x')])]",
            "['!', ('signup_type', '=', 'x')]",
        ):
            with self.subTest(domain=domain), self.assertRaises(ValidationError):
                protocol.domain = domain
        step = protocol.step_ids
        for model, condition in (
            ("service.equipment", "[('employee_id.private_phone', '!=', False)]"),
            ("service.contract", "[('cost', '>', 1)]"),
            ("res.partner", "[('employee_ids.pin', '=', '1')]"),
        ):
            step.condition_model = model
            with self.subTest(model=model), self.assertRaises(ValidationError):
                step.condition = condition

    def test_useful_conditions_stay_possible(self):
        protocol = self.protocol.with_user(self.planner)
        for domain in (
            "[('category_id', 'child_of', 1)]",
            "['|', ('country_id.code', '=', 'IT'), ('state_id.name', 'ilike', 'to')]",
            "[('parent_id', 'any', [('ref', '=', 'VIP')])]",
        ):
            protocol.domain = domain

    def test_the_writer_is_kept(self):
        other = self._make_user("other", "service_management.group_planner")
        protocol = self.protocol.with_user(self.planner)
        protocol.domain = "[('ref', '=', 'VIP')]"
        protocol.with_user(other).name = "Renamed"
        self.assertEqual(protocol.condition_user_id, self.planner)
        protocol.with_user(other).domain = "[('ref', '=', 'Other')]"
        self.assertEqual(protocol.condition_user_id, other)

    def test_it_finds_what_its_writer_may_see(self):
        """Customers hidden from the planner get no job by the scheduled action."""
        self._make_hidden_vip()
        self.assertEqual(self._start(domain="[('ref', '=', 'VIP')]"), self.customer)

    def test_a_step_is_for_what_its_writer_may_see(self):
        """Whoever applies the protocol, a condition tells its writer no more."""
        hidden = self._make_hidden_vip()
        protocol = self._make_protocol("Overhaul", {"name": "Always"}, {"name": "VIP"})
        protocol.step_ids[1].with_user(self.planner).write(
            {"condition_model": "res.partner", "condition": "[('ref', '=', 'VIP')]"}
        )
        for customer, names in (
            (self.customer, ["Always", "VIP"]),
            (hidden, ["Always"]),
        ):
            job = self._make_job(partner_id=customer.id, protocol_id=protocol.id)
            job.action_apply_protocols()
            self.assertEqual(job.activity_ids.mapped("name"), names)

    def _make_hidden_vip(self):
        """Of two VIP customers the planner sees only one."""
        self.customer.ref = "VIP"
        hidden = self._make_customer("Hidden", ref="VIP")
        self.env["ir.rule"].sudo().create(
            {
                "name": "Hidden from planners",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {hidden.id})]",
                "groups": [(4, self.env.ref("service_management.group_planner").id)],
            }
        )
        return hidden

    def test_a_bad_condition_stops_its_own_protocol_only(self):
        self.customer.ref = "VIP"
        broken = self._make_protocol(
            "Broken", {}, trigger="new_customer", trigger_date="2020-01-01"
        )
        at_start = self._make_protocol("At the Start", {}, trigger="contract_start")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE service_protocol SET domain = '[(' WHERE id IN %s",
            ((broken | at_start)._ids,),
        )
        self.env.invalidate_all()
        self.assertEqual(self._start(domain="[('ref', '=', 'VIP')]"), self.customer)
        self.assertIn("could not be started", broken.message_ids[0].body)
        contract = self._make_contract()
        self.assertEqual(contract.state, "active")
        self.assertIn("could not be started", at_start.message_ids[0].body)
