# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError

from ...shared.once import take_turns

PROTOCOL_SPAN = 1000  # between the sequences of two protocols of one equipment


class ServiceIntervention(models.Model):
    """Operations that protocols add to a job."""

    _inherit = "service.intervention"

    protocol_ids = fields.Many2many(
        "service.protocol",
        "service_intervention_protocol_rel",
        "intervention_id",
        "protocol_id",
        string="Further Protocols",
        check_company=True,
        help="Operations for each equipment of the job, or for the job as a whole when "
        "it has none.",
    )
    has_protocol_steps = fields.Boolean(
        string="Has Protocol Operations", compute="_compute_has_protocol_steps"
    )

    def _compute_has_protocol_steps(self):
        for intervention in self:
            intervention.has_protocol_steps = bool(
                intervention.activity_ids.protocol_id
            )

    # === ACTION METHODS === #

    def action_apply_protocols(self):
        """Add the operations of the job's, its equipment's and activities' protocols.

        Operations that are there already are left alone.
        """
        self._check_asked()
        take_turns(self)
        self._apply_protocols()

    def action_take_back_protocols(self):
        """Remove the operations of the protocols that nobody has begun.

        :raises UserError: when there is none, naming what has been recorded
        """
        self._check_asked()
        for intervention in self:
            untouched = intervention._get_untouched_operations()
            if not untouched:
                raise UserError(intervention._get_nothing_to_take_back_message())
            untouched.unlink()

    # === BUSINESS METHODS === #

    def _apply_protocols(self):
        places = defaultdict(list)  # (intervention, item) by protocol
        ranks = {}  # how many protocols come before, by protocol and place
        for intervention in self:
            before = defaultdict(int)
            for item, protocol in dict.fromkeys(intervention._get_protocols()):
                places[protocol].append((intervention, item))
                ranks[protocol, intervention, item] = before[item]
                before[item] += 1
        present = {
            (activity.intervention_id, activity.item_id, activity.protocol_step_id)
            for activity in self.activity_ids
        }
        activities = self.env["service.activity"]._create_by_server(
            [
                {
                    **step._prepare_activity_vals(item, section),
                    "intervention_id": intervention.id,
                    "sequence": step.sequence
                    + PROTOCOL_SPAN * ranks[protocol, intervention, item],
                }
                for protocol, wanted in places.items()
                for step, section in protocol._iter_steps()
                for intervention, item in step._match(wanted)
                if (intervention, item, step) not in present
            ]
        )
        self.filtered("date_start")._plan_activities()
        return activities

    def _get_protocols(self):
        """Yield ``(item, protocol)`` of this job; the item is empty for the job's.

        An activity entered by hand brings the protocol of its type.
        """
        self.ensure_one()
        no_item = self.item_ids.browse()
        if self.protocol_id and self._is_for_whole_job():
            yield no_item, self.protocol_id
        for item in self.item_ids:
            if item.protocol_id:
                yield item, item.protocol_id
        for item in self.item_ids or [no_item]:
            for protocol in self.protocol_ids:
                yield item, protocol
        for activity in self.activity_ids:
            if activity.activity_type_id.protocol_id and not activity.protocol_id:
                yield activity.item_id, activity.activity_type_id.protocol_id

    def _is_for_whole_job(self):
        """Whether the protocol of the job is not one of its equipment."""
        self.ensure_one()
        return True

    def _get_untouched_operations(self):
        """Operations of the protocols of this job that nobody has begun."""
        self.ensure_one()
        operations = self.activity_ids.filtered("protocol_id")
        return operations.browse().union(
            *(
                group
                for group in operations.grouped("protocol_id").values()
                if not any(operation._is_touched() for operation in group)
            )
        )

    def _get_nothing_to_take_back_message(self):
        touched = self.activity_ids.filtered(
            lambda activity: activity.protocol_id and activity._is_touched()
        )
        if not touched:
            return self.env._(
                "Job %s has no operations of a protocol.", self.display_name
            )
        return self.env._(
            "The operations of job %(job)s stay: work has been recorded on "
            "%(steps)s. Skip the others if they are not necessary.",
            job=self.display_name,
            steps=", ".join(touched.mapped("name")),
        )

    def _plan_activities(self):
        """Give date and person to the activities that have none yet."""
        for intervention in self.filtered("date_start"):
            person = intervention.employee_ids[:1]
            for activity in intervention.activity_ids:
                if not activity.date_start:
                    activity.write(
                        {
                            "date_start": activity._get_planned_start(),
                            "is_timed": False,
                        }
                    )
                if not activity.employee_id:
                    activity.employee_id = person

    def _unplan_activities(self):
        """Take back the date and person that came with the plan of the job."""
        activities = self.activity_ids.filtered(
            lambda activity: (
                activity.state == "todo"
                and activity.date_start
                and activity.date_start == activity._get_planned_start()
            )
        )
        activities.filtered(
            lambda activity: (
                activity.employee_id == activity.intervention_id.employee_ids[:1]
            )
        ).employee_id = False
        activities.date_start = False
