# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Scheduled jobs: one record in error blocks no other, and idle ones cost nothing."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo import Command
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from ..work.test_service_level import ServiceLevelCommon

MODELS = "odoo.addons.service_management.models"
TOLD = (
    f"{MODELS}.shared.service_scheduled_mixin",
    f"{MODELS}.work.protocol.trigger",
    f"{MODELS}.invoicing.run_schedule",
    f"{MODELS}.planning.news.service_plan_news",
    f"{MODELS}.customer.messages.service_customer_message",
)
FEW, MANY = 5, 50
SLACK = 3


class ScheduledCommon(ServiceLevelCommon):
    today = "2026-03-02 10:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.service_visit_horizon_days = 10
        cls.customers = cls.env["res.partner"].union(
            *(cls._make_customer(f"Customer {number}") for number in range(3))
        )

    @classmethod
    def _get_jobs(cls):
        """The scheduled jobs of the add-on, by the name of their record."""
        data = cls.env["ir.model.data"].search(
            [("module", "=", "service_management"), ("model", "=", "ir.cron")]
        )
        crons = cls.env["ir.cron"].with_context(active_test=False)
        return {one.name: crons.browse(one.res_id) for one in data}

    def _plan_for_people(self, number):
        """Jobs that as many people are to be told of now."""
        people = self.env["hr.employee"].union(
            *(
                self._make_employee(
                    f"Person {one}",
                    user_id=self._make_user(
                        f"person-{one}", "service_management.group_technician"
                    ).id,
                )
                for one in range(number)
            )
        )
        for person in people:
            self._make_job(
                date_start="2026-03-10 08:00:00",
                employee_ids=[Command.set(person.ids)],
            ).action_plan()
        news = self.env["service.plan.news"].sudo().search([])
        news.changed_on = "2026-03-02 09:00:00"
        return people

    def _call(self, cron):
        """Do what the scheduled action does, and nothing around it."""
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            model = self.env[cron.sudo().model_id.model].with_env(self.env(cr=cr))
            safe_eval(cron.sudo().code, {"model": model.sudo()}, mode="exec")
        self.env.invalidate_all()

    @contextmanager
    def _failing(self, model, method, is_bad, error):
        """Let ``method`` fail, after its work, wherever ``is_bad`` says so."""
        cls = type(self.env[model])
        original = getattr(cls, method)

        def fail_for_bad(records, *args, **kwargs):
            result = original(records, *args, **kwargs)
            if is_bad(records, *args):
                raise error
            return result

        with patch.object(cls, method, fail_for_bad), mute_logger(*TOLD):
            yield
