# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

CHANNEL = "service_gantt"


class ServiceGanttLiveMixin(models.AbstractModel):
    """A model whose plan follows what others do, without a reload.

    Each transaction sends one message to each company, after it is committed. It says
    which records have changed and who did it, never to what: the browser reads again,
    with the rights of its user.
    """

    _name = "service.gantt.live.mixin"
    _description = "Live Planning"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._service_gantt_notify()
        return records

    def write(self, vals):
        planned = bool(self._get_live_fields() & vals.keys())
        if planned and "company_id" in vals:
            self._service_gantt_notify()
        result = super().write(vals)
        if planned:
            self._service_gantt_notify()
        return result

    def unlink(self):
        self._service_gantt_notify()
        return super().unlink()

    @api.model
    def _get_live_fields(self):
        """Fields that the plan shows."""
        return {"active", "company_id", "date_start", "date_end", "state"}

    def _service_gantt_notify(self):
        """Collect what has changed; it is sent when the transaction is committed."""
        super()._service_gantt_notify()
        collected = self.env.cr.precommit.data.setdefault(CHANNEL, {})
        for company, records in self.grouped("company_id").items():
            key = (self._name, company.id, self.env.uid)
            if not collected:
                self.env.cr.precommit.add(self.env["bus.bus"]._send_gantt_changes)
            collected.setdefault(key, set()).update(records.ids)
