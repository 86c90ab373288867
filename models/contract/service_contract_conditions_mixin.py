# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ...tools.interval import Interval

BILLING_UNITS = [
    ("day", "Days"),
    ("week", "Weeks"),
    ("month", "Months"),
    ("year", "Years"),
]


def proposed(name):
    """Arguments of the condition ``name``: it is proposed and can be changed.

    Each is computed apart from the others, so that one that somebody has set, or that
    is new, is no reason to propose the others again.
    """

    @api.depends(lambda self: self._get_condition_sources())
    def compute(self):
        self._propose_condition(name)

    return {"compute": compute, "store": True, "readonly": False, "precompute": True}


class OwnTableMany2many(fields.Many2many):
    """A many2many of a mixin: each model that inherits it has a table of its own.

    ``relation`` is the end of the table's name, after that of the model.
    """

    def _get_attrs(self, model_class, name):
        attrs = super()._get_attrs(model_class, name)
        table = model_class._name.replace(".", "_")
        return {**attrs, "relation": f"{table}_{attrs['relation']}"}


class ServiceContractConditionsMixin(models.AbstractModel):
    """What a contract promises and how it is billed.

    Shared by the contract type, which begins with the standard conditions, and the
    contract, to which its type proposes them. A condition is declared once, here or
    where its concern is, with :func:`proposed`.
    """

    _name = "service.contract.conditions.mixin"
    _description = "Service Contract Conditions"

    labour_coverage = fields.Float(
        string="Labour",
        help="Part of the price of work that is covered, in percent.",
        **proposed("labour_coverage"),
    )
    parts_coverage = fields.Float(
        string="Parts",
        help="Part of the price of parts that is covered, in percent.",
        **proposed("parts_coverage"),
    )
    travel_coverage = fields.Float(
        string="Travel",
        help="Part of travel and call-out that is covered, in percent.",
        **proposed("travel_coverage"),
    )
    included_hours = fields.Float(
        help="Hours of work covered in each term. Zero: no limit.",
        **proposed("included_hours"),
    )
    included_visits = fields.Integer(
        help="Visits covered in each term. Zero: no limit.",
        **proposed("included_visits"),
    )
    renewal = fields.Selection(
        [("none", "None"), ("manual", "By Hand"), ("tacit", "Tacit")],
        required=True,
        help="None: the contract ends.\nBy Hand: somebody renews it.\n"
        "Tacit: it is extended by itself unless notice is given in time.",
        **proposed("renewal"),
    )
    renewal_months = fields.Integer(
        string="Renewal Term",
        help="Length of a renewed term, in months.",
        **proposed("renewal_months"),
    )
    notice_days = fields.Integer(
        string="Notice",
        help="Days before the end by which notice must be given.",
        **proposed("notice_days"),
    )
    propose_renewal = fields.Boolean(
        string="Prepare the Renewal",
        help="A draft of the contract that follows is made before notice can be given "
        "for the last time.",
        **proposed("propose_renewal"),
    )
    notify_customer = fields.Boolean(
        string="Renewal Notice",
        help="The customer gets an e-mail with the day until which notice can be "
        "given. Consumers are owed it when a contract renews by itself.",
        **proposed("notify_customer"),
    )
    billing_interval = fields.Integer(
        string="Bill Every", required=True, **proposed("billing_interval")
    )
    billing_unit = fields.Selection(
        BILLING_UNITS, required=True, **proposed("billing_unit")
    )
    billing_timing = fields.Selection(
        [("advance", "In Advance"), ("arrears", "In Arrears")],
        string="Billed",
        required=True,
        help="In Advance: due on the first day of the period. "
        "In Arrears: due on the last.",
        **proposed("billing_timing"),
    )
    billing_alignment = fields.Selection(
        [("anniversary", "From Its Start"), ("calendar", "By the Calendar")],
        string="Periods",
        required=True,
        help="By the Calendar: whole weeks, months, quarters or years of the calendar; "
        "the first and last part periods are prorated by days.",
        **proposed("billing_alignment"),
    )
    lead_days = fields.Integer(
        string="Issue Ahead",
        help="Invoices are issued this many days before they fall due.",
        **proposed("lead_days"),
    )
    invoice_day = fields.Integer(
        string="Invoice Day",
        help="Invoices are issued on this day of the month, the first one on or after "
        "the due date. Zero: on any day.",
        **proposed("invoice_day"),
    )
    price_basis = fields.Selection(
        [
            ("period", "Per Billing Period"),
            ("day", "Per Day"),
            ("week", "Per Week"),
            ("month", "Per Month"),
            ("year", "Per Year"),
        ],
        string="Prices",
        required=True,
        help="What the unit price of a line pays for.",
        **proposed("price_basis"),
    )
    adjustment = fields.Selection(
        [("none", "None"), ("percent", "Percent"), ("index", "Index")],
        string="Price Adjustment",
        required=True,
        help="How prices change each year, and when the contract renews by itself.",
        **proposed("adjustment"),
    )
    adjustment_percent = fields.Float(
        string="Adjust By",
        digits=(16, 4),
        help="Percent a year.",
        **proposed("adjustment_percent"),
    )
    adjustment_index_id = fields.Many2one(
        "service.price.index",
        string="Price Index",
        check_company=True,
        **proposed("adjustment_index_id"),
    )
    adjustment_share = fields.Float(
        string="Share of the Index",
        help="Part of the variation that is applied, in percent.",
        **proposed("adjustment_share"),
    )

    _check_coverage = models.Constraint(
        "CHECK(labour_coverage BETWEEN 0 AND 100 AND parts_coverage BETWEEN 0 AND 100 "
        "AND travel_coverage BETWEEN 0 AND 100)",
        "A coverage is between 0 and 100 percent.",
    )
    _check_included = models.Constraint(
        "CHECK(included_hours >= 0 AND included_visits >= 0)",
        "The included hours and visits cannot be negative.",
    )
    _check_billing_interval = models.Constraint(
        "CHECK(billing_interval > 0)",
        "The billing interval must be at least one.",
    )
    _check_issue = models.Constraint(
        "CHECK(lead_days >= 0 AND invoice_day BETWEEN 0 AND 31)",
        "Invoices are issued zero or more days ahead, on a day of the month from 1 to "
        "31, or on any day when it is zero.",
    )
    _check_notice_days = models.Constraint(
        "CHECK(notice_days >= 0)", "The days of notice cannot be negative."
    )
    _check_renewal_months = models.Constraint(
        "CHECK(renewal = 'none' OR renewal_months > 0)",
        "A contract that renews needs a renewal term of at least one month.",
    )

    _check_adjustment = models.Constraint(
        "CHECK(adjustment != 'index' OR adjustment_index_id IS NOT NULL)",
        "Choose the price index that the prices follow.",
    )
    _check_adjustment_percent = models.Constraint(
        "CHECK(adjustment_percent > -100)", "Prices cannot fall by 100 percent or more."
    )
    _check_adjustment_share = models.Constraint(
        "CHECK(adjustment_share BETWEEN 0 AND 100)",
        "The share of the index is between 0 and 100 percent.",
    )

    # === COMPUTE METHODS === #

    @api.model
    def _get_condition_fields(self):
        """Names of the conditions: whatever fields the mixin has, added ones too."""
        mixin = self.env["service.contract.conditions.mixin"]
        return [name for name, field in mixin._fields.items() if field.precompute]

    @api.model
    def _get_condition_sources(self):
        """Fields that the proposals of the conditions depend on."""
        return []

    @api.model
    def _get_standard_conditions(self):
        """Conditions that a type begins with; those not named here are empty."""
        return {
            "renewal": "none",
            "renewal_months": 12,
            "billing_interval": 12,
            "billing_unit": "month",
            "billing_timing": "advance",
            "billing_alignment": "anniversary",
            "price_basis": "period",
            "adjustment": "none",
            "adjustment_share": 100,
        }

    def _propose_condition(self, name):
        """Let ``name`` be what such a record begins with."""
        standard = self._get_standard_conditions()
        for record in self:
            record[name] = standard.get(name, False)

    # === BUSINESS METHODS === #

    def _get_billing_interval(self):
        """How long a billing period lasts.

        :rtype: Interval
        """
        self.ensure_one()
        return Interval(self.billing_interval or 1, self.billing_unit or "month")

    def _get_price_interval(self):
        """How long what a price pays for lasts.

        :rtype: Interval
        """
        self.ensure_one()
        if self.price_basis in ("period", False):
            return self._get_billing_interval()
        return Interval(1, self.price_basis)

    def _bills_whole_prices(self):
        """Whether a price pays for whole periods from the start of a line."""
        self.ensure_one()
        return (
            self.billing_alignment == "anniversary"
            and self._get_price_interval().holds_whole(self._get_billing_interval())
        )

    def _get_coverage_percent(self, kind):
        """Percent covered of ``kind``: ``labour``, ``parts`` or ``travel``."""
        self.ensure_one()
        return self[f"{kind}_coverage"]
