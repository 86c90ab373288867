from datetime import timedelta

from odoo import models


class ServiceIntervention(models.Model):
    """Operations that protocols add to a job."""

    _inherit = "service.intervention"

    def action_apply_protocols(self):
        """Add the operations of the job's and its equipment's protocols.

        Operations that are there already are left alone.
        """
        self._apply_protocols()

    def _apply_protocols(self):
        vals_list = []
        for intervention in self:
            present = {
                (activity.item_id, activity.protocol_step_id)
                for activity in intervention.activity_ids
            }
            for item, step in intervention._get_protocol_steps():
                if (item, step) not in present:
                    vals = step._prepare_activity_vals(item)
                    vals_list.append({**vals, "intervention_id": intervention.id})
        activities = self.env["service.activity"].create(vals_list)
        self.filtered("date_start")._plan_activities()
        return activities

    def _get_protocol_steps(self):
        """Yield ``(item, step)`` of all operations; the item is empty for the job's."""
        self.ensure_one()
        no_item = self.item_ids.browse()
        for step in self.protocol_id.step_ids:
            if step._applies_to(self.env["service.equipment"]):
                yield no_item, step
        for item in self.item_ids:
            for step in item.protocol_id.step_ids:
                if step._applies_to(item.equipment_id):
                    yield item, step

    def _plan_activities(self):
        """Give date and person to the activities that have none yet."""
        for intervention in self.filtered("date_start"):
            person = intervention.employee_ids[:1]
            for activity in intervention.activity_ids:
                if not activity.date_start:
                    activity.date_start = intervention.date_start + timedelta(
                        days=activity.offset_days
                    )
                if not activity.employee_id:
                    activity.employee_id = person
