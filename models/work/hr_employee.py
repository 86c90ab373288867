# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..shared.roles import READERS


class HrEmployee(models.Model):
    """People who work on jobs."""

    _inherit = "hr.employee"

    service_intervention_ids = fields.Many2many(
        "service.intervention",
        "hr_employee_service_intervention_rel",
        "hr_employee_id",
        "service_intervention_id",
        string="Jobs",
        groups=READERS,
        copy=False,
    )

    @api.depends("service_intervention_ids")
    def _compute_service_plannable(self):
        super()._compute_service_plannable()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_worked(self):
        """What was done keeps its people: who has worked is archived."""
        # sudo: all the work counts, also what the user may not see
        done = self.env["service.activity"].sudo().with_context(active_test=False)
        work = done.search(
            [("employee_id", "in", self.ids), ("state", "=", "done")], limit=1
        )
        if work:
            raise UserError(
                self.env._(
                    "%(person)s has worked on job %(job)s. Archive people who leave "
                    "instead of deleting them, so that their work keeps its people.",
                    person=work.employee_id.name,
                    job=work.intervention_id.name,
                )
            )

    @api.model
    def _get_plannable(self, companies):
        """Who has a row of their own even with nothing to do, and is proposed jobs."""
        # sudo: who does the work is no secret to whoever sees the plan
        return self.sudo().search_fetch(
            Domain("company_id", "in", companies.ids)
            & Domain("service_plannable", "=", True),
            self._get_plannable_fields(),
        )

    @api.model
    def _get_plannable_fields(self):
        """Hook: what is read at once of whoever can be planned."""
        return [
            "active",
            "color",
            "display_name",
            "name",
            "resource_id",
            "company_id",
            "department_id",
        ]

    def _filter_technicians(self):
        """Also whoever is given a job and is no user, who would have another role."""
        # sudo: whether there is a job, not which one
        strangers = self.sudo().filtered(lambda person: not person.user_id)
        busy = strangers.with_context(active_test=False).search(
            Domain("id", "in", strangers.ids)
            & Domain("service_intervention_ids", "!=", False)
        )
        return super()._filter_technicians() | self.filtered(lambda one: one in busy)
