# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ServiceProtocolStep(models.Model):
    """One operation of a protocol: the pattern of an activity.

    A line with a ``display_type`` is no operation but the title of the section that
    the operations below it belong to.
    """

    _name = "service.protocol.step"
    _description = "Protocol Step"
    _inherit = [
        "service.kept.values.mixin",
        "service.condition.mixin",
        "service.check.mixin",
    ]
    _condition_field = "condition"
    _order = "sequence, id"
    _check_company_auto = True

    protocol_id = fields.Many2one(
        "service.protocol", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="protocol_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    display_type = fields.Selection([("line_section", "Section")])
    activity_type_id = fields.Many2one("service.activity.type", check_company=True)
    planned_hours = fields.Float(
        compute="_compute_planned_hours",
        store=True,
        readonly=False,
        precompute=True,
        help="In hours.",
    )
    offset_days = fields.Integer(
        string="Days After Start",
        help="Days from the start of the job to the date of this operation.",
    )
    check_type = fields.Selection(default="done")
    required = fields.Boolean(
        default=True, help="The job cannot be finished before this is recorded."
    )
    condition_model = fields.Selection(
        [("res.partner", "Customer")],
        string="Condition On",
        default="res.partner",
        required=True,
        help="What the condition is about: the equipment worked on, the contract of "
        "the job or its customer.",
    )
    condition = fields.Char(
        string="Only For",
        compute="_compute_condition",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Empty: always. Otherwise only where this condition is met.",
    )
    product_ids = fields.Many2many(
        "product.product", string="Expected Parts", check_company=True
    )
    note = fields.Html(string="Instructions", translate=True)

    _check_activity_type = models.Constraint(
        "CHECK(display_type IS NOT NULL OR activity_type_id IS NOT NULL)",
        "Enter the activity type of each step.",
    )
    _check_planned_hours = models.Constraint(
        "CHECK(planned_hours >= 0)", "The planned hours cannot be negative."
    )
    _check_measure_limits = models.Constraint(
        "CHECK(check_type != 'measure' OR measure_min <= measure_max)",
        "The minimum of a measure cannot be above its maximum.",
    )

    # === COMPUTE METHODS === #

    @api.depends("activity_type_id")
    def _compute_planned_hours(self):
        for step in self:
            step.planned_hours = step.activity_type_id.planned_hours

    @api.depends("condition_model")
    def _compute_condition(self):
        """A condition is about one kind of thing: it ends with another kind."""
        for step in self:
            step.condition = "[]"

    # === CONSTRAINT METHODS === #

    @api.constrains("condition", "condition_model")
    def _check_condition(self):
        for step in self:
            step._parse_condition()

    # === BUSINESS METHODS === #

    @api.model
    def _get_following_fields(self):
        """A condition ends with the kind of thing that it is about."""
        return super()._get_following_fields() | {"condition"}

    def _get_condition_model(self):
        return self.condition_model
