# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

WARNING = "service_management.mail_activity_prepaid"
FAILURE_ACTIVITY = "service_management.mail_activity_prepaid_failure"


class ServiceContract(models.Model):
    """Somebody is told in time that prepaid hours or visits run out."""

    _inherit = "service.contract"

    prepaid_warned_term = fields.Date(
        readonly=True,
        copy=False,
        help="First day of the last term for which somebody was told that little is "
        "left.",
    )

    @api.model
    def _cron_warn_prepaid(self):
        """Tell who is responsible for blocks that run out, once a term.

        Safe to miss: it looks at what is left.
        """
        failed, finished = self._work_through(
            Domain("state", "=", "active") & Domain("prepaid_warning", ">", 0),
            lambda contracts: contracts._update_prepaid_warnings(),
            FAILURE_ACTIVITY,
            narrow=lambda contracts: contracts._filter_to_warn(),
        )
        if finished:
            self._forget_failures(FAILURE_ACTIVITY, failed)

    def _filter_to_warn(self):
        """Those that somebody is to be told about, or no more."""
        balance = self._get_prepaid_balance()
        return self.filtered(
            lambda c: (
                c.prepaid_warned_term
                != (c._is_running_out(balance) and c._get_warned_term())
            )
        )

    def _get_warned_term(self):
        """First day of the term that it is in its company."""
        return self._get_term_start(self.company_id._get_service_today())

    def _update_prepaid_warnings(self):
        """Warn of those that run out, and take back the warnings of the others."""
        balance = self._get_prepaid_balance()
        low = self.filtered(lambda c: c._is_running_out(balance))
        (self - low)._clear_prepaid_warnings()
        for contract in low:
            contract._by_server().prepaid_warned_term = contract._get_warned_term()
            contract._warn_prepaid()

    def _is_running_out(self, balance):
        self.ensure_one()
        today = self.company_id._get_service_today()
        return any(
            blocks[self].left_on(today)
            <= blocks[self].granted_on(today) * self.prepaid_warning / 100
            for blocks in (balance.hours, balance.visits)
            if self in blocks
        )

    def _warn_prepaid(self):
        self.ensure_one()
        told = self._in_language_of(self.user_id)
        told.activity_schedule(
            WARNING, user_id=(self.user_id or self.env.user).id, note=told._get_left()
        )
        if self.prepaid_template_id:
            self.prepaid_template_id.send_mail(self.id)

    def _get_left(self):
        self.ensure_one()
        if not self._is_prepaid("hours"):
            return self.env._("Visits left: %s", self.remaining_visits)
        return self.env._("Hours left: %s", round(self.remaining_hours, 2))

    def _clear_prepaid_warnings(self):
        """Take back the warnings of contracts that have enough again."""
        warned = self.filtered("prepaid_warned_term")
        balance = warned._get_prepaid_balance()
        enough = warned.filtered(lambda c: not c._is_running_out(balance))
        enough.activity_unlink([WARNING])
        enough._by_server().prepaid_warned_term = False

    def _covers_without_limit(self, unit):
        """Whether hours or visits have no limit that could be raised."""
        self.ensure_one()
        return self.kind != "prepaid" and not self._is_prepaid(unit)
