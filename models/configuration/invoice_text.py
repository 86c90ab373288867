# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.text_pattern import unknown_placeholders

# What each text of an invoice line can name.
INSTALMENT_NAMES = ("line", "contract", "start", "end", "equipment", "serial", "order")
WORK_NAMES = ("work", "equipment", "serial", "job", "date", "contract", "order")
TEXT_NAMES = {
    "service_instalment_text": INSTALMENT_NAMES,
    "service_settlement_text": INSTALMENT_NAMES,
    "service_work_text": WORK_NAMES,
}


class ResCompany(models.Model):
    """What the lines of service invoices say."""

    _inherit = "res.company"

    service_instalment_text = fields.Text(
        string="Text of Instalments",
        translate=True,
        required=True,
        default="{line}\n{contract} · {start} – {end}",
        help="Names in braces stand for: line, contract, start, end, equipment, "
        "serial, order (the customer's).",
    )
    service_settlement_text = fields.Text(
        string="Text of Credits",
        translate=True,
        required=True,
        default="{line}\n{contract} · {start} – {end}",
        help="Names in braces stand for: line, contract, start, end, equipment, "
        "serial, order (the customer's).",
    )
    service_work_text = fields.Text(
        string="Text of Work",
        translate=True,
        required=True,
        default="{work}\n{equipment}\n{job}",
        help="Names in braces stand for: work, equipment, serial, job (the number of "
        "the report), date, contract, order (the customer's).",
    )

    @api.constrains(*TEXT_NAMES)
    def _check_service_texts(self):
        for company in self:
            for field, names in TEXT_NAMES.items():
                unknown = unknown_placeholders(company[field] or "", names)
                if unknown:
                    raise ValidationError(
                        self.env._(
                            "%(unknown)s means nothing in %(field)s. Use only: "
                            "%(names)s.",
                            unknown=", ".join(unknown),
                            field=company._fields[field]._description_string(self.env),
                            names=", ".join(f"{{{name}}}" for name in names),
                        )
                    )
