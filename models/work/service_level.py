# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from ..shared.working_time import WorkingTimes

# What a service level promises, and the deadline of a job that follows from it.
DEADLINES = {"response": "response_deadline", "resolution": "deadline"}


class ServiceIntervention(models.Model):
    """Until when somebody must respond to a job and have it done."""

    _inherit = "service.intervention"

    response_deadline = fields.Datetime(
        string="Respond By",
        compute="_compute_response_deadline",
        store=True,
        readonly=False,
        copy=False,
        index="btree_not_null",
        tracking=True,
        help="The job must be planned or started by then. Proposed by the service "
        "level of the contract.",
    )
    deadline = fields.Datetime(
        compute="_compute_deadline",
        store=True,
        readonly=False,
        help="The job must be done by then. Proposed by the service level of the "
        "contract.",
    )
    responded_on = fields.Datetime(
        readonly=True, copy=False, help="When the job was first planned or started."
    )
    is_response_late = fields.Boolean(
        compute="_compute_is_response_late", search="_search_is_response_late"
    )

    # === COMPUTE METHODS === #

    @api.depends("contract_id", "request_date", "origin")
    def _compute_response_deadline(self):
        self._propose_deadline("response")

    @api.depends("contract_id", "request_date", "origin")
    def _compute_deadline(self):
        self._propose_deadline("resolution")

    def _propose_deadline(self, kind):
        """Deadline of new requests under a contract with a service level."""
        name = DEADLINES[kind]
        working_times = WorkingTimes()
        for job in self:
            if job.state == "new" and job.origin == "request" and job._has_level(kind):
                job[name] = job.contract_id._get_sla_deadline(
                    kind, job.request_date, working_times
                )
            else:
                job[name] = job[name]

    def _has_level(self, kind):
        """Whether the contract promises a ``response`` or ``resolution`` in time."""
        self.ensure_one()
        return bool(self.request_date and self.contract_id[f"{kind}_hours"])

    @api.depends("state", "response_deadline", "responded_on")
    def _compute_is_response_late(self):
        now = fields.Datetime.now()
        for job in self:
            job.is_response_late = bool(
                job.state == "new"
                and not job.responded_on
                and job.response_deadline
                and job.response_deadline < now
            )

    def _search_is_response_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return (
            Domain("state", "=", "new")
            & Domain("responded_on", "=", False)
            & Domain("response_deadline", "<", fields.Datetime.now())
        )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        jobs = super().create(vals_list)
        for job, vals in zip(jobs, vals_list, strict=True):
            given = {name: vals[name] for name in DEADLINES.values() if vals.get(name)}
            # the contract that is proposed later must not take back what was agreed
            if given and "contract_id" not in vals and job.contract_id:
                job.write(given)
        for name in DEADLINES.values():
            jobs.mapped(name)  # proposed before their state moves on
        return jobs

    # === HOOKS === #

    def _on_changed(self, names):
        super()._on_changed(names)
        if "state" in names:
            responded = self._get_responded_states()
            waiting = self.filtered(
                lambda job: job.state in responded and not job.responded_on
            )
            waiting._by_server().responded_on = fields.Datetime.now()

    # === BUSINESS METHODS === #

    @api.model
    def _get_responded_states(self):
        """States in which somebody has responded to a request."""
        return {*self._get_open_states(), "done"} - {"new"}

    def _is_waiting_for(self, kind):
        """Whether a ``response`` or ``resolution`` that was promised is still due."""
        self.ensure_one()
        return bool(
            self.is_open
            and self._has_level(kind)
            and self[DEADLINES[kind]]
            and not (kind == "response" and self.responded_on)
        )
