from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

CHECK_TYPES = [
    ("none", "Nothing to Record"),
    ("done", "Done"),
    ("pass_fail", "Pass or Fail"),
    ("measure", "Measure"),
    ("text", "Text"),
]


class ServiceProtocolStep(models.Model):
    """One operation of a protocol: the pattern of an activity."""

    _name = "service.protocol.step"
    _description = "Service Protocol Step"
    _order = "sequence, id"

    protocol_id = fields.Many2one(
        "service.protocol", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="protocol_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    activity_type_id = fields.Many2one(
        "service.activity.type", required=True, check_company=True
    )
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
    check_type = fields.Selection(
        CHECK_TYPES, string="Check", default="done", required=True
    )
    measure_min = fields.Float(string="Minimum")
    measure_max = fields.Float(string="Maximum")
    measure_uom_id = fields.Many2one("uom.uom", string="Unit")
    required = fields.Boolean(
        default=True, help="The job cannot be finished before this is recorded."
    )
    condition = fields.Char(
        string="Only For",
        default="[]",
        required=True,
        help="Only for equipment that meets this condition.",
    )
    product_ids = fields.Many2many("product.product", string="Expected Parts")
    note = fields.Html(string="Instructions", translate=True)

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

    # === CONSTRAINT METHODS === #

    @api.constrains("condition")
    def _check_condition(self):
        for step in self:
            try:
                step._get_condition().validate(self.env["service.equipment"])
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValidationError(
                    self.env._(
                        "The condition of step %(name)s is not valid: %(error)s",
                        name=step.name,
                        error=error,
                    )
                ) from error

    # === BUSINESS METHODS === #

    def _get_condition(self):
        self.ensure_one()
        return Domain(literal_eval(self.condition))

    def _applies_to(self, equipment):
        """Whether this step is wanted on ``equipment``, which may be empty."""
        self.ensure_one()
        condition = self._get_condition()
        if not equipment:
            return condition.is_true()
        return bool(equipment.filtered_domain(condition))

    def _prepare_activity_vals(self, item=None):
        """Values of the activity that this step creates.

        They are copied, not linked: changing the protocol later never changes a job.

        :param item: optional ``service.intervention.item`` that is worked on
        """
        self.ensure_one()
        return {
            "item_id": item.id if item else False,
            "sequence": self.sequence,
            "name": self.name,
            "activity_type_id": self.activity_type_id.id,
            "planned_hours": self.planned_hours,
            "offset_days": self.offset_days,
            "check_type": self.check_type,
            "measure_min": self.measure_min,
            "measure_max": self.measure_max,
            "measure_uom_id": self.measure_uom_id.id,
            "required": self.required,
            "part_ids": [fields.Command.set(self.product_ids.ids)],
            "instructions": self.note,
            "protocol_step_id": self.id,
        }
