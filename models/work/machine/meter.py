# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import format_date


class ServiceActivity(models.Model):
    """A check that reads a meter: what is recorded is a reading of that day."""

    _inherit = "service.activity"

    meter_id = fields.Many2one("service.meter", compute="_compute_meter_id")
    meter_reading_id = fields.Many2one(
        "service.meter.reading",
        string="Reading",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    meter_text = fields.Char(string="Last Reading", compute="_compute_meter_text")

    # === COMPUTE METHODS === #

    @api.depends("check_type", "meter_type_id", "item_id.equipment_id")
    def _compute_meter_id(self):
        """The meter of the equipment worked on, of the type that is asked for."""
        for activity in self:
            meters = activity.item_id.equipment_id.meter_ids
            if activity.meter_type_id:
                meters = meters.filtered_domain(
                    [("type_id", "=", activity.meter_type_id.id)]
                )
            reads = activity.check_type == "meter"
            activity.meter_id = meters[:1] if reads else False

    @api.depends("meter_id", "check_value")
    @api.depends_context("lang")
    def _compute_meter_text(self):
        """What it showed before, and at once whether the new value can be right."""
        for activity in self:
            activity.meter_text = activity.meter_id and activity._describe_meter()

    def _describe_meter(self):
        self.ensure_one()
        meter = self.meter_id
        if not meter.last_date:
            return False
        text = self.env._(
            "%(value)s on %(date)s",
            value=meter._format_value(meter.last_value),
            date=format_date(self.env, meter.last_date),
        )
        doubt = self.state == "todo" and self.check_value and self._find_meter_doubt()
        if doubt:
            text = self.env._("%s. This does not fit: read it once more.", text)
        return text

    def _find_meter_doubt(self):
        reading = self.env["service.meter.reading"].new(
            {
                "meter_id": self.meter_id.id,
                "date": self._get_company_today(),
                "value": self.check_value,
            }
        )
        counting = [
            one for one in self.meter_id._get_counting() if one.day < reading.date
        ]
        return self.meter_id._find_doubt(counting, reading)

    # === HOOKS === #

    def _on_changed(self, names):
        super()._on_changed(names)
        if {"check_type", "check_value", "date_done", "state"} & names:
            self._follow_readings()

    def _get_missing_finding(self):
        self.ensure_one()
        if self.check_type == "meter" and not self.meter_id:
            return self.env._(
                "“%s” reads a meter, and the equipment has none of that kind. Add it "
                "on the equipment, or skip the operation.",
                self.name,
            )
        if self.check_type == "meter" and not self._is_read():
            return self.env._(
                "Enter what the meter shows before you finish “%s”.", self.name
            )
        return super()._get_missing_finding()

    def _is_read(self):
        """Whether a value was entered; nothing is one where zero is no surprise."""
        self.ensure_one()
        meter = self.meter_id
        may_be_zero = not meter.is_increasing or (
            meter.last_date and not meter.last_value
        )
        return bool(self.check_value or may_be_zero)

    def _has_result(self):
        return super()._has_result() or self.check_type == "meter"

    def _get_finding_text(self):
        text = super()._get_finding_text()
        if self.check_type != "meter" or not self.meter_id:
            return text
        value = self.meter_id._format_value(self.check_value)
        return " · ".join(filter(None, [value, text]))

    # === BUSINESS METHODS === #

    def _follow_readings(self):
        """Let each done check be a reading, and no other."""
        for activity in self:
            # sudo: what a technician records on the job is the reading
            reading = activity.meter_reading_id.sudo()
            if activity.check_type != "meter" or activity.state != "done":
                activity._drop_reading(reading)
            elif activity.meter_id:
                activity._record_reading(reading)

    def _drop_reading(self, reading):
        """What technicians have read goes with its check; what others have, stays."""
        if reading.source == "technician":
            reading.unlink()
        elif reading:
            self._by_server().meter_reading_id = False

    def _record_reading(self, reading):
        """Correct ``reading``, or that of somebody else on the same day."""
        self.ensure_one()
        day = self._get_service_date()
        readings = self.meter_id.sudo().reading_ids  # sudo: as above
        reading = reading or readings.filtered(lambda one: one.date == day)
        vals = {"date": day, "value": self.check_value}
        if reading:
            reading.write(vals)
        else:
            reading = reading.create(
                {
                    **vals,
                    "meter_id": self.meter_id.id,
                    "source": "technician",
                    "note": self.intervention_id.display_name,
                }
            )
        self._by_server().meter_reading_id = reading


class ServiceProtocolStep(models.Model):
    """A step that reads a meter."""

    _inherit = "service.protocol.step"

    def _prepare_activity_vals(self, item=None, section=False):
        return {
            **super()._prepare_activity_vals(item, section),
            "meter_type_id": self.meter_type_id.id,
        }
