# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

RESULTS = {"state", "date_done", "check_passed", "check_value", "check_text"}


class ServiceActivity(models.Model):
    """An operation that is a check, or a part of one."""

    _inherit = "service.activity"

    duty_type_id = fields.Many2one(
        "service.duty.type",
        string="Duty",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The check that this operation is as a whole.",
    )

    def _on_changed(self, names):
        super()._on_changed(names)
        if RESULTS & set(names):
            jobs = self.intervention_id.filtered(lambda job: job.state == "done")
            jobs._follow_duty_checks()

    def _get_duty_types(self):
        """Duties that this operation belongs to."""
        self.ensure_one()
        # sudo: which duties there are is nobody's secret who works on the job
        operation = self.sudo()
        return operation.protocol_id.duty_type_ids | operation.duty_type_id

    def _get_checked_machines(self):
        """Machines that it checks: one of the job, or all of them."""
        self.ensure_one()
        return self.item_id.equipment_id or self.intervention_id.item_ids.equipment_id

    def _judge_duty(self):
        """What these operations say about the machine.

        :return: ``failed`` when a required one was; ``limited`` when another one
            was, or a required one was skipped; else ``passed``
        """
        failed = self._get_failed()
        if any(failed.mapped("required")):
            return "failed"
        skipped = self.filtered(lambda one: one.required and one.state == "skipped")
        return "limited" if failed or skipped else "passed"

    def _get_failed(self):
        return self.filtered(
            lambda one: (
                one.state == "done" and one._is_judged() and not one.check_passed
            )
        )

    def _describe_findings(self):
        """What was failed or found, in words."""
        told = self._get_failed() | self.filtered("check_text")
        return " · ".join(
            ": ".join(filter(None, (one.name, one.check_text))) for one in told
        )
