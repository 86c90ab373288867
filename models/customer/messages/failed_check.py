# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from .service_customer_told_mixin import CustomerNews


class ServiceEquipment(models.Model):
    """A machine has failed a check: its owner must not use it."""

    _inherit = "service.equipment"

    def _get_news_unfit(self):
        failed = self.duty_ids.filtered("is_failed")
        if not self.active or self.state != "in_service" or not failed:
            return None
        told = (f"{duty.id}@{duty.last_date}" for duty in failed.sorted("id"))
        return CustomerNews("unfit", " ".join(told))


class ServiceDutyCheck(models.Model):
    _inherit = "service.duty.check"

    def _on_failed(self):
        super()._on_failed()
        self.equipment_id._tell_customer_of("unfit")
