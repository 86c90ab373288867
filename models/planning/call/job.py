# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command

LONGEST_SUBJECT = 80


class ServiceIntervention(models.Model):
    """A job is made while somebody is on the phone, and planned with one button."""

    _inherit = "service.intervention"

    caller = fields.Char(string="Who Is Calling?", store=False)
    called_equipment_id = fields.Many2one(
        "service.equipment",
        string="Machine",
        store=False,
        domain="[('partner_id', 'child_of', partner_id)]",
    )
    proposed_title = fields.Char(
        string="Proposed Subject", compute="_compute_proposed_title"
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "fault",
        "item_ids.fault",
        "item_ids.equipment_id",
        "protocol_id",
        "symptom_id",
    )
    def _compute_proposed_title(self):
        for job in self:
            job.proposed_title = job._propose_title()

    def _propose_title(self):
        """What the job is about, as far as it is known."""
        self.ensure_one()
        faults = filter(None, (self.fault, *self.item_ids.mapped("fault")))
        told = next((fault.strip() for fault in faults if fault.strip()), "")
        if told:
            return told.splitlines()[0][:LONGEST_SUBJECT]
        machine = self.item_ids.equipment_id[:1]
        return (
            (self.symptom_id or self.protocol_id).display_name
            or machine.product_id.name
            or machine.display_name
            or self.env._("Service Call")
        )

    @api.onchange("called_equipment_id")
    def _onchange_called_equipment_id(self):
        """The job is about this machine, and at its site."""
        machine = self.called_equipment_id
        self.item_ids = [
            Command.clear(),
            *(Command.create({"equipment_id": machine.id}) for _one in machine),
        ]
        if machine.site_id:
            self.site_id = machine.site_id

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """A job without a subject takes the proposed one."""
        jobs = super().create(vals_list)
        unnamed = jobs.filtered(lambda job: not job.title and not job.signed_on)
        for title, same in unnamed.grouped(type(self)._propose_title).items():
            same.title = title
        return jobs

    # === ACTION METHODS === #

    def action_open_plan(self):
        """Plan the job, or ask first for the person and the time that are missing."""
        self._check_asked_one()
        if self.date_start and self.employee_ids:
            return self.action_plan()
        self._check_transition(("new",))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_intervention_plan_action"
        )
        return {**action, "context": {"default_intervention_id": self.id}}
