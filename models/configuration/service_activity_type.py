# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceActivityType(models.Model):
    """Kind of work, defined freely by each company: repair, overhaul, tax return …"""

    _name = "service.activity.type"
    _description = "Activity Type"
    _inherit = ["service.guarded.mixin"]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Empty: every company can use it.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Invoiced As",
        domain="[('type', '=', 'service')]",
        check_company=True,
        help="Service product that gives the price, account and taxes of an hour. "
        "Without it the work is never invoiced.",
    )
    planned_hours = fields.Float(
        string="Usual Hours", default=1.0, help="Proposed on new operations, in hours."
    )
    prepaid_factor = fields.Float(
        string="Prepaid Factor",
        default=1.0,
        required=True,
        help="An hour of this work takes so many hours of a prepaid block, e.g. 2 for "
        "urgent work.",
    )
    protocol_id = fields.Many2one(
        "service.protocol",
        check_company=True,
        help="Operations that this kind of work consists of. “Add Protocol Operations” "
        "on a job adds them for each operation of this type that was entered by hand.",
    )
    is_travel = fields.Boolean(
        string="Travel Time",
        help="These hours are spent on the way: the travel cover of contracts holds, "
        "and they do not use up included hours.",
    )
    time_rounding = fields.Integer(
        string="Round To",
        help="Measured time is rounded to whole steps of this many minutes. "
        "Zero: no rounding.",
    )
    time_rounding_method = fields.Selection(
        [("nearest", "Nearest"), ("up", "Up")],
        string="Rounding",
        default="nearest",
        required=True,
    )
    overtime_percent = fields.Float(
        string="Overtime Surcharge",
        help="Added to the price of hours outside the working hours, in percent.",
    )
    holiday_percent = fields.Float(
        string="Holiday Surcharge",
        help="Added to the price of hours on public holidays and on Sundays that are "
        "no working days, in percent.",
    )
    required_skill_ids = fields.Many2many(
        "service.skill",
        "service_activity_type_skill_rel",
        "activity_type_id",
        "skill_id",
        string="Skills Needed",
        check_company=True,
        help="Planning warns when nobody on the job has them.",
    )
    note = fields.Html(string="Information Sheet", translate=True)

    _check_planned_hours = models.Constraint(
        "CHECK(planned_hours >= 0)", "The usual hours cannot be negative."
    )
    _check_prepaid_factor = models.Constraint(
        "CHECK(prepaid_factor >= 0)", "The prepaid factor cannot be negative."
    )
    _check_time_rounding = models.Constraint(
        "CHECK(time_rounding BETWEEN 0 AND 1440)",
        "Measured time is rounded to steps of at most 1440 minutes, a day.",
    )
    _check_surcharges = models.Constraint(
        "CHECK(overtime_percent >= 0 AND holiday_percent >= 0)",
        "A surcharge cannot be negative.",
    )

    @api.model
    def _get_travel_type(self, company):
        """Type of the time spent on the way.

        :raises UserError: when there is none
        """
        kind = self._find_travel_type(company)
        if not kind:
            raise UserError(
                self.env._(
                    "There is no activity type for travel time. Mark one as “Travel "
                    "Time” in the configuration."
                )
            )
        return kind

    @api.model
    def _find_travel_type(self, company):
        """Type of the time spent on the way, if there is one."""
        return self.search(
            [("is_travel", "=", True), ("company_id", "in", (False, company.id))],
            order="company_id, sequence, id",
            limit=1,
        )
