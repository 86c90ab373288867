# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .messages.service_customer_message import LAYOUT


class ServiceContractLine(models.Model):
    """Lines of which a reading is going to be needed."""

    _inherit = "service.contract.line"

    reading_asked_for = fields.Date(
        readonly=True,
        copy=False,
        help="The customer has been asked for the readings of the period that is "
        "invoiced on this day.",
    )

    @api.model
    def _get_to_ask_domain(self, today):
        """Lines whose customer is to be asked on ``today``, once for each period."""
        return (
            Domain("is_metered", "=", True)
            & Domain("state", "=", "active")
            & Domain.custom(
                to_sql=lambda _model, alias, _query: self._get_to_ask_sql(alias, today)
            )
        )

    @api.model
    def _get_to_ask_sql(self, alias, today):
        days = self.env["service.contract"]._fields["reading_reminder_days"]
        own = [
            self._fields[name] for name in ("next_invoice_date", "reading_asked_for")
        ]
        return SQL(
            """%s IN (
                SELECT line.id
                  FROM service_contract_line line
                  JOIN service_contract contract ON contract.id = line.contract_id
                 WHERE contract.reading_reminder_days > 0
                   AND line.next_invoice_date - contract.reading_reminder_days <= %s
                   AND line.next_invoice_date IS DISTINCT FROM line.reading_asked_for
            )""",
            SQL.identifier(alias, "id"),
            today,
            to_flush=[days, *own],
        )


class ServiceContract(models.Model):
    """Customers are asked for readings before use is invoiced."""

    _inherit = "service.contract"

    @api.model
    def _get_daily_work(self, today):
        lines = self.env["service.contract.line"]._get_to_ask_domain(today)
        return [
            *super()._get_daily_work(today),
            (
                Domain("line_ids", "any", lines),
                lambda contracts: contracts._ask_for_readings(today),
            ),
        ]

    def _ask_for_readings(self, today):
        """Send one e-mail to each customer, with a link to each meter to read."""
        lines = self.line_ids.filtered_domain(
            self.env["service.contract.line"]._get_to_ask_domain(today)
        )
        template = self.env.ref(
            "service_management.mail_template_readings", raise_if_not_found=False
        )
        asked = lines.contract_id.filtered(
            lambda contract: (
                contract.partner_id._may_be_mailed() and contract._get_meters_to_read()
            )
        )
        if template and asked:
            template.send_mail_batch(
                asked.ids, email_layout_xmlid=template.email_layout_xmlid or LAYOUT
            )
        for line in lines:
            line._by_server().reading_asked_for = line.next_invoice_date

    def _get_meters_to_read(self):
        """Meters without a reading at the end of the period that is invoiced next."""
        self.ensure_one()
        meters = self.env["service.meter"]
        lines = self.line_ids.filtered("is_metered")
        billed = lines._get_billed_intervals()
        for line in lines:
            period = next(line._iter_open_periods(billed.get(line.id, [])), None)
            if period:
                meters |= line.meter_ids.filtered(
                    lambda meter, day=period.end: (
                        meter.equipment_id.state == "in_service"
                        and (not meter.last_date or meter.last_date < day)
                    )
                )
        return meters


class ServiceMeter(models.Model):
    _inherit = "service.meter"

    def _get_link(self):
        """Address of the page that takes a reading, also without a login."""
        self.ensure_one()
        self._portal_ensure_token()
        return f"{self.get_base_url()}{self.get_portal_url()}"
