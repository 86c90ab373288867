# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, api, fields, models

OWN_COMPANY_FIELDS = (
    "service_travel_product_id",
    "service_callout_product_id",
    "service_project_id",
)


class ResCompany(models.Model):
    _inherit = "res.company"

    service_travel_product_id = fields.Many2one(
        "product.product",
        string="Travel Product",
        check_company=True,
        domain="[('type', '=', 'service'), ('sale_ok', '=', True)]",
        help="Proposed on jobs at the customer's, with the customer's km.",
    )
    service_free_km = fields.Float(
        string="Free Kilometres",
        help="Kilometres that are not charged: proposed travel begins beyond them.",
    )
    service_callout_product_id = fields.Many2one(
        "product.product",
        string="Call-Out Fee",
        check_company=True,
        domain="[('type', '=', 'service'), ('sale_ok', '=', True)]",
        help="Proposed once for each day, site and trip on jobs at the customer's.",
    )
    service_minimum_fee = fields.Monetary(
        string="Minimum Fee",
        help="The work of a job is charged at least this amount. Zero: no minimum.",
    )
    service_report_prices = fields.Boolean(
        string="Prices on Work Reports",
        help="Work reports that are signed and sent show prices.",
    )
    service_report_send = fields.Selection(
        [
            ("no", "By Hand"),
            ("done", "When the Job Is Finished"),
            ("signed", "When It Is Signed"),
        ],
        string="Send Work Reports",
        default="no",
        required=True,
    )
    service_project_id = fields.Many2one(
        "project.project",
        string="Service Project",
        check_company=True,
        domain="[('company_id', 'in', (False, id)), ('allow_timesheets', '=', True)]",
        help="Hours of operations become timesheets of this project.",
    )
    service_visit_horizon_days = fields.Integer(
        string="Visit Horizon",
        default=30,
        help="Planned visits become jobs this many days ahead.",
    )
    service_renewal_reminder_days = fields.Integer(
        string="Renewal Reminder",
        default=30,
        help="Renewals are called to mind this many days before notice must be given.",
    )
    service_unit_limit = fields.Integer(
        string="Units Registered One by One",
        default=20,
        help="A delivery of more units without serial number of their own gives one "
        "equipment with its quantity.",
    )

    _check_service_visit_horizon = models.Constraint(
        "CHECK(service_visit_horizon_days >= 0)",
        "The visit horizon cannot be negative.",
    )
    _check_service_travel = models.Constraint(
        "CHECK(service_free_km >= 0 AND service_minimum_fee >= 0)",
        "Free kilometres and the minimum fee cannot be negative.",
    )
    _check_service_renewal_reminder = models.Constraint(
        "CHECK(service_renewal_reminder_days >= 0)",
        "The days of the renewal reminder cannot be negative.",
    )
    _check_service_unit_limit = models.Constraint(
        "CHECK(service_unit_limit >= 0)",
        "The number of units registered one by one cannot be negative.",
    )

    # === CONSTRAINT METHODS === #

    @api.constrains(*OWN_COMPANY_FIELDS)
    def _check_service_settings_company(self):
        """Companies do not check by themselves what belongs to another one."""
        self._check_company(OWN_COMPANY_FIELDS)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies.sudo()._create_service_defaults()  # sudo: sequences are the system's
        return companies

    # === BUSINESS METHODS === #

    def _create_service_defaults(self):
        """Create what each company needs of its own, where it is still missing."""
        self._create_service_sequences()
        travel = self.env.ref(
            "service_management.product_travel", raise_if_not_found=False
        )
        for company in self:
            company.service_travel_product_id = company.service_travel_product_id or (
                travel and travel.product_variant_id
            )
        self._create_service_projects()

    @api.model
    def _get_service_sequences(self):
        """Name and prefix of each numbered document, by sequence code."""
        return {}

    def _create_service_sequences(self):
        specs = self._get_service_sequences()
        existing = {
            (company.id, code)
            for company, code in self.env["ir.sequence"]._read_group(
                [("code", "in", list(specs)), ("company_id", "in", self.ids)],
                ["company_id", "code"],
            )
        }
        self.env["ir.sequence"].create(
            [
                {
                    "name": name,
                    "code": code,
                    "prefix": prefix,
                    "padding": 5,
                    "company_id": company.id,
                }
                for company in self
                for code, (name, prefix) in specs.items()
                if (company.id, code) not in existing
            ]
        )

    def _create_service_projects(self):
        without = self.filtered(lambda company: not company.service_project_id)
        projects = self.env["project.project"].create(
            [
                {
                    "name": self.env._("Service"),
                    "company_id": company.id,
                    "allow_timesheets": True,
                    "type_ids": [Command.create({"name": self.env._("Service")})],
                }
                for company in without
            ]
        )
        for company, project in zip(without, projects, strict=True):
            company.service_project_id = project
