# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, models


class ServiceDutyCheck(models.Model):
    """What is failed is proposed to be repaired, and checked again."""

    _inherit = "service.duty.check"

    def _on_failed(self):
        super()._on_failed()
        duties = self.duty_id.filtered(lambda duty: not duty.intervention_id.is_open)
        checks = self.filtered(lambda check: check.duty_id in duties)
        for (job, _place), failed in checks.grouped(
            lambda check: (check.intervention_id, check._get_place())
        ).items():
            repair = self.env["service.intervention"]._create_by_server(
                [failed._prepare_repair_vals(job)]
            )
            failed.duty_id._by_server().intervention_id = repair
            repair._apply_protocols()

    def _on_not_failed(self):
        """Nobody has to repair what was not failed after all."""
        super()._on_not_failed()
        repairs = self.duty_id.intervention_id.filtered(
            lambda job: job.state == "new" and job.is_duty_repair
        )
        idle = repairs.filtered(
            lambda job: (
                not any(one._is_touched() for one in job.activity_ids)
                and not any(duty.is_failed for duty in job.duty_ids)
            )
        )
        if idle:
            idle.action_cancel(self.env._("The check was not failed after all."))

    def _get_place(self):
        self.ensure_one()
        return self.company_id, self.partner_id, self.site_id

    def _prepare_repair_vals(self, job):
        """Values of the job that repairs the machines of these checks."""
        company, partner, site = self[0]._get_place()
        notes = {check.equipment_id: check.note for check in self}
        return {
            "company_id": company.id,
            "partner_id": partner.id,
            "site_id": site.id,
            "origin": "request",
            "priority": "2",
            "is_duty_repair": True,
            "title": self.env._("Repair after a failed check"),
            "user_id": (job.user_id or self.env.user).id,
            "item_ids": [
                Command.create(
                    {"equipment_id": machine.id, "fault": note, "protocol_id": False}
                )
                for machine, note in notes.items()
            ],
        }
