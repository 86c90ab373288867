# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

USUAL_DAYS = 60
LONGEST_HORIZON = relativedelta(years=3)


class ServiceDutyCreation(models.TransientModel):
    """Makes the jobs of what is due: one for each site and month."""

    _name = "service.duty.creation"
    _description = "Make Jobs of Duties"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_to = fields.Date(
        string="Due Until",
        required=True,
        default=lambda self: self._default_date_to(),
    )
    type_ids = fields.Many2many("service.duty.type", string="Only Duties")
    partner_ids = fields.Many2many("res.partner", string="Only Customers")
    duty_ids = fields.Many2many(
        "service.duty",
        string="Selected",
        default=lambda self: self._default_duty_ids(),
    )
    duty_count = fields.Integer(string="Checks", compute="_compute_counts")
    job_count = fields.Integer(string="Jobs", compute="_compute_counts")

    @api.model
    def _default_date_to(self):
        """The next two months, and what has been selected."""
        today = self.env.company._get_service_today()
        selected = self.env["service.duty"].browse(self._default_duty_ids() or [])
        days = selected.exists().mapped("next_date")
        return max([today + relativedelta(days=USUAL_DAYS), *filter(None, days)])

    @api.model
    def _default_duty_ids(self):
        if self.env.context.get("active_model") == "service.duty":
            return self.env.context.get("active_ids")
        return None

    # === COMPUTE METHODS === #

    @api.depends("company_id", "date_to", "type_ids", "partner_ids", "duty_ids")
    def _compute_counts(self):
        for wizard in self:
            duties = wizard.date_to and wizard._search_duties()
            wizard.duty_count = len(duties or ())
            wizard.job_count = len(
                {duty._get_job_key() for duty in duties} if duties else ()
            )

    # === ACTION METHODS === #

    def action_create_jobs(self):
        """Make the jobs and show them.

        :raises UserError: when there is none to make
        """
        self._check_asked_one()
        self.check_access("write")
        today = self.company_id._get_service_today()
        if self.date_to > today + LONGEST_HORIZON:
            raise UserError(self.env._("Choose a day within the next three years."))
        jobs = self._search_duties()._make_jobs(self.date_to)
        if not jobs:
            raise UserError(
                self.env._(
                    "Nothing is due that has no job yet. Choose a later day or fewer "
                    "filters."
                )
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_intervention_action"
        )
        return {
            **action,
            "domain": [("id", "in", jobs.ids)],
            "context": {"create": False},
            "target": "main",
        }

    # === BUSINESS METHODS === #

    def _search_duties(self):
        self.ensure_one()
        duties = self.env["service.duty"].with_company(self.company_id)
        domain = duties._get_to_plan_domain(self.date_to)
        domain &= Domain("company_id", "=", self.company_id.id)
        if self.duty_ids:
            domain &= Domain("id", "in", self.duty_ids.ids)
        if self.type_ids:
            domain &= Domain("type_id", "in", self.type_ids.ids)
        if self.partner_ids:
            domain &= Domain("partner_id", "child_of", self.partner_ids.ids)
        return duties.search(domain)
