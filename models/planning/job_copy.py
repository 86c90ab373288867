# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.fields import Command


class ServiceIntervention(models.Model):
    """Copies and halves of jobs that the planner makes."""

    _inherit = "service.intervention"

    planned_from_id = fields.Many2one(
        "service.intervention",
        string="Planned From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Job that this one was copied or split from on the plan.",
    )

    def _service_gantt_duplicate(self, vals):
        people = Command.set(self.employee_ids.ids)
        copy = self.copy({"employee_ids": [people], **vals})
        copy._by_server().planned_from_id = self
        return copy

    def _service_gantt_split_off(self, plan, moment):
        """Both have the same people; operations that begin later go along."""
        later = self.activity_ids.filtered(
            lambda activity: (
                activity.state == "todo"
                and activity.date_start
                and activity.date_start >= moment
            )
        )
        rest = super()._service_gantt_split_off(plan, moment)
        later._move_to_job(rest)
        return rest

    def _service_gantt_take_back(self):
        """Nothing is lost: the work of a half goes back to the job it came from."""
        own = self.filtered(lambda job: job._is_fresh_copy())
        for job in own.filtered("activity_ids"):
            job.activity_ids._move_to_job(job.planned_from_id)
        own.filtered(lambda job: job.state == "planned")._set_state("new")
        return super()._service_gantt_take_back()

    def _is_fresh_copy(self):
        """Whether this was made on the plan, and nobody has worked on it since."""
        return (
            self.planned_from_id
            and self.state in ("new", "planned")
            and not self.charge_ids
            and all(activity.state == "todo" for activity in self.activity_ids)
        )


class ServiceActivity(models.Model):
    _inherit = "service.activity"

    def _move_to_job(self, job):
        """Go to the same equipment of another job."""
        items = {item.equipment_id: item for item in job.item_ids}
        for item, activities in self.grouped("item_id").items():
            target = items.get(item.equipment_id, job.item_ids.browse())
            activities.write({"intervention_id": job.id, "item_id": target.id})
