# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain


class ServiceRefrigerantRegister(models.TransientModel):
    """The register of F-gases: what the national database of Italy asks for.

    One row for each machine and job, in the order of article 16 of D.P.R. 146/2018.
    """

    _name = "service.refrigerant.register"
    _description = "F-Gas Register"
    _inherit = ["service.xlsx.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: (
            self.env.company._get_service_today() - relativedelta(days=30)
        ),
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        default=lambda self: self.env.company._get_service_today(),
    )
    partner_ids = fields.Many2many("res.partner", string="Only Customers")
    row_count = fields.Integer(string="Entries", compute="_compute_row_count")

    @api.depends("company_id", "date_from", "date_to", "partner_ids")
    def _compute_row_count(self):
        for wizard in self:
            wizard.row_count = len(wizard._search_rows())

    def _search_rows(self):
        """Machines of finished jobs on which there was work with refrigerant."""
        self.ensure_one()
        items = self.env["service.intervention.item"]
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("intervention_id.state", "=", "done")
            & Domain("equipment_id.refrigerant_id", "!=", False)
            & (
                Domain("refrigerant_work", "!=", False)
                | Domain("refrigerant_added", ">", 0)
                | Domain("refrigerant_recovered", ">", 0)
            )
        )
        if self.date_from:
            domain &= Domain("intervention_id.date_done", ">=", self.date_from)
        if self.date_to:
            domain &= Domain("intervention_id.date_done", "<=", self.date_to)
        if self.partner_ids:
            domain &= Domain(
                "intervention_id.partner_id", "child_of", self.partner_ids.ids
            )
        rows = items.search(domain)
        return rows.sorted(lambda item: (item.intervention_id.date_done, item.id))

    def _get_xlsx_name(self):
        return f"{self.env._('F-Gas Register')} {self.date_from} {self.date_to}"

    def _fill_xlsx(self, book):
        book.add_sheet(
            self.env._("F-Gas Register"), self._get_columns(), self._search_rows()
        )

    def _get_columns(self):
        works = dict(self._get_labels("refrigerant_work"))
        origins = dict(self._get_labels("refrigerant_origin"))

        def job(item):
            return item.intervention_id

        def site(item):
            return item.intervention_id.site_id or item.intervention_id.partner_id

        def machine(item):
            return item.equipment_id

        def technician(item):
            return item.sudo().intervention_id.employee_ids[:1].name  # sudo: a name

        def origin(item):
            return item.refrigerant_added and origins.get(item.refrigerant_origin)

        return [
            (self.env._("Date"), 12, "date", lambda one: job(one).date_done),
            (self.env._("Job"), 14, "text", lambda one: job(one).name),
            (
                self.env._("Operator"),
                28,
                "text",
                lambda one: job(one).partner_id.display_name,
            ),
            (
                self.env._("Tax ID of the Operator"),
                18,
                "text",
                lambda one: job(one).partner_id.vat,
            ),
            (self.env._("Address"), 28, "text", lambda one: site(one).street),
            (self.env._("ZIP"), 8, "text", lambda one: site(one).zip),
            (self.env._("City"), 18, "text", lambda one: site(one).city),
            (self.env._("Province"), 10, "text", lambda one: site(one).state_id.code),
            (self.env._("Position"), 18, "text", lambda one: machine(one).position),
            (
                self.env._("Kind of Equipment"),
                26,
                "text",
                lambda one: machine(one)._get_goods_name(),
            ),
            (
                self.env._("Equipment Code"),
                18,
                "text",
                lambda one: machine(one).serial_number,
            ),
            (
                self.env._("Installed On"),
                12,
                "date",
                lambda one: machine(one).install_date or machine(one).delivery_date,
            ),
            (
                self.env._("Hermetically Sealed"),
                12,
                "boolean",
                lambda one: machine(one).is_hermetic,
            ),
            (
                self.env._("Leak Detection"),
                12,
                "boolean",
                lambda one: machine(one).has_leak_detection,
            ),
            (self.env._("Gas"), 10, "text", lambda one: one.refrigerant_id.name),
            (self.env._("GWP"), 10, "number", lambda one: one.refrigerant_id.gwp),
            (
                self.env._("Charge (kg)"),
                12,
                "number",
                lambda one: machine(one).refrigerant_charge,
            ),
            (
                self.env._("CO₂ Equivalent (t)"),
                12,
                "number",
                lambda one: machine(one).co2_equivalent,
            ),
            (
                self.env._("Work"),
                18,
                "text",
                lambda one: works.get(one.refrigerant_work),
            ),
            (self.env._("Added (kg)"), 12, "number", lambda one: one.refrigerant_added),
            (self.env._("Added Gas Is"), 12, "text", origin),
            (
                self.env._("Recovered (kg)"),
                12,
                "number",
                lambda one: one.refrigerant_recovered,
            ),
            (self.env._("Certified Person"), 24, "text", technician),
            (self.env._("Certified Firm"), 24, "text", lambda one: one.company_id.name),
            (
                self.env._("Tax ID of the Firm"),
                18,
                "text",
                lambda one: one.company_id.vat,
            ),
            (
                self.env._("Remarks"),
                40,
                "text",
                lambda one: job(one).work_done or one.fault,
            ),
        ]

    def _get_labels(self, name):
        field = self.env["service.intervention.item"]._fields[name]
        return field._description_selection(self.env)
