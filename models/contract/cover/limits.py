# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..service_contract_conditions_mixin import OwnTableMany2many, proposed


class ServiceContractConditionsMixin(models.AbstractModel):
    """To which work the cover of a contract applies."""

    _inherit = "service.contract.conditions.mixin"

    covered_activity_type_ids = OwnTableMany2many(
        "service.activity.type",
        relation="covered_activity_rel",
        string="Only This Work",
        check_company=True,
        help="Other work is not covered. Empty: all work is.",
        **proposed("covered_activity_type_ids"),
    )
    excluded_activity_type_ids = OwnTableMany2many(
        "service.activity.type",
        relation="excluded_activity_rel",
        string="Not This Work",
        check_company=True,
        **proposed("excluded_activity_type_ids"),
    )
    covered_part_ids = OwnTableMany2many(
        "product.product",
        relation="covered_part_rel",
        string="Only These Parts",
        check_company=True,
        help="With the categories below, the only parts that are covered. Both empty: "
        "all parts are.",
        **proposed("covered_part_ids"),
    )
    covered_category_ids = OwnTableMany2many(
        "product.category",
        relation="covered_category_rel",
        string="Only Parts of These Categories",
        **proposed("covered_category_ids"),
    )
    excluded_part_ids = OwnTableMany2many(
        "product.product",
        relation="excluded_part_rel",
        string="Not These Parts",
        check_company=True,
        **proposed("excluded_part_ids"),
    )
    excluded_category_ids = OwnTableMany2many(
        "product.category",
        relation="excluded_category_rel",
        string="Not Parts of These Categories",
        **proposed("excluded_category_ids"),
    )
    cover_calendar_id = fields.Many2one(
        "resource.calendar",
        string="Covered Hours",
        check_company=True,
        help="Work that begins outside these hours, or on a holiday, is not covered. "
        "Empty: work at any time is.",
        **proposed("cover_calendar_id"),
    )
    has_limits = fields.Boolean(
        string="Limited",
        compute="_compute_has_limits",
        inverse="_inverse_has_limits",
        readonly=False,
        help="The cover is limited to some work, parts or hours.",
    )

    @api.depends(lambda self: self._get_limit_fields())
    def _compute_has_limits(self):
        names = self._get_limit_fields()
        for terms in self:
            terms.has_limits = any(terms[name] for name in names)

    def _inverse_has_limits(self):
        unlimited = self.filtered(lambda terms: not terms.has_limits)
        unlimited.write(dict.fromkeys(self._get_limit_fields(), False))

    @api.model
    def _get_limit_fields(self):
        """Names of the fields that limit to what work the cover applies."""
        return [
            "covered_activity_type_ids",
            "excluded_activity_type_ids",
            "covered_part_ids",
            "covered_category_ids",
            "excluded_part_ids",
            "excluded_category_ids",
            "cover_calendar_id",
        ]

    # === LIMIT METHODS === #

    def _get_limit(self, work, working_times):
        """Why ``work`` is beyond the limits of the cover; empty when it is not.

        :param Work work: what has to be covered
        :param WorkingTimes working_times: hours of the calendars asked about so far
        """
        self.ensure_one()
        if work.kind == "labour" and not self._includes_activity(work.activity_type):
            return self.env._("This kind of work is excluded.")
        if work.kind == "parts" and not self._includes_part(work.product):
            return self.env._("This part is excluded.")
        if not self._includes_moment(work.moment, working_times):
            return self.env._("The work is outside the covered hours.")
        return ""

    def _includes_activity(self, activity_type):
        if not activity_type:
            return True
        only = self.covered_activity_type_ids
        return activity_type not in self.excluded_activity_type_ids and (
            not only or activity_type in only
        )

    def _includes_part(self, product):
        if not product:
            return True
        # sudo: parts need not be visible to who sees that they are covered
        categories = product.sudo()._get_service_categories()
        if product in self.excluded_part_ids or categories & self.excluded_category_ids:
            return False
        parts, own = self.covered_part_ids, self.covered_category_ids
        return not (parts or own) or product in parts or bool(categories & own)

    def _includes_moment(self, moment, working_times):
        calendar = self.cover_calendar_id
        if not moment or not calendar:
            return True
        return working_times[calendar, self.company_id].holds(moment)
