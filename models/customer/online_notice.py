# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import suppress
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..shared.once import take_turns


class ResCompany(models.Model):
    _inherit = "res.company"

    service_online_notice = fields.Boolean(
        string="Notice Online",
        help="Customers can give notice of their contracts on the page of each.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    service_online_notice = fields.Boolean(
        related="company_id.service_online_notice", readonly=False
    )


class ServiceContract(models.Model):
    """Notice that the customer gives on the contract's page, with a receipt."""

    _inherit = "service.contract"

    notice_by = fields.Char(
        string="Notice Given By",
        readonly=True,
        copy=False,
        help="Who gave it on the contract's page.",
    )

    def action_withdraw_notice(self):
        result = super().action_withdraw_notice()
        self._by_server().notice_by = False
        return result

    # === BUSINESS METHODS === #

    def _can_be_noticed_online(self):
        """Whether the company allows it, and the contract would go on without."""
        self.ensure_one()
        goes_on = not self.date_end or self.renewal != "none"
        return bool(
            self.company_id.service_online_notice
            and self.is_running
            and not self.notice_date
            and goes_on
        )

    def _give_notice_online(self, name, reason, end):
        """Let the contract end by the notice that the customer gives today.

        :param str name: who gives it
        :param str reason: why, if the customer wants to say so
        :param str end: last day of the contract, as the customer has chosen it
        :raises UserError: when it is not allowed, or the end has changed meanwhile
        """
        self.ensure_one()
        take_turns(self)
        name = name.strip()[:200] if isinstance(name, str) else ""
        reason = reason.strip()[:2000] if isinstance(reason, str) else ""
        if not self._can_be_noticed_online():
            raise UserError(
                self.env._(
                    "Notice of this contract cannot be given here, or was given."
                )
            )
        if not name:
            raise UserError(self.env._("Enter your name."))
        today = self._get_company_today()
        last_day = self._read_notice_end(end)
        self._by_server().notice_by = name
        given = self.env._("Given online by %s.", name)
        self._receive_notice(today, f"{given} {reason}".strip(), end=last_day)

    @api.model
    def _read_notice_end(self, end):
        with suppress(TypeError, ValueError):
            return date.fromisoformat(end)
        raise UserError(self.env._("Choose the last day of the contract."))

    def _get_notice_number(self):
        """Number of the receipt; before there is a notice, as it would be today."""
        self.ensure_one()
        day = self.notice_date or self._get_company_today()
        return f"{self.name}/{day:%Y%m%d}"

    def _get_notice_receipt(self):
        """The receipt, once there is a notice."""
        self.ensure_one()
        return self.notice_date and self.env.ref(
            "service_management.service_notice_receipt_report"
        )
