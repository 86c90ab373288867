# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import fields, models
from odoo.fields import Domain


class ServiceIntervention(models.Model):
    """A finished job has made the checks that its protocols carry.

    The register follows the job: opened again its checks are withdrawn, finished again
    they are valid with the numbers that they had.
    """

    _inherit = "service.intervention"

    duty_ids = fields.One2many(
        "service.duty", "intervention_id", string="Duties", readonly=True
    )
    duty_check_ids = fields.One2many(
        "service.duty.check", "intervention_id", string="Checks", readonly=True
    )
    duty_check_count = fields.Integer(
        string="Number of Checks", compute="_compute_duty_check_count"
    )

    # === COMPUTE METHODS === #

    def _compute_duty_check_count(self):
        counts = dict(
            self.env["service.duty.check"]._read_group(
                Domain("intervention_id", "in", self.ids)
                & Domain("state", "=", "valid"),
                ["intervention_id"],
                ["__count"],
            )
        )
        for job in self:
            job.duty_check_count = counts.get(job, 0)

    # === HOOKS === #

    def _on_changed(self, names):
        super()._on_changed(names)
        if {"state", "date_done"} & set(names):
            self._follow_duty_checks()

    # === ACTION METHODS === #

    def action_view_duty_checks(self):
        """The checks that these jobs have made."""
        self._check_asked()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_duty_check_action"
        )
        return {**action, "domain": [("intervention_id", "in", self.ids)]}

    # === BUSINESS METHODS === #

    def _follow_duty_checks(self):
        """Let the register say what these jobs have checked, and no more."""
        # sudo: what a technician records on the job is the check
        checks = self.env["service.duty.check"].sudo()
        known = checks.search([("intervention_id", "in", self.ids)])
        done = self.sudo().filtered(lambda job: job.state == "done")
        found = done._find_duty_checks()
        by_vals = defaultdict(checks.browse)
        for check in known:
            key = (check.intervention_id.id, check.duty_id.id)
            vals = found.pop(key, {"state": "withdrawn"})
            if any(not check._is_value(name, value) for name, value in vals.items()):
                by_vals[tuple(vals.items())] |= check
        for vals, changed in by_vals.items():
            changed._by_server().write(dict(vals))
        if found:
            new = checks._create_by_server(list(found.values()))
            new._by_server()._draw_numbers()

    def _find_duty_checks(self):
        """Values of the checks that these jobs have made, by job and duty."""
        work = defaultdict(self.env["service.activity"].browse)
        for operation in self.activity_ids.filtered(lambda one: one.state != "todo"):
            for kind in operation._get_duty_types():
                for machine in operation._get_checked_machines():
                    work[operation.intervention_id, machine, kind] |= operation
        if not work:
            return {}
        duties = self.env["service.duty"].search(
            Domain("equipment_id", "in", [machine.id for _job, machine, _kind in work])
        )
        by_key = {(duty.equipment_id.id, duty.type_id.id): duty for duty in duties}
        found = {}
        for (job, machine, kind), operations in work.items():
            duty = by_key.get((machine.id, kind.id))
            done = operations.filtered(lambda one: one.state == "done")
            if duty and done:
                vals = job._prepare_duty_check_vals(duty, operations, done)
                found[job.id, duty.id] = vals
        return found

    def _prepare_duty_check_vals(self, duty, operations, done):
        """Values of the check of ``duty``.

        :param operations: those that belong to it; ``done`` are not skipped
        """
        last = done.sorted(lambda one: (one._get_service_date(), one.id))[-1]
        return {
            "duty_id": duty.id,
            "intervention_id": self.id,
            "date": last._get_service_date(),
            "result": operations._judge_duty(),
            "employee_id": (last.employee_id or self.employee_ids[:1]).id,
            "note": operations._describe_findings(),
            "state": "valid",
        }

    # === OPERATIONS === #

    def _get_protocols(self):
        """The protocols of the duties that this job was made for."""
        yield from super()._get_protocols()
        items = {item.equipment_id: item for item in self.item_ids}
        for duty in self.sudo().duty_ids:  # sudo: what is to be done on the job
            item = items.get(duty.equipment_id)
            if item and duty.type_id.protocol_id:
                yield item, duty.type_id.protocol_id

    def _apply_protocols(self):
        activities = super()._apply_protocols()
        plain = self._add_plain_checks()
        return activities | plain

    def _add_plain_checks(self):
        """One operation, passed or failed, for each duty without a protocol."""
        present = {
            (one.item_id, one.duty_type_id)
            for one in self.activity_ids
            if one.duty_type_id
        }
        # sudo: what is to be done on the job
        duties = self.sudo().duty_ids.filtered(lambda one: not one.type_id.protocol_id)
        wanted = {
            (item, duty.type_id)
            for duty in duties
            for item in duty.intervention_id.item_ids
            if item.equipment_id == duty.equipment_id
        }
        return self.env["service.activity"]._create_by_server(
            [
                item.intervention_id._prepare_plain_check_vals(item, kind)
                for item, kind in sorted(wanted - present, key=lambda one: one[0].id)
            ]
        )

    def _prepare_plain_check_vals(self, item, kind):
        company = self.company_id
        work = kind.activity_type_id or company._find_service_activity_type()
        return {
            "intervention_id": self.id,
            "item_id": item.id,
            "duty_type_id": kind.id,
            "name": kind.name,
            "activity_type_id": work.id,
            "check_type": "pass_fail",
            "required": True,
        }


class ServiceInterventionItem(models.Model):
    """Whoever takes a machine off a job takes its duties off, too."""

    _inherit = "service.intervention.item"

    def unlink(self):
        # sudo: the duties are due again, whoever takes the machine off
        left = self.sudo().intervention_id.duty_ids.filtered(
            lambda duty: any(
                (duty.intervention_id, duty.equipment_id)
                == (item.intervention_id, item.equipment_id)
                for item in self
            )
        )
        result = super().unlink()
        left._by_server().intervention_id = False
        return result
