# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ...tools.usage import Counter, Reading, add_up, daily_use

MONTH_DAYS = 365 / 12


class ServiceMeter(models.Model):
    """What counts the use of an equipment: copies, hours run, kilometres, kWh.

    It is known by what it showed on certain days. What was used between any two days
    follows from that by the rule of ``tools/usage.py``.
    """

    _name = "service.meter"
    _description = "Meter"
    _inherit = [
        "service.kept.values.mixin",
        "service.guarded.mixin",
        "mail.thread",
    ]
    _order = "equipment_id, sequence, id"
    _rec_name = "full_name"

    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    equipment_id = fields.Many2one(
        "service.equipment", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="equipment_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(related="equipment_id.partner_id", string="Customer")
    site_id = fields.Many2one(related="equipment_id.site_id", string="Site")
    type_id = fields.Many2one(
        "service.meter.type",
        string="Type",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('company_id', 'in', (False, company_id))]",
    )
    name = fields.Char(
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    full_name = fields.Char(
        compute="_compute_full_name",
        store=True,
        precompute=True,
        help="The number of the equipment and the name of the meter.",
    )
    uom_id = fields.Many2one(
        "uom.uom",
        string="Counts",
        compute="_compute_uom_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    digits = fields.Integer(
        compute="_compute_digits",
        store=True,
        readonly=False,
        precompute=True,
        help="Digits that the counter shows: after 99999 one of five digits goes on "
        "with 0. Zero: it never begins again.",
    )
    decimals = fields.Integer(
        compute="_compute_decimals", store=True, readonly=False, precompute=True
    )
    is_increasing = fields.Boolean(
        string="Only Counts Up",
        compute="_compute_is_increasing",
        store=True,
        readonly=False,
        precompute=True,
    )
    begin_date = fields.Date(
        string="Began On",
        copy=False,
        compute="_compute_begin_date",
        store=True,
        readonly=False,
        precompute=True,
        help="Day of the delivery, on which a new machine begins to count. Empty: the "
        "first reading is the beginning.",
    )
    begin_value = fields.Float(
        string="Began With",
        copy=False,
        digits=(16, 3),
        help="What it showed then: zero unless the machine was used before.",
    )
    reading_ids = fields.One2many("service.meter.reading", "meter_id")
    last_date = fields.Date(
        string="Last Reading", compute="_compute_last_reading", store=True
    )
    last_value = fields.Float(
        string="Shows", digits=(16, 3), compute="_compute_last_reading", store=True
    )
    to_check_count = fields.Integer(
        string="To Check", compute="_compute_last_reading", store=True
    )
    use_per_month = fields.Float(
        string="Per Month",
        compute="_compute_use_per_month",
        help="Average of the last twelve months.",
    )

    _check_shape = models.Constraint(
        "CHECK(digits BETWEEN 0 AND 12 AND decimals BETWEEN 0 AND 3)",
        "A counter has up to 12 digits, and use is counted to up to 3 decimals.",
    )

    # === COMPUTE METHODS === #

    def _take_from_type(self, name):
        """A type without a value leaves what the meter has."""
        for meter in self:
            meter[name] = meter.type_id[name] or meter[name]

    @api.depends("type_id")
    def _compute_name(self):
        self._take_from_type("name")

    @api.depends("type_id")
    def _compute_uom_id(self):
        self._take_from_type("uom_id")

    @api.depends("type_id")
    def _compute_digits(self):
        self._take_from_type("digits")

    @api.depends("type_id")
    def _compute_decimals(self):
        self._take_from_type("decimals")

    @api.depends("type_id")
    def _compute_is_increasing(self):
        for meter in self:
            meter.is_increasing = not meter.type_id or meter.type_id.is_increasing

    @api.depends("equipment_id.delivery_date")
    def _compute_begin_date(self):
        """Known once, it stays: a second owner goes on where the first one ended."""
        for meter in self:
            meter.begin_date = meter.begin_date or meter.equipment_id.delivery_date

    @api.depends("name", "equipment_id.serial_number", "equipment_id.display_name")
    def _compute_full_name(self):
        for meter in self:
            equipment = meter.equipment_id
            number = equipment.serial_number or equipment.display_name
            meter.full_name = " · ".join(filter(None, (number, meter.name)))

    @api.depends(
        "begin_date",
        "begin_value",
        "reading_ids.date",
        "reading_ids.value",
        "reading_ids.state",
    )
    def _compute_last_reading(self):
        for meter in self:
            counting = meter.reading_ids.filtered(lambda one: one.state == "valid")
            last = counting.sorted("date")[-1:]
            meter.last_date = last.date or meter.begin_date
            meter.last_value = last.value if last else meter.begin_value
            meter.to_check_count = len(meter.reading_ids - counting)

    @api.depends("last_date", "last_value")
    def _compute_use_per_month(self):
        counters = self._get_counters()
        for meter in self:
            use = daily_use(counters[meter.id].points) or 0
            meter.use_per_month = round(float(use) * MONTH_DAYS, meter.decimals)

    # === CRUD METHODS === #

    @api.ondelete(at_uninstall=False)
    def _unlink_except_read(self):
        for meter in self:
            if meter.reading_ids:
                raise UserError(
                    self.env._(
                        "%s has readings, which are kept. Archive it instead.",
                        meter.display_name,
                    )
                )

    # === ACTION METHODS === #

    def action_view_readings(self):
        """The readings of these meters."""
        self._check_asked()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_meter_reading_action"
        )
        action["domain"] = [("meter_id", "in", self.ids)]
        action["context"] = {"default_meter_id": self.id if len(self) == 1 else False}
        return action

    # === BUSINESS METHODS === #

    def _get_counters(self):
        """The counters of these meters, of the readings that count.

        :rtype: dict[int, Counter]
        """
        # sudo: what was used is the same for everybody, whoever may see the readings
        meters = self.sudo()
        left = meters.equipment_id._get_days_left()
        return {
            meter.id: Counter(
                add_up(meter._get_counting(), meter.digits),
                meter.decimals,
                left.get(meter.equipment_id.id),
            )
            for meter in meters
        }

    def _get_counting(self):
        """Readings that count, the beginning included.

        :rtype: list[Reading]
        """
        self.ensure_one()
        counting = [
            reading._as_reading()
            for reading in self.reading_ids
            if reading.state == "valid"
        ]
        start = self.begin_date
        if start and all(one.day > start for one in counting):
            counting.append(Reading(start, self.begin_value))
        return counting

    def _get_value_before(self, day):
        """What the meter showed in the last reading before ``day``."""
        self.ensure_one()
        earlier = [one for one in self._get_counting() if one.day < day]
        return max(earlier, key=lambda one: one.day).value if earlier else 0.0

    def _format_value(self, value):
        """A value of this meter as people write it."""
        return formatLang(self.env, float(value), digits=self.decimals)
