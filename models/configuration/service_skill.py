# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceSkill(models.Model):
    """Something that a person must be able or licensed to do for some work."""

    _name = "service.skill"
    _description = "Service Skill"
    _inherit = ["service.guarded.mixin", "hr.mixin"]
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    color = fields.Integer()
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: every company can use it."
    )
    employee_ids = fields.Many2many(
        "hr.employee",
        "hr_employee_service_skill_rel",
        "skill_id",
        "employee_id",
        string="People",
        help="Who has this skill.",
    )
    certificate_ids = fields.One2many(
        "service.certificate",
        "skill_id",
        string="Certificates",
        groups="service_management.group_planner,hr.group_hr_user",
    )
    activity_type_ids = fields.Many2many(
        "service.activity.type",
        "service_activity_type_skill_rel",
        "skill_id",
        "activity_type_id",
        string="Needed For",
    )

    _name_unique = models.UniqueIndex(
        "(name, COALESCE(company_id, 0)) WHERE active",
        "There is already a skill of this name.",
    )
