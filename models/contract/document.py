# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date

from ...tools.split_ending import split_ending
from ..shared.duration_text import format_duration, format_interval

LAYOUT = "mail.mail_notification_layout_with_responsible_signature"

STANDARD_CLAUSES = "service_management.service_contract_clauses"


class ServiceContract(models.Model):
    """The contract as the customer sees it: printed and by e-mail."""

    _inherit = "service.contract"

    clauses = fields.Html(
        compute="_compute_clauses", store=True, readonly=False, precompute=True
    )

    # === COMPUTE METHODS === #

    @api.depends("contract_type_id", "partner_id", "company_id", "renewal", "date_end")
    def _compute_clauses(self):
        """Those of the type, in the language of the customer."""
        standard = {}
        for contract in self:
            lang = contract.partner_id.lang or self.env.lang
            clauses = contract.contract_type_id.with_context(lang=lang).clauses
            if not clauses:
                values = contract._get_clauses_values()
                key = (lang, *values.values())
                if key not in standard:
                    standard[key] = self._get_standard_clauses(lang, values)
                clauses = standard[key]
            contract.clauses = clauses

    def _is_settled(self, name):
        settled = name == "clauses" and self.state != "draft"
        return settled or super()._is_settled(name)

    def _get_clauses_values(self):
        """What decides which of the standard clauses apply."""
        self.ensure_one()
        country = (
            self.company_id.account_fiscal_country_id or self.company_id.country_id
        )
        ends = bool(self.date_end)
        tacit = ends and self._renews_by_itself()
        return {
            "italian": country.code == "IT",
            "tacit": tacit,
            "renewed": tacit or (ends and self._is_renewed_by_hand()),
            "endless": not ends,
        }

    @api.model
    def _get_standard_clauses(self, lang, values):
        template = self.env.ref(STANDARD_CLAUSES, raise_if_not_found=False)
        return template and self.env["ir.qweb"]._render(template.id, values, lang=lang)

    # === ACTION METHODS === #

    def action_send_by_email(self):
        """Compose an e-mail with the contract, or the proposal of its renewal."""
        self._check_asked()
        self._check_not_cancelled()
        context = {
            "default_model": "service.contract",
            "default_res_ids": self.ids,
            "default_template_id": self._get_mail_template().id,
            "default_composition_mode": "comment" if len(self) == 1 else "mass_mail",
            "default_email_layout_xmlid": LAYOUT,
            "email_notification_allow_footer": True,
            "force_email": True,
        }
        return {
            "name": self.env._("Send by Email"),
            "type": "ir.actions.act_window",
            "res_model": "mail.compose.message",
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }

    # === DOCUMENT METHODS === #

    def _get_mail_template(self):
        """The template of these contracts; none when somebody has deleted it."""
        proposal = all(c.state == "draft" and c.renewal_of_id for c in self)
        name = (
            "mail_template_renewal_proposal" if proposal else "mail_template_contract"
        )
        template = self.env.ref(f"service_management.{name}", raise_if_not_found=False)
        return template or self.env["mail.template"]

    def _get_report_base_filename(self):
        self.ensure_one()
        return f"{self.env._('Contract')} {self.display_name}".replace("/", "-")

    def _get_printed_clauses(self):
        """The clauses, parted before the last ones, which stay with the signatures."""
        self.ensure_one()
        return [Markup(part) for part in split_ending(self.clauses)]

    def _format_interval(self, count, unit):
        return format_interval(self.env, count, unit)

    def _format_days(self, start, end):
        """From when to when, both days included; without ``end`` it goes on."""
        start = format_date(self.env, start)
        if not end:
            return self.env._("from %s", start)
        return f"{start} – {format_date(self.env, end)}"

    def _get_term_sentences(self, start, end):
        """How long the contract is in force, and how it ends or goes on."""
        self.ensure_one()
        notice = format_duration(self.env, self.notice_days, "day")
        days = {"start": format_date(self.env, start)}
        if not end:
            return [
                self.env._(
                    "The contract is in force from %(start)s, without end.", **days
                ),
                self.env._(
                    "Each party can end it in writing, with a notice of %s.", notice
                ),
            ]
        if self._renews_by_itself():
            then = self.env._(
                "It renews by itself for %(length)s each time, unless one of the "
                "parties gives notice in writing at least %(notice)s before the end.",
                length=format_duration(self.env, self.renewal_months, "month"),
                notice=notice,
            )
        elif self._is_renewed_by_hand():
            then = self.env._(
                "It does not renew by itself: its renewal is agreed in writing before "
                "the end."
            )
        else:
            then = self.env._("It ends on that day without the need for notice.")
        days["end"] = format_date(self.env, end)
        return [
            self.env._(
                "The contract is in force from %(start)s to %(end)s, both days "
                "included.",
                **days,
            ),
            then,
        ]

    def _get_printed_lines(self):
        """Lines that are printed: not those that ended before the current term."""
        self.ensure_one()
        since = self._get_term_start(self._get_company_today())
        return self.line_ids.filtered(
            lambda line: not line.date_end or not since or line.date_end >= since
        )

    def _get_printed_term(self):
        """First and last day of the term that is printed."""
        self.ensure_one()
        term = self._get_term(self._get_company_today())
        if term:
            return term.date_start, term.date_end
        return self.date_start, self.date_end

    def _get_printed_instalments(self, term):
        """Instalments of ``term``, those of all lines together; of a year without end.

        :rtype: list[dict]
        """
        self.ensure_one()
        start, end = term
        today = self._get_company_today()
        end = end or max(start, today) + relativedelta(years=1, days=-1)
        amounts = defaultdict(float)
        for row in self._get_schedule(end + relativedelta(months=2)):
            if start <= row.date_start <= end and row.state not in (
                "credited",
                "opening",
            ):
                amounts[row.due_date, row.date_start, row.date_end] += row.amount
        return [
            {"due_date": due, "date_start": first, "date_end": last, "amount": amount}
            for (due, first, last), amount in sorted(amounts.items())
        ]


class ServiceContractLine(models.Model):
    """A line as the customer reads it."""

    _inherit = "service.contract.line"

    def _get_visit_text(self):
        """How often it is visited; nothing when it is not."""
        self.ensure_one()
        if not self.visit_interval:
            return ""
        return format_interval(self.env, self.visit_interval, self.visit_unit)
