# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.local_time import local_day

TARGET_MODELS = [
    ("res.partner", "Customers"),
    ("service.contract", "Contracts"),
    ("service.equipment", "Equipment"),
]


class ServiceIntervention(models.Model):
    """A practice: a job that a protocol has been started for, once for an occasion."""

    _inherit = "service.intervention"

    occasion = fields.Date(
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="Day of the occasion that started the protocol, once for each.",
    )
    occasion_name = fields.Char(
        string="Reason",
        copy=False,
        readonly=True,
        help="Why the protocol was applied to many at once, e.g. a new law.",
    )
    occasion_model = fields.Selection(TARGET_MODELS, copy=False, readonly=True)
    occasion_res_id = fields.Many2oneReference(
        string="Applied To", model_field="occasion_model", copy=False, readonly=True
    )
    is_repeated_practice = fields.Boolean(
        string="Practice of a Duplicate",
        copy=False,
        readonly=True,
        help="Two customers who each had this practice for the same occasion have "
        "become one, and the other job is the one that counts.",
    )
    next_step_id = fields.Many2one(
        "service.activity",
        string="Next Operation",
        compute="_compute_next_step_id",
        store=True,
        index="btree_not_null",
    )
    next_step_date = fields.Date(
        string="Next Due", related="next_step_id.date_due", store=True
    )
    has_late_step = fields.Boolean(
        string="Operation Late",
        compute="_compute_has_late_step",
        search="_search_has_late_step",
    )

    _occasion_unique = models.UniqueIndex(
        "(company_id, protocol_id, partner_id, occasion, COALESCE(contract_id, 0)) "
        "WHERE occasion IS NOT NULL AND occasion_name IS NULL "
        "AND is_repeated_practice IS NOT TRUE",
        "This protocol has already been started for this customer and occasion.",
    )
    _occasion_name_unique = models.UniqueIndex(
        "(company_id, protocol_id, lower(occasion_name), occasion_model, "
        "occasion_res_id) WHERE occasion_name IS NOT NULL "
        "AND is_repeated_practice IS NOT TRUE",
        "This protocol has already been applied for this reason. Refresh the preview.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "state",
        "activity_ids.state",
        "activity_ids.date_due",
        "activity_ids.sequence",
    )
    def _compute_next_step_id(self):
        for intervention in self:
            is_open = intervention.is_open
            todo = intervention.activity_ids.filtered(
                lambda activity, is_open=is_open: is_open and activity.state == "todo"
            )
            intervention.next_step_id = todo.sorted(
                lambda activity: (activity.date_due or date.max, activity.sequence)
            )[:1]

    @api.depends("next_step_id.is_late")
    def _compute_has_late_step(self):
        for intervention in self:
            intervention.has_late_step = intervention.next_step_id.is_late

    def _search_has_late_step(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("next_step_id.is_late", "=", True)

    # === BUSINESS METHODS === #

    def _is_for_whole_job(self):
        return super()._is_for_whole_job() and (
            self.occasion_model != "service.equipment"
        )

    def _get_first_day(self):
        """Day that the due dates of the operations are counted from, if any."""
        if not self.date_start:
            return self.occasion
        return local_day(self.date_start, self._get_zone())
