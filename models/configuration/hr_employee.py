# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

TECHNICIAN = "service_management.group_technician"
# Of Odoo's twelve colours: neither grey, which is none, nor red, which is wrong.
FIRST_COLOR, COLORS = 2, 10


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    service_plannable = fields.Boolean(
        string="Can Be Planned",
        compute="_compute_service_plannable",
        store=True,
        readonly=False,
        compute_sudo=True,
        groups="hr.group_hr_user,base.group_system",
        help="This person has a row of their own on the plan, and jobs are proposed "
        "to them. Ticked when somebody becomes a technician; it stays as it is set, "
        "whatever their role is later.",
    )
    service_was_technician = fields.Boolean(
        string="Has Been a Technician",
        compute="_compute_service_plannable",
        store=True,
        compute_sudo=True,
        groups="hr.group_hr_user",
    )
    service_location_id = fields.Many2one(
        "stock.location",
        string="Van Stock",
        domain="[('usage', '=', 'internal'), "
        "('company_id', 'in', (False, company_id))]",
        check_company=True,
        groups="hr.group_hr_user",
        help="Spare parts that this person fits are taken from this location. "
        "Empty: from the main warehouse.",
    )

    service_skill_ids = fields.Many2many(
        "service.skill",
        "hr_employee_service_skill_rel",
        "employee_id",
        "skill_id",
        string="Service Skills",
        groups="hr.group_hr_user",
        help="What this person is able or licensed to do.",
    )

    # === COMPUTE METHODS === #

    @api.depends("user_id.group_ids")
    def _compute_service_plannable(self):
        """Whoever becomes a technician, by whatever door, can be planned from then."""
        known = self.filtered(lambda person: person._origin.service_was_technician)
        newly = (self - known)._filter_technicians()
        for person in self:
            person.service_was_technician = person in known | newly
            person.service_plannable = person in newly or person.service_plannable

    # === CONSTRAINTS === #

    @api.constrains("service_location_id", "company_id")
    def _check_service_location_company(self):
        """Employees do not check companies by themselves."""
        self._check_company(["service_location_id"])

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """People who join have one color after the other."""
        people = super().create(vals_list)
        people.filtered(lambda person: not person.color)._take_colors()
        for person, vals in zip(people, vals_list, strict=True):
            person._know_technicians(vals)
        return people

    def write(self, vals):
        result = super().write(vals)
        self._know_technicians(vals)
        return result

    # === BUSINESS METHODS === #

    def _take_colors(self):
        for person in self:
            person.color = FIRST_COLOR + person.id % COLORS

    @api.model
    def _give_missing_colors(self):
        """People who were there before have a color, too, unless somebody chose it."""
        people = self.with_context(active_test=False)
        people.search([("color", "in", (0, False))])._take_colors()

    def _know_technicians(self, vals):
        """Who somebody has said can be planned, or not, is not proposed again."""
        if "service_plannable" in vals:
            # sudo: whoever may say it need not see who has been a technician
            self.sudo()._filter_technicians().service_was_technician = True

    def _filter_technicians(self):
        """Hook: those who do service work.

        By role those who are technicians and no more; planners and managers are more.
        """
        role = self.env["ir.model.data"]._xmlid_to_res_id(TECHNICIAN)
        # sudo: the roles of a user decide only what is proposed
        users = self.sudo().user_id.filtered(lambda user: role in user.group_ids.ids)
        return self.filtered(lambda person: person.user_id in users)
