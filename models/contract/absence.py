# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

ABSENCE_ACTIVITY = "service_management.mail_activity_absence"


class ServiceContractLine(models.Model):
    """Promises for equipment that is not there any more.

    It was taken back or retired, or is with another customer. Whoever is responsible
    is asked once whether the line is to end, however the contract came into being.
    """

    _inherit = "service.contract.line"

    absence_asked_on = fields.Date(
        readonly=True,
        copy=False,
        help="Since this day the responsible is asked what becomes of the promise for "
        "equipment that is not there any more.",
    )

    # === BUSINESS METHODS === #

    def _on_changed(self, names):
        super()._on_changed(names)
        if {"date_end", "equipment_id"} & names:
            self.filtered("absence_asked_on")._follow_absence()

    @api.model
    def _get_absent_domain(self):
        """Lines that go on today though their equipment is not there any more."""
        going_on = self.env["res.company"]._get_domain_by_clock(
            lambda company: Domain("date_end", ">=", company._get_service_today())
        )
        return (
            Domain("state", "in", self.contract_id._get_running_states())
            & (Domain("date_end", "=", False) | going_on)
            & Domain.custom(to_sql=self._get_absent_sql)
        )

    @api.model
    def _get_absent_sql(self, model, alias, query):
        equipment = self.env["service.equipment"]
        fields_read = [
            *(equipment._fields[name] for name in ("state", "partner_id")),
            self.env["res.partner"]._fields["commercial_partner_id"],
            *(self._fields[name] for name in ("equipment_id", "partner_id")),
        ]
        return SQL(
            """%s IN (
                SELECT line.id
                  FROM service_contract_line line
                  JOIN res_partner customer ON customer.id = line.partner_id
                  JOIN service_equipment equipment ON equipment.id = line.equipment_id
                  LEFT JOIN res_partner owner ON owner.id = equipment.partner_id
                 WHERE equipment.state != 'in_service'
                    OR owner.commercial_partner_id != customer.commercial_partner_id
            )""",
            SQL.identifier(alias, "id"),
            to_flush=fields_read,
        )

    def _follow_absence(self):
        """Ask about those whose equipment is away, and forget it for the others."""
        absent = self.search(Domain("id", "in", self.ids) & self._get_absent_domain())
        back = self.filtered("absence_asked_on") - absent
        back._by_server().absence_asked_on = False
        back.contract_id._forget_absence()
        absent.filtered(lambda line: not line.absence_asked_on)._ask_about_absence()

    def _ask_about_absence(self):
        """Ask the responsible of each contract, once for each of these lines."""
        for lines in self.grouped("company_id").values():
            lines._by_server().absence_asked_on = lines._get_company_today()
        for contract, lines in self.grouped("contract_id").items():
            told = contract._in_language_of(contract.user_id)
            told.activity_schedule(
                ABSENCE_ACTIVITY,
                note=lines.with_env(told.env)._describe_absence(),
                user_id=contract.user_id.id or self.env.uid,
            )

    def _describe_absence(self):
        return self.env._(
            "%(equipment)s is not there any more (%(date)s): taken back, retired or "
            "with another customer. End its line, so that what was invoiced too far is "
            "proposed for credit, unless the customer gets it again.",
            equipment=", ".join(self.equipment_id.mapped("display_name")),
            date=format_date(self.env, self._get_company_today()),
        )


class ServiceContract(models.Model):
    _inherit = "service.contract"

    @api.model
    def _get_daily_work(self, today):
        """Nobody is forgotten, whichever way the equipment went."""
        lines = self.env["service.contract.line"]
        unasked = lines._get_absent_domain() & Domain("absence_asked_on", "=", False)
        return [
            *super()._get_daily_work(today),
            (
                Domain("line_ids", "any", unasked),
                lambda contracts: contracts.line_ids._follow_absence(),
            ),
        ]

    def _forget_absence(self):
        """Nobody has to decide any more where every equipment is back or settled."""
        settled = self.filtered(
            lambda contract: not any(contract.line_ids.mapped("absence_asked_on"))
        )
        settled.activity_unlink([ABSENCE_ACTIVITY])


class ServiceEquipment(models.Model):
    """Equipment that goes, or comes back."""

    _inherit = "service.equipment"

    def write(self, vals):
        result = super().write(vals)
        if {"state", "partner_id"} & vals.keys():
            self._get_live_lines(self)._follow_absence()
        return result
