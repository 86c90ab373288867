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
    ("photo", "Photo"),
]
CONDITION_MODELS = [
    ("service.equipment", "Equipment"),
    ("service.contract", "Contract"),
    ("res.partner", "Customer"),
]


class ServiceProtocolStep(models.Model):
    """One operation of a protocol: the pattern of an activity.

    A line with a ``display_type`` is no operation but the title of the section that
    the operations below it belong to.
    """

    _name = "service.protocol.step"
    _description = "Protocol Step"
    _order = "sequence, id"

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
    check_type = fields.Selection(
        CHECK_TYPES, string="Check", default="done", required=True
    )
    measure_min = fields.Float(string="Minimum")
    measure_max = fields.Float(string="Maximum")
    measure_uom_id = fields.Many2one("uom.uom", string="Unit")
    required = fields.Boolean(
        default=True, help="The job cannot be finished before this is recorded."
    )
    condition_model = fields.Selection(
        CONDITION_MODELS,
        string="Condition On",
        default="service.equipment",
        required=True,
        help="Equipment: the one worked on. Contract: the contract of the job. "
        "Customer: the customer of the job.",
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
    product_ids = fields.Many2many("product.product", string="Expected Parts")
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
            try:
                step._get_condition().validate(self.env[step.condition_model])
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

    def _get_target(self, intervention, item):
        """The one record of a job that the condition of this step is about."""
        self.ensure_one()
        return {
            "service.equipment": item.equipment_id,
            "service.contract": intervention.contract_id,
            "res.partner": intervention.partner_id,
        }[self.condition_model]

    def _match(self, places):
        """Return those of ``places`` that this step is wanted in.

        :param places: list of ``(intervention, item)``; the item may be empty
        """
        self.ensure_one()
        condition = self._get_condition()
        if condition.is_true():
            return places
        targets = [self._get_target(*place) for place in places]
        matching = self.env[self.condition_model].union(*targets)
        matching = set(matching.filtered_domain(condition)._ids)
        return [
            place
            for place, target in zip(places, targets, strict=True)
            if target.id in matching
        ]

    def _prepare_activity_vals(self, item=None, section=False):
        """Values of the activity that this step creates.

        They are copied, not linked: changing the protocol later never changes a job.

        :param item: optional ``service.intervention.item`` that is worked on
        :param section: title of the section that the step stands in
        """
        self.ensure_one()
        return {
            "item_id": item.id if item else False,
            "sequence": self.sequence,
            "section": section,
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
            "protocol_id": self.protocol_id.id,
            "protocol_version": self.protocol_id.version,
        }
