# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from .service_customer_told_mixin import CustomerNews


class ServiceContract(models.Model):
    """Notice has been received, which the customer gets confirmed."""

    _inherit = "service.contract"

    def _receive_notice(self, date, reason=False, documents=(), end=None):
        super()._receive_notice(date, reason, documents, end)
        self._tell_customer_of("notice")

    def action_withdraw_notice(self):
        """A notice that is given again, be it on the same day, is confirmed again."""
        result = super().action_withdraw_notice()
        # sudo: whoever withdraws it need not see what customers were told
        self.sudo().customer_message_ids._take_back("notice")
        return result

    def _get_news_notice(self):
        if not self.notice_date:
            return None
        return CustomerNews("notice", f"{self.notice_date}/{self.notice_end}")
