# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

FINAL_READING = "service_management.mail_activity_final_reading"


class ServiceContract(models.Model):
    """What the meters of a machine that is gone showed at last is asked for.

    Once it is entered, the use up to that day is settled.
    """

    _inherit = "service.contract"

    @api.model
    def _get_daily_work(self, today):
        return [
            *super()._get_daily_work(today),
            (
                self._get_final_reading_domain(),
                lambda contracts: contracts._ask_for_final_readings(),
            ),
        ]

    @api.model
    def _get_final_reading_domain(self):
        """Contracts to be billed by use of what is gone, and not asked for yet."""
        asked = self.env.ref(FINAL_READING, raise_if_not_found=False)
        kinds = asked.ids if asked else []
        return Domain(
            "activity_ids", "not any", [("activity_type_id", "in", kinds)]
        ) & Domain(
            "line_ids",
            "any",
            Domain("is_metered", "=", True)
            & Domain("next_invoice_date", "!=", False)
            & Domain("meter_ids.equipment_id.state", "!=", "in_service"),
        )

    def _ask_for_final_readings(self):
        """Ask the responsible, once; whoever was asked is done with the last one."""
        for contract in self:
            missing = contract._get_final_readings()
            if not missing:
                contract.activity_unlink([FINAL_READING])
            elif not contract.activity_search([FINAL_READING]):
                contract.activity_schedule(
                    FINAL_READING,
                    note=", ".join(
                        f"{meter.display_name} ({format_date(self.env, day)})"
                        for meter, day in missing.items()
                    ),
                    user_id=contract.user_id.id or self.env.uid,
                )

    def _get_final_readings(self):
        """Last day of each meter that is gone and was not read then."""
        self.ensure_one()
        lines = self.line_ids.filtered(
            lambda line: line.is_metered and line.next_invoice_date
        )
        left = lines.meter_ids.equipment_id._get_days_left()
        return {
            meter: day
            for line in lines
            for meter in line.meter_ids
            if (gone := left.get(meter.equipment_id.id))
            and line.date_start <= (day := min(gone, line._get_last_day() or gone))
            and (not meter.last_date or meter.last_date < day)
        }


class ServiceMeterReading(models.Model):
    _inherit = "service.meter.reading"

    @api.model_create_multi
    def create(self, vals_list):
        readings = super().create(vals_list)
        gone = readings.meter_id.filtered(
            lambda meter: meter.equipment_id.state != "in_service"
        )
        # sudo: whoever reads a meter need not see the contract
        gone.sudo().contract_line_ids.contract_id._ask_for_final_readings()
        return readings
