# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

from .service_first_step import ADMINISTRATOR, MANAGER, FirstStep

GENERIC_CHART = "generic_coa"
# after the page is reloaded, the way back leads to all steps and not to one of them
LEAVE_STEP = {"active_id": False}


class ServiceFirstStep(models.TransientModel):
    """Steps about the company itself, its products and its people."""

    _inherit = "service.first.step"

    @api.model
    def _get_first_steps(self):
        return {
            **super()._get_first_steps(),
            "company": FirstStep(
                self.env._("Your Company"),
                self.env._(
                    "Address and country stand on every document; the country also "
                    "chooses taxes and currency."
                ),
                self.env._("Enter"),
                "base.group_erp_manager",
            ),
            "taxes": FirstStep(
                self.env._("Taxes and Accounts"),
                self.env._(
                    "Invoices need the taxes and accounts of your country. Choose "
                    "them before the first invoice: later they stay."
                ),
                self.env._("Choose"),
                ADMINISTRATOR,
            ),
            "serials": FirstStep(
                self.env._("Serial Numbers"),
                self.env._(
                    "Each unit that you deliver is registered by its own number. "
                    "Everybody will see the numbers in stock and on deliveries."
                ),
                self.env._("Switch On"),
                ADMINISTRATOR,
            ),
            "warehouse": FirstStep(
                self.env._("Your Warehouse"),
                self.env._(
                    "What you deliver leaves from there. Odoo makes one for the first "
                    "company of a database only."
                ),
                self.env._("Make It"),
                MANAGER,
            ),
            "product": FirstStep(
                self.env._("A Product That You Service"),
                self.env._(
                    "Name and price; warranty and protocol are on its Service tab. "
                    "What you do not sell needs a product, too."
                ),
                self.env._("Create"),
                "product.group_product_manager,stock.group_stock_manager,"
                "sales_team.group_sale_manager",
            ),
            "technician": FirstStep(
                self.env._("Your Technicians"),
                self.env._(
                    "An employee with a user who is a technician of Service appears on "
                    "the plan and finds today's jobs on the phone."
                ),
                self.env._("Enter"),
                "hr.group_hr_user",
            ),
            "protocol": FirstStep(
                self.env._("An Example Protocol"),
                self.env._(
                    "A list of checks that a technician ticks off. Change it as you "
                    "like, or write your own."
                ),
                self.env._("Make It"),
                MANAGER,
                optional=True,
            ),
            "callout": FirstStep(
                self.env._("Call-Out Fee"),
                self.env._("Charged once for each trip to a customer, at your price."),
                self.env._("Make It"),
                MANAGER,
                optional=True,
            ),
            "locations": FirstStep(
                self.env._("Storage Locations"),
                self.env._(
                    "Needed when vans carry parts. Inventory will show where goods "
                    "lie, and transfers between places."
                ),
                self.env._("Switch On"),
                ADMINISTRATOR,
                optional=True,
            ),
            "van": FirstStep(
                self.env._("A Van with Parts"),
                self.env._(
                    "A place of its own in your stock: what a technician fits is taken "
                    "from it."
                ),
                self.env._("Make It"),
                MANAGER,
                optional=True,
            ),
        }

    # === COMPANY AND ACCOUNTS === #

    def _is_company_there(self):
        partner = self.company_id.partner_id
        return partner.country_id and partner.city

    def _do_company(self):
        return self._open(
            "base.action_res_company_form",
            res_id=self.company_id.id,
            views=[(False, "form")],
            target="new",
            context=LEAVE_STEP,
        )

    def _is_taxes_there(self):
        """There are accounts: those of the country, or some that are in use."""
        company = self.company_id
        chart = company.chart_template
        return chart and (
            chart != GENERIC_CHART
            or company.root_id._existing_accounting()
            or not self._has_country_chart()
        )

    def _has_country_chart(self):
        return bool(self._get_country_charts())

    def _get_country_charts(self):
        """Codes of the charts of accounts that Odoo has for the company's country."""
        charts = self.env["account.chart.template"]._get_chart_template_mapping()
        return [
            code
            for code, chart in charts.items()
            if code != GENERIC_CHART
            and chart["country_id"] == self.company_id.country_id.id
        ]

    def _do_taxes(self):
        """Load what the country has, at once; where there are several, one chooses."""
        charts = self._get_country_charts()
        if len(charts) == 1 and not self.company_id.root_id._existing_accounting():
            return self._switch_on("chart_template", charts[0])
        return self._open(
            "service_management.service_settings_action",
            context={"module": "service_management", **LEAVE_STEP},
        )

    # === WHAT IS SWITCHED ON FOR ALL COMPANIES === #

    def _is_serials_there(self):
        return self._is_switched_on("stock.group_production_lot")

    def _do_serials(self):
        return self._switch_on("group_stock_production_lot")

    def _is_locations_there(self):
        return self._is_switched_on("stock.group_stock_multi_locations")

    def _do_locations(self):
        return self._switch_on("group_stock_multi_locations")

    def _is_switched_on(self, group):
        employee = self.env.ref("base.group_user")
        return self.env.ref(group) in employee.all_implied_ids

    def _switch_on(self, name, value=True):
        """Odoo's own setting, with all that Odoo does when it is saved."""
        settings = self.env["res.config.settings"].with_company(self.company_id)
        return settings.create({name: value}).execute()

    # === GOODS AND PEOPLE === #

    def _is_warehouse_there(self):
        return self.company_id._find_service_warehouse()

    def _do_warehouse(self):
        return self.company_id.action_make_service_warehouse()

    def _is_product_there(self):
        return self._find_own("product.template", [("service_tracked", "=", True)])

    def _do_product(self):
        return self._open_new(
            "service_management.product_template_action",
            default_service_tracked=True,
            default_is_storable=True,
            default_tracking="serial",
        )

    def _is_technician_there(self):
        technicians = self.env.ref("service_management.group_technician").all_user_ids
        return self.env["hr.employee"].search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("user_id", "in", technicians.ids),
            ],
            limit=1,
        )

    def _do_technician(self):
        return self._open("hr.open_view_employee_list_my")

    def _is_protocol_there(self):
        return self._find_own("service.protocol")

    def _do_protocol(self):
        return self.company_id.action_make_service_protocol()

    def _is_callout_there(self):
        return self.company_id.service_callout_product_id

    def _do_callout(self):
        return self.company_id.action_make_service_callout()

    def _is_van_there(self):
        return self.company_id._find_service_vans()

    def _do_van(self):
        return self.company_id.action_make_service_van()

    def _find_own(self, model, domain=()):
        """The latest record of the company, or shared by all."""
        shared = Domain("company_id", "in", [False, self.company_id.id])
        return self.env[model].search(shared & Domain(domain), order="id desc", limit=1)
