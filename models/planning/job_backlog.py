from odoo import api, models
from odoo.fields import Datetime, Domain


class ServiceIntervention(models.Model):
    """Jobs that wait to be planned."""

    _inherit = "service.intervention"

    @api.model
    def _service_gantt_backlog_domain(self, plan):
        return super()._service_gantt_backlog_domain(plan) & Domain(
            "state", "in", ("new", "planned")
        )

    @api.model
    def _service_gantt_waiting(self, domain, plan):
        domain = self.env["hr.employee"]._add_nobody(domain, "employee_ids")
        return super()._service_gantt_waiting(domain, plan)

    @api.model
    def _service_gantt_backlog_filters(self):
        return {
            "priority": lambda _value: Domain("priority", "in", ("2", "3")),
            "late": lambda _value: Domain("is_late", "=", True),
            "mine": lambda _value: Domain("user_id", "=", self.env.uid),
            "place": lambda value: Domain("place", "=", value),
        }

    @api.model
    def _service_gantt_backlog_orders(self):
        return {
            "deadline": "deadline, priority desc, request_date, id",
            "priority": "priority desc, deadline, request_date, id",
            "duration": "duration desc, deadline, id",
            "request": "request_date, id",
        }

    def _service_gantt_cards(self, plan):
        places = dict(self._fields["place"]._description_selection(self.env))
        skills = self._get_required_skills()
        return [
            {
                "id": job.id,
                "name": job.display_name,
                "title": job.title or "",
                "partner": job.partner_id.display_name,
                "place": (
                    job.site_id.sudo()._get_place_name()  # sudo: it is on the job
                    if job.place == "site"
                    else places[job.place]
                ),
                "priority": job.priority,
                "deadline": job.deadline and Datetime.to_string(job.deadline),
                "duration": job.duration,
                "late": job.is_late,
                "employees": list(job.employee_ids._ids),
                "skills": [skill.name for skill in skills[job]],
                "color": int(job.priority),
            }
            for job in self.with_context(active_test=False)
        ]

    def _get_required_skills(self):
        """Skills that the operations still to do need, by job."""
        return {
            job: job.activity_ids.filtered(
                lambda activity: activity.state == "todo"
            ).activity_type_id.required_skill_ids
            for job in self
        }
