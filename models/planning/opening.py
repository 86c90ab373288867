# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResPartner(models.Model):
    """When somebody can come to a site."""

    _inherit = "res.partner"

    service_opening_id = fields.Many2one(
        "resource.calendar",
        string="Open For Service",
        ondelete="set null",
        index="btree_not_null",
        groups="base.group_user",
        help="Hours in which somebody can come. Proposals of the plan keep to them. "
        "Empty: at any time.",
    )


class ServiceIntervention(models.Model):
    _inherit = "service.intervention"

    def _get_planning_open(self, start, end):
        """Work at a site is done while the site is open, by its own clock."""
        # sudo: when the site of a job is open is no secret to whoever plans it
        calendar = self.site_id.sudo().service_opening_id
        if self.place != "site" or not calendar or calendar._is_free():
            return super()._get_planning_open(start, end)
        return calendar._get_hours(start, end, self._get_zone())


class ServiceActivity(models.Model):
    _inherit = "service.activity"

    def _get_planning_open(self, start, end):
        return self.intervention_id._get_planning_open(start, end)
