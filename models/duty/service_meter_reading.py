# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date, formatLang

from ...tools.usage import Reading

# what says what a reading counts as
TELLING = {"date", "is_reset", "meter_id", "source", "value", "value_before"}
DIGITS = (16, 3)


class ServiceMeterReading(models.Model):
    """What a meter showed at the end of a day.

    There is one for each meter and day. The same reading that comes in once more, by a
    file or a machine, is that one; another value of that day is a correction of it.
    """

    _name = "service.meter.reading"
    _description = "Meter Reading"
    _inherit = ["service.guarded.mixin"]
    _order = "date desc, id desc"

    meter_id = fields.Many2one(
        "service.meter", required=True, ondelete="cascade", index=True
    )
    equipment_id = fields.Many2one(
        related="meter_id.equipment_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="meter_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(related="equipment_id.partner_id", string="Customer")
    uom_id = fields.Many2one(related="meter_id.uom_id")
    is_increasing = fields.Boolean(related="meter_id.is_increasing")
    date = fields.Date(
        required=True,
        default=lambda self: self._get_company_today(),
        index=True,
        help="The meter showed this at the end of this day.",
    )
    value = fields.Float(string="Shows", required=True, digits=DIGITS)
    is_reset = fields.Boolean(
        string="Counter Replaced",
        help="The counter was replaced or set back on this day.",
    )
    value_before = fields.Float(
        string="Old Counter Showed",
        digits=DIGITS,
        help="What the old counter showed at last; the new one begins with the value "
        "above.",
    )
    source = fields.Selection(
        [
            ("technician", "Technician"),
            ("customer", "Customer"),
            ("import", "File"),
            ("api", "Machine"),
            ("estimate", "Estimate"),
        ],
        required=True,
        default=lambda self: self._get_default_source(),
        help="An estimate counts until a true reading follows.",
    )
    photo = fields.Image(max_width=1920, max_height=1920)
    note = fields.Char()
    used = fields.Float(
        string="Used",
        digits=DIGITS,
        compute="_compute_used",
        store=True,
        help="Since the reading before.",
    )

    _day_unique = models.UniqueIndex(
        "(meter_id, date)", "A meter has one reading a day. Correct that one."
    )

    # === DEFAULTS === #

    @api.model
    def _get_default_source(self):
        return "import" if self.env.context.get("import_file") else "technician"

    # === COMPUTE METHODS === #

    @api.depends("meter_id.full_name", "date", "value")
    def _compute_display_name(self):
        for reading in self:
            day = format_date(self.env, reading.date)
            value = reading._format_value(reading.value)
            name = reading.meter_id.display_name or ""
            reading.display_name = f"{name}: {value} ({day})"

    @api.depends(
        "meter_id.digits",
        "meter_id.begin_date",
        "meter_id.begin_value",
        "meter_id.reading_ids.date",
        "meter_id.reading_ids.value",
        "meter_id.reading_ids.is_reset",
        "meter_id.reading_ids.value_before",
        "meter_id.reading_ids.source",
        "meter_id.reading_ids.state",
    )
    def _compute_used(self):
        counters = self.meter_id._get_counters()
        used = {}
        for meter_id, counter in counters.items():
            before = None
            for point in counter.points:
                used[meter_id, point.day] = before and point.total - before.total
                before = point
        for reading in self:
            counts = reading.state == "valid"
            share = counts and used.get((reading.meter_id.id, reading.date))
            reading.used = float(share or 0)

    # === CONSTRAINT METHODS === #

    @api.constrains("date", "value", "value_before", "meter_id")
    def _check_reading(self):
        left = self.equipment_id._get_days_left()
        for reading in self:
            reading._check_date(left.get(reading.equipment_id.id))
            reading._check_values()

    def _check_date(self, left):
        """
        :param left: last day on which the equipment was there, if it is gone
        :raises ValidationError: on a day to come, or when it was not there any more
        """
        self.ensure_one()
        if self.date > self._get_company_today():
            raise ValidationError(
                self.env._(
                    "%(date)s is still to come: %(meter)s cannot have been read then. "
                    "Enter the day on which it was read.",
                    date=format_date(self.env, self.date),
                    meter=self.meter_id.display_name,
                )
            )
        if left and self.date > left:
            raise ValidationError(
                self.env._(
                    "%(equipment)s is not in service since %(left)s. Enter what "
                    "%(meter)s showed at last with that day.",
                    equipment=self.equipment_id.display_name,
                    left=format_date(self.env, left),
                    meter=self.meter_id.name,
                )
            )

    def _check_values(self):
        """
        :raises ValidationError: when the counter cannot show these values
        """
        self.ensure_one()
        digits = self.meter_id.digits
        for value in (self.value, self.is_reset and self.value_before or 0.0):
            if self.is_increasing and value < 0:
                raise ValidationError(
                    self.env._(
                        "%s cannot show less than zero.", self.meter_id.display_name
                    )
                )
            if digits and value >= 10**digits:
                raise ValidationError(
                    self.env._(
                        "%(meter)s has %(digits)s digits and cannot show %(value)s. "
                        "Correct the reading, or the digits of the meter.",
                        meter=self.meter_id.display_name,
                        digits=digits,
                        value=self._format_value(value),
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """A reading that is known already is that one, and not created again.

        :raises UserError: when a meter is given a second value for the same day
        """
        keys = [self._get_key(vals) for vals in vals_list]
        known = self._search_known(keys)
        new = {}
        for number, (key, vals) in enumerate(zip(keys, vals_list, strict=True)):
            if key not in known:
                first = new.setdefault(key or number, vals)
                if first.get("source") == vals.get("source") == "api":
                    new[key or number] = vals  # a machine tells it all day long
                else:
                    self._check_same(key, first.get("value"), vals)
            elif vals.get("source") == known[key].source == "api":
                known[key].value = vals.get("value")
            else:
                self._check_same(key, known[key].value, vals)
        created = super().create([self._with_end_of_old(vals) for vals in new.values()])
        known.update(zip(new, created, strict=True))
        created._judge()
        return self.browse(
            known[key if key in known else number].id for number, key in enumerate(keys)
        )

    def write(self, vals):
        if not TELLING & vals.keys():
            return super().write(vals)
        before = {reading: reading.display_name for reading in self}
        result = super().write(vals)
        for reading, text in before.items():
            if reading.display_name != text:
                reading.meter_id._message_log(
                    body=self.env._(
                        "Reading corrected: %(before)s → %(after)s",
                        before=text,
                        after=reading.display_name,
                    )
                )
        self._judge()
        return result

    def unlink(self):
        meters = self.meter_id
        for reading in self:
            reading.meter_id._message_log(
                body=self.env._("Reading deleted: %s", reading.display_name)
            )
        result = super().unlink()
        meters._judge_waiting()
        return result

    # === BUSINESS METHODS === #

    @api.model
    def _get_key(self, vals):
        """Meter and day of a reading that is to be created, or None without meter."""
        names = [name for name in ("meter_id", "date") if name not in vals]
        vals = {**(self.default_get(names) if names else {}), **vals}
        day = fields.Date.to_date(vals.get("date"))
        return (vals["meter_id"], day) if vals.get("meter_id") and day else None

    @api.model
    def _search_known(self, keys):
        """Readings that are there already, by meter and day."""
        keys = [key for key in keys if key]
        readings = self.search(
            [
                ("meter_id", "in", [meter_id for meter_id, _day in keys]),
                ("date", "in", [day for _meter, day in keys]),
            ]
        )
        return {(one.meter_id.id, one.date): one for one in readings}

    @api.model
    def _check_same(self, key, value, vals):
        """
        :raises UserError: when ``vals`` have another value for this meter and day
        """
        if key and round(value or 0.0, DIGITS[1]) != round(
            vals.get("value") or 0.0, DIGITS[1]
        ):
            meter = self.env["service.meter"].browse(key[0])
            raise UserError(
                self.env._(
                    "%(meter)s has a reading of %(date)s already: %(value)s. A day has "
                    "one reading, the last one: correct that one. If the counter was "
                    "replaced on that day, tick Counter Replaced there.",
                    meter=meter.display_name,
                    date=format_date(self.env, key[1]),
                    value=meter._format_value(value or 0.0),
                )
            )

    @api.model
    def _with_end_of_old(self, vals):
        """``vals`` with what a replaced counter showed at last, as far as is known."""
        key = vals.get("is_reset") and self._get_key(vals)
        if not key or "value_before" in vals:
            return vals
        meter = self.env["service.meter"].browse(key[0])
        return {**vals, "value_before": meter._get_value_before(key[1])}

    def _as_reading(self):
        """What the rules of use know of it.

        :rtype: Reading
        """
        self.ensure_one()
        return Reading(
            self.date,
            self.value,
            self.value_before if self.is_reset else None,
            self.source == "estimate",
        )

    def _format_value(self, value):
        return formatLang(self.env, value, digits=self.meter_id.decimals)
