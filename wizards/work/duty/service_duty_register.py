# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain


class ServiceDutyRegister(models.TransientModel):
    """The register of checks as a spreadsheet, in sheets by what is chosen."""

    _name = "service.duty.register"
    _description = "Register of Checks"
    _inherit = ["service.xlsx.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: (
            self.env.company._get_service_today() + relativedelta(month=1, day=1)
        ),
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        default=lambda self: self.env.company._get_service_today(),
    )
    grouping = fields.Selection(
        [
            ("type_id", "Duty"),
            ("partner_id", "Customer"),
            ("site_id", "Site"),
            ("employee_id", "Inspector"),
        ],
        string="A Sheet for Each",
        default="type_id",
        required=True,
    )
    type_ids = fields.Many2many("service.duty.type", string="Only Duties")
    partner_ids = fields.Many2many("res.partner", string="Only Customers")
    check_count = fields.Integer(string="Checks", compute="_compute_check_count")

    @api.depends("company_id", "date_from", "date_to", "type_ids", "partner_ids")
    def _compute_check_count(self):
        for wizard in self:
            wizard.check_count = self.env["service.duty.check"].search_count(
                wizard._get_check_domain()
            )

    def _get_check_domain(self):
        """Checks of these days; withdrawn ones too, as the register has no gap."""
        self.ensure_one()
        domain = Domain("company_id", "=", self.company_id.id)
        if self.date_from:
            domain &= Domain("date", ">=", self.date_from)
        if self.date_to:
            domain &= Domain("date", "<=", self.date_to)
        if self.type_ids:
            domain &= Domain("type_id", "in", self.type_ids.ids)
        if self.partner_ids:
            domain &= Domain("partner_id", "child_of", self.partner_ids.ids)
        return domain

    def _get_xlsx_name(self):
        return f"{self.env._('Register of Checks')} {self.date_from} {self.date_to}"

    def _fill_xlsx(self, book):
        checks = self.env["service.duty.check"].search(
            self._get_check_domain(), order="date, name, id"
        )
        columns = self._get_columns()
        names = set()
        for record, some in checks.grouped(self.grouping).items():
            name = self._name_sheet(record, names)
            book.add_sheet(name, columns, some)
        if not checks:
            book.add_sheet(self.env._("Register of Checks"), columns, checks)

    def _name_sheet(self, record, names):
        """A name that a sheet may have and that no other one has."""
        title = record.sudo().display_name or self.env._("None")  # sudo: a name
        plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)
        name = plain.strip()[:25] or str(record.id)
        if name.lower() in names:
            name = f"{name[:20]} {record.id}"
        names.add(name.lower())
        return name

    def _get_columns(self):
        checks = self.env["service.duty.check"]
        results = dict(checks._fields["result"]._description_selection(self.env))
        states = dict(checks._fields["state"]._description_selection(self.env))
        return [
            (self.env._("Number"), 12, "text", lambda one: one.name),
            (self.env._("Date"), 12, "date", lambda one: one.date),
            (self.env._("Duty"), 30, "text", lambda one: one.type_id.name),
            (
                self.env._("Machine"),
                30,
                "text",
                lambda one: one.equipment_id._get_goods_name(),
            ),
            (
                self.env._("Serial Number"),
                18,
                "text",
                lambda one: one.equipment_id.serial_number,
            ),
            (
                self.env._("Customer"),
                28,
                "text",
                lambda one: one.partner_id.display_name,
            ),
            (self.env._("Site"), 28, "text", lambda one: one.site_id.display_name),
            (self.env._("Position"), 18, "text", lambda one: one.equipment_id.position),
            (
                self.env._("Inspector"),
                22,
                "text",
                lambda one: one.inspector or one.sudo().employee_id.name,
            ),
            (self.env._("Result"), 14, "text", lambda one: results[one.result]),
            (self.env._("Findings"), 40, "text", lambda one: one.note),
            (self.env._("Next"), 12, "date", lambda one: one.next_date),
            (self.env._("Job"), 14, "text", lambda one: one.intervention_id.name),
            (self.env._("Status"), 12, "text", lambda one: states[one.state]),
        ]
