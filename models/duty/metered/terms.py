# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from fractions import Fraction

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ....tools.usage import exact
from ....tools.usage_price import UseTerms

PRICE_DECIMALS = 9  # of a tier's price after an adjustment


class ServiceContractLine(models.Model):
    """A line that is paid by use: what was agreed.

    Its price is that of one unit. The use of all its meters is one pool.
    """

    _inherit = "service.contract.line"

    meter_ids = fields.Many2many(
        "service.meter",
        "service_contract_line_meter_rel",
        "line_id",
        "meter_id",
        string="Meters",
        check_company=True,
        context={"active_test": False},
        domain="[('is_increasing', '=', True), "
        "('equipment_id.partner_id', 'child_of', partner_id)]",
        help="Paid by what these count together. Empty: a price for time.",
    )
    is_metered = fields.Boolean(
        string="By Use", compute="_compute_is_metered", store=True, precompute=True
    )
    included_quantity = fields.Float(
        string="Included",
        digits="Product Unit",
        help="Units of each billing period that cost nothing more.",
    )
    minimum_fee = fields.Monetary(
        string="Minimum",
        help="Least amount of each billing period, before taxes.",
    )
    tier_ids = fields.One2many(
        "service.contract.line.tier",
        "line_id",
        string="Tiers",
        copy=True,
        help="Other prices beyond certain quantities.",
    )
    tier_method = fields.Selection(
        [
            ("graduated", "Of the Units in It"),
            ("volume", "Of All Units"),
        ],
        string="Price of a Tier",
        default="graduated",
        required=True,
        help="Of the Units in It: each unit has the price of its own tier.\n"
        "Of All Units: the tier that is reached sets the price of all of them.",
    )
    use_balance = fields.Selection(
        [
            ("none", "Each Period by Itself"),
            ("carry", "Unused Is Carried Over"),
            ("year", "Settled Each Year"),
        ],
        string="Included Quantity",
        default="none",
        required=True,
        help="Unused Is Carried Over: to the next periods of the same term.\n"
        "Settled Each Year: the last period of each year of the line settles the whole "
        "year, as if it were one period.",
    )

    _check_use_terms = models.Constraint(
        "CHECK(included_quantity >= 0 AND minimum_fee >= 0)",
        "The included quantity and the minimum cannot be negative.",
    )

    # === COMPUTE METHODS === #

    @api.depends("meter_ids")
    def _compute_is_metered(self):
        for line in self:
            line.is_metered = bool(line.meter_ids)

    # === CONSTRAINT METHODS === #

    @api.constrains("meter_ids", "one_off", "date_start", "date_end")
    def _check_meters(self):
        # sudo: who sells use need not see the machines of everybody
        for line in self.sudo().filtered("meter_ids"):
            line._check_kind_of_meters()
            line._check_meters_once()

    def _check_kind_of_meters(self):
        """
        :raises ValidationError: when these meters cannot be counted as one
        """
        self.ensure_one()
        falling = self.meter_ids.filtered(lambda meter: not meter.is_increasing)
        if falling:
            raise ValidationError(
                self.env._(
                    "%s goes up and down: only what counts up can be invoiced.",
                    falling[0].display_name,
                )
            )
        if len(self.meter_ids.uom_id) > 1:
            raise ValidationError(
                self.env._(
                    "The meters of %s count different things. Make a line for each "
                    "unit.",
                    self.display_name,
                )
            )
        if self.one_off:
            raise ValidationError(
                self.env._(
                    "%s is paid by use, which comes again: untick Once.",
                    self.display_name,
                )
            )

    def _check_meters_once(self):
        """
        :raises ValidationError: when another line in force bills the same use
        """
        self.ensure_one()
        states = self.contract_id._get_live_states()
        if self.state not in states:
            return
        others = self.search(
            [
                ("id", "!=", self.id),
                ("meter_ids", "in", self.meter_ids.ids),
                ("state", "in", states),
            ]
        )
        start, end = self.date_start, self._get_last_day()
        for other in others:
            last = other._get_last_day()
            if (not end or other.date_start <= end) and (not last or start <= last):
                raise ValidationError(
                    self.env._(
                        "The use of %(meter)s is billed by %(other)s already, from "
                        "%(start)s. End that line first, or take the meter out of it.",
                        meter=(self.meter_ids & other.meter_ids)[0].display_name,
                        other=other.display_name,
                        start=format_date(self.env, other.date_start),
                    )
                )

    # === BUSINESS METHODS === #

    def _get_use_terms(self, day):
        """What was agreed for a whole period, at the prices of ``day``.

        :rtype: UseTerms
        """
        self.ensure_one()
        factor = self._get_price_factor(day)
        net = self.quantity * (1 - self.discount / 100)
        tiers = {Fraction(0): exact(self._get_net_price(day))}
        for tier in self.tier_ids:
            price = round(tier.price_unit * factor * net, PRICE_DECIMALS)
            tiers[exact(tier.quantity_from)] = exact(price)
        return UseTerms(
            tuple(sorted(tiers.items())),
            exact(self.included_quantity),
            exact(round(self.minimum_fee * factor, PRICE_DECIMALS)),
            self.tier_method == "volume",
        )

    def _get_price_factor(self, day):
        """How prices of ``day`` compare with the present ones.

        A price that became nothing, or was, left the others as they are.
        """
        self.ensure_one()
        price = self._get_price_on(day)
        return price / self.price_unit if price and self.price_unit else 1.0

    def _is_free_on(self, day):
        if not self.is_metered:
            return super()._is_free_on(day)
        terms = self._get_use_terms(day)
        return not terms.minimum and not any(price for _start, price in terms.tiers)


class ServiceContract(models.Model):
    """Use is billed once, also when a draft comes into force."""

    _inherit = "service.contract"

    is_metered = fields.Boolean(string="By Use", compute="_compute_is_metered")

    @api.depends("line_ids.is_metered")
    def _compute_is_metered(self):
        for contract in self:
            contract.is_metered = any(contract.line_ids.mapped("is_metered"))

    @api.constrains("date_start", "date_end")
    def _check_meters(self):
        """A term that becomes longer may meet another line by the same meter."""
        self.line_ids._check_meters()

    def _on_in_force(self):
        super()._on_in_force()
        self.line_ids._check_meters()
