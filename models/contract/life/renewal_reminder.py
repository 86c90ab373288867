# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

RENEWAL_ACTIVITY = "service_management.mail_activity_renewal"


class ServiceContract(models.Model):
    """Who is told in time that a term will end."""

    _inherit = "service.contract"

    is_reminded = fields.Boolean(
        compute="_compute_is_reminded",
        store=True,
        help="Somebody was told that the last term will end.",
    )

    # === COMPUTE METHODS === #

    @api.depends("term_ids.date_start", "term_ids.reminded_on")
    def _compute_is_reminded(self):
        for contract in self:
            contract.is_reminded = bool(contract._get_last_term().reminded_on)

    # === SCHEDULED WORK === #

    @api.model
    def _get_daily_work(self, today):
        """Then prepare the renewals that are wanted, and call them to mind."""
        work = super()._get_daily_work(today)
        for company in self.env["res.company"].search(Domain.TRUE):
            domain = self._get_reminder_domain(company, today)
            work += [
                (
                    domain & self._get_to_propose_domain(),
                    lambda contracts: contracts._propose_renewal(),
                ),
                (
                    domain & Domain("is_reminded", "=", False),
                    lambda contracts: contracts._remind(today),
                ),
            ]
        return work

    @api.model
    def _get_reminder_domain(self, company, today):
        """Contracts of ``company`` whose term will end and be renewed, or should be.

        A tacit renewal cannot be stopped any more after the last day of notice.
        """
        days = timedelta(days=company.service_renewal_reminder_days)
        return (
            Domain("company_id", "=", company.id)
            & Domain("state", "in", self._get_running_states())
            & Domain("cancel_by", "<=", today + days)
            & Domain("date_end", ">=", today)
            & (
                Domain("renewal", "in", self._get_manual_renewals())
                | Domain("cancel_by", ">=", today)
            )
            & self._get_going_on_domain()
        )

    def _remind(self, today):
        """Tell responsibles and customers, once for each term."""
        self._start_terms()
        due = self.filtered(lambda contract: not contract._get_last_term().reminded_on)
        due._get_last_term()._by_server().reminded_on = today
        due._remind_responsible(today)
        due.filtered(
            lambda c: c.notify_customer and c.cancel_by >= today
        )._tell_customer()

    def _get_last_term(self):
        """The last term of each contract."""
        terms = self.term_ids.sorted("date_start")
        return terms.browse({term.contract_id: term.id for term in terms}.values())

    def _remind_responsible(self, today):
        activity_type = self.env.ref(RENEWAL_ACTIVITY)
        model = self.env["ir.model"]._get("service.contract")
        self.env["mail.activity"].create(
            [
                {
                    "res_model_id": model.id,
                    "res_id": contract.id,
                    "activity_type_id": activity_type.id,
                    "automated": True,
                    "user_id": contract.user_id.id or self.env.uid,
                    "date_deadline": max(contract.cancel_by, today),
                    "summary": contract._get_reminder_summary(),
                }
                for contract in self
            ]
        )

    def _get_reminder_summary(self):
        """What will happen, in the words of who is responsible."""
        self.ensure_one()
        env = self._in_language_of(self.user_id).env
        values = {
            "end": format_date(env, self.date_end),
            "notice": format_date(env, self.cancel_by),
        }
        if self._renews_by_itself():
            return env._(
                "Renews by itself after %(end)s; notice until %(notice)s", **values
            )
        return env._("Ends on %(end)s: renew it by %(notice)s", **values)

    def _tell_customer(self):
        """Send the customers the day until which notice can be given."""
        template = self.env.ref(
            "service_management.mail_template_renewal_notice", raise_if_not_found=False
        )
        reachable = self.filtered("partner_id.email")
        if template and reachable:
            template.send_mail_batch(reachable.ids)

    def _on_term_appended(self, date_start):
        super()._on_term_appended(date_start)
        self.activity_unlink([RENEWAL_ACTIVITY])

    def _receive_notice(self, date, reason=False, documents=(), end=None):
        super()._receive_notice(date, reason, documents, end)
        self.activity_unlink([RENEWAL_ACTIVITY])

    def _on_started(self):
        super()._on_started()
        self.renewal_of_id.activity_unlink([RENEWAL_ACTIVITY])
