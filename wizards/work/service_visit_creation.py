# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

LONGEST_HORIZON = relativedelta(years=3)


class ServiceVisitCreation(models.TransientModel):
    """Creates the planned visits of many contracts, each once."""

    _name = "service.visit.creation"
    _description = "Create Visits"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_to = fields.Date(
        string="Until",
        compute="_compute_date_to",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Visits up to this day become jobs.",
    )
    contract_type_ids = fields.Many2many(
        "service.contract.type", string="Contract Types"
    )
    partner_ids = fields.Many2many("res.partner", string="Customers")
    contract_ids = fields.Many2many(
        "service.contract",
        string="Contracts",
        domain="[('is_running', '=', True)]",
        default=lambda self: self._default_contract_ids(),
    )
    line_ids = fields.One2many(
        "service.visit.creation.line", "wizard_id", readonly=True
    )
    previewed = fields.Boolean(readonly=True)
    job_count = fields.Integer(compute="_compute_job_count")

    @api.model
    def _default_contract_ids(self):
        if self.env.context.get("active_model") == "service.contract":
            return self.env.context.get("active_ids")
        return None

    # === COMPUTE METHODS === #

    @api.depends("company_id")
    def _compute_date_to(self):
        for wizard in self:
            wizard.date_to = wizard.company_id._get_visit_horizon()

    @api.depends("line_ids")
    def _compute_job_count(self):
        for wizard in self:
            wizard.job_count = len(wizard.line_ids)

    # === ACTION METHODS === #

    def action_preview(self):
        """Show the jobs that would be created; nothing is written."""
        self._check_asked_one()
        self._check_horizon()
        lines = self.env["service.contract.line"].with_company(self.company_id)
        visits = lines._search_visited(
            self.date_to, self._get_line_domain()
        )._plan_visits(self.date_to)
        self.line_ids = [
            Command.clear(),
            *(
                Command.create(self._prepare_preview_vals(job, promises))
                for job, promises in lines._group_visits(visits).items()
            ),
        ]
        self.previewed = True
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_visit_creation_action"
        )
        return {**action, "res_id": self.id}

    def action_create_visits(self):
        """Create the jobs and show them.

        :raises UserError: when there is none to create
        """
        self._check_asked_one()
        self.check_access("write")
        self._check_horizon()
        lines = self.env["service.contract.line"].with_company(self.company_id)
        visits = lines._generate_visits(self.date_to, self._get_line_domain())
        if not visits:
            raise UserError(
                self.env._(
                    "No visit is left to create for these criteria. Choose a later day "
                    "or fewer filters."
                )
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_intervention_action"
        )
        return {
            **action,
            "domain": [("id", "in", visits.ids)],
            "context": {"create": False},
            "target": "main",
        }

    # === BUSINESS METHODS === #

    def _check_horizon(self):
        today = self.company_id._get_service_today()
        if not today <= self.date_to <= today + LONGEST_HORIZON:
            raise UserError(
                self.env._("Choose a day from today to three years from now.")
            )

    def _get_line_domain(self):
        self.ensure_one()
        domain = Domain("company_id", "=", self.company_id.id)
        if self.contract_type_ids:
            domain &= Domain(
                "contract_id.contract_type_id", "in", self.contract_type_ids.ids
            )
        if self.partner_ids:
            domain &= Domain("partner_id", "child_of", self.partner_ids.ids)
        if self.contract_ids:
            domain &= Domain("contract_id", "in", self.contract_ids.ids)
        return domain

    def _prepare_preview_vals(self, job, promises):
        return {
            "day": job.day,
            "contract_id": job.contract.id,
            "site_id": job.site.id,
            "equipment_ids": [
                Command.link(equipment.id) for _line, equipment in promises if equipment
            ],
        }
