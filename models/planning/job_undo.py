# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

WORK_FIELDS = ("activity_ids", "charge_ids")


class ServiceIntervention(models.Model):
    """Undoing on the plan gives each piece of work back to whoever had it.

    Who leaves a job hands on what is theirs. Once it lies with a colleague who had work
    of their own on the job, nothing but this tells which of it came from whom.
    """

    _inherit = "service.intervention"

    work_people = fields.Json(
        string="Who Does What",
        compute="_compute_work_people",
        help="Person of each operation and of each charge.",
    )

    # === COMPUTE METHODS === #

    @api.depends("activity_ids.employee_id", "charge_ids.employee_id")
    def _compute_work_people(self):
        for job in self:
            job.work_people = {
                name: [
                    [work.id, work.employee_id.id] for work in job[name].sorted("id")
                ]
                for name in WORK_FIELDS
            }

    # === HOOKS === #

    @api.model
    def _service_gantt_following(self):
        return [*super()._service_gantt_following(), "work_people"]

    def _service_gantt_save(self, vals):
        super()._service_gantt_save(
            {name: value for name, value in vals.items() if name != "work_people"}
        )

    def _service_gantt_moved(self, changes):
        super()._service_gantt_moved(changes)
        for change in changes:
            if people := change["new"].get("work_people"):
                self.browse(change["id"])._give_back_work(people)

    # === BUSINESS METHODS === #

    def _give_back_work(self, people):
        """Give what nobody has begun to whom it belonged.

        :param people: as in :attr:`work_people`
        """
        self.ensure_one()
        for name in WORK_FIELDS:
            owners = dict(people.get(name) or ())
            for work in self[name].filtered(lambda one: one._can_hand_on()):
                owner = owners.get(work.id, work.employee_id.id)
                if owner != work.employee_id.id:
                    work.employee_id = owner
