# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

TEAM = "team_ids"
TEXT_FIELDS = {"id": "name", "department_id": "department_id.name"}


class HrEmployee(models.Model):
    """People in the planning view."""

    _inherit = "hr.employee"

    service_is_planned = fields.Boolean(
        string="On the Plan",
        compute="_compute_service_is_planned",
        search="_search_service_is_planned",
        help="This person can be planned, or has been on a job.",
    )

    # === COMPUTE METHODS === #

    def _compute_service_is_planned(self):
        planned = self.filtered_domain([("service_is_planned", "=", True)])
        planned.service_is_planned = True
        (self - planned).service_is_planned = False

    def _search_service_is_planned(self, operator, value):
        if operator != "in":
            return NotImplemented
        plannable = self._get_plannable(self.env.companies)
        # sudo: who does the work is no secret to whoever sees the plan
        busy = self.sudo()._search([("service_intervention_ids", "!=", False)])
        planned = Domain("id", "in", plannable.ids) | Domain("id", "in", busy)
        return planned if True in value else ~planned

    # === BUSINESS METHODS === #

    @api.model
    def _service_gantt_image_model(self):
        """Pictures of people are read where every colleague may see them."""
        return "hr.employee.public"

    @api.model
    def _add_nobody(self, domain, name):
        """Whoever looks at some people plans on them also what nobody has yet."""

        def add(condition):
            is_asked = condition.field_expr in (name, TEAM) and _is_asked(condition)
            return condition | Domain(name, "=", False) if is_asked else condition

        return Domain(domain).map_conditions(add)

    def _get_searched(self, domain, name):
        """Those whom a search for jobs asks for; all, when it asks for nobody.

        :param domain: of the jobs
        :param name: their field that holds people
        """
        people = self
        for field, own in ((name, "id"), (TEAM, "department_id")):
            wanted = [
                Domain(own, condition.operator, condition.value)
                if not _is_text(condition.value)
                else Domain(TEXT_FIELDS[own], condition.operator, condition.value)
                for condition in Domain(domain).iter_conditions()
                if condition.field_expr == field and _is_asked(condition)
            ]
            if wanted:
                people = people.filtered_domain(Domain.OR(wanted))
        return people

    def _get_planning_paths(self, levels, name):
        """Rows of these people, and of nobody, by the levels of the plan.

        :param name: the field of the plan that holds people
        """
        if levels[:1] == [name]:
            return [[(name, person)] for person in (False, *self.ids)]
        if levels[:2] == [TEAM, name]:
            return [
                [(TEAM, person.department_id.id), (name, person.id)] for person in self
            ]
        return []


def _is_text(value):
    """Whether a search is for words instead of records."""
    return isinstance(value, str) or (
        isinstance(value, (list, tuple, set)) and any(isinstance(v, str) for v in value)
    )


def _is_asked(condition):
    """Whether a condition asks for some people, instead of leaving some out."""
    return condition.operator in ("in", "=", "ilike", "=ilike", "like")
