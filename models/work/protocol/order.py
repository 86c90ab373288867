# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models


class ServiceActivity(models.Model):
    """Which operation of a practice comes before which."""

    _inherit = "service.activity"

    previous_ids = fields.Many2many(
        "service.activity",
        string="Comes After",
        compute="_compute_previous_ids",
        help="The operation before this one, of those that begin on different days.",
    )

    @api.depends(
        "intervention_id.activity_ids.offset_days",
        "intervention_id.activity_ids.sequence",
        "intervention_id.activity_ids.item_id",
        "intervention_id.activity_ids.protocol_id",
    )
    def _compute_previous_ids(self):
        later = self.filtered("offset_days")
        (self - later).previous_ids = False
        chains = defaultdict(list)
        for activity in later.intervention_id.activity_ids.sorted(
            lambda one: (one.offset_days, one.sequence, one._origin.id)
        ):
            chains[activity._get_chain()].append(activity)
        for activity in later:
            activity.previous_ids = next(
                (
                    one
                    for one in reversed(chains[activity._get_chain()])
                    if one.offset_days < activity.offset_days
                ),
                False,
            )

    def _get_chain(self):
        """Operations with the same are done one after the other."""
        self.ensure_one()
        return self.intervention_id, self.item_id, self.protocol_id
