# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

from ..plan_view.backlog import BacklogFilter, BacklogOrder


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
        places = self._fields["place"]._description_selection(self.env)
        return {
            "replan": BacklogFilter(
                self.env._("To replan"),
                lambda _value: Domain("replan_start", "!=", False),
                self.env._("Whose person is absent"),
            ),
            "priority": BacklogFilter(
                self.env._("Urgent"),
                lambda _value: Domain("priority", "in", ("2", "3")),
                self.env._("High priority and urgent"),
            ),
            "late": BacklogFilter(
                self.env._("Late"), lambda _value: Domain("is_late", "=", True)
            ),
            "mine": BacklogFilter(
                self.env._("Mine"),
                lambda _value: Domain("user_id", "=", self.env.uid),
                self.env._("I am responsible"),
            ),
            "place": BacklogFilter(
                self.env._("Place"),
                lambda value: Domain("place", "=", value),
                self.env._("Every place"),
                tuple(places),
            ),
        }

    @api.model
    def _service_gantt_backlog_orders(self):
        return {
            "deadline": BacklogOrder(
                self.env._("Deadline first"),
                "deadline, priority desc, request_date, id",
            ),
            "priority": BacklogOrder(
                self.env._("Priority first"),
                "priority desc, deadline, request_date, id",
            ),
            "duration": BacklogOrder(
                self.env._("Longest first"), "duration desc, deadline, id"
            ),
            "request": BacklogOrder(self.env._("Oldest first"), "request_date, id"),
        }

    def _service_gantt_cards(self, plan):
        places = dict(self._fields["place"]._description_selection(self.env))
        skills = self._get_required_skills()
        jobs = self.with_context(active_test=False)
        return [
            {
                **card,
                "title": job.title or "",
                "lines": [job.partner_id.display_name],
                "stars": int(job.priority),
                "deadline": self._service_gantt_plain(job.deadline),
                "duration": job.duration,
                "late": job.is_late,
                "facts": job._get_place_facts(places),
                "tags": [skill.name for skill in skills[job]],
                "values": {"employee_ids": list(job.employee_ids._ids)},
            }
            for card, job in zip(super()._service_gantt_cards(plan), jobs, strict=True)
        ]

    def _get_place_facts(self, places):
        """Where the job is done, for its card."""
        if self.place == "site":
            text = self.site_id.sudo()._get_place_name()  # sudo: it is on the job
        else:
            text = places[self.place]
        if not text:
            return []
        return [{"icon": "fa-map-marker", "title": self.env._("Place"), "text": text}]

    def _get_required_skills(self):
        """Skills that the operations still to do need, by job."""
        return {
            job: job.activity_ids.filtered(
                lambda activity: activity.state == "todo"
            ).activity_type_id.required_skill_ids
            for job in self
        }
