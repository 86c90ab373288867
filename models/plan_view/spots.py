# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..shared.asked import MAX_RECORDS, Asked


class Base(models.AbstractModel):
    """Where what is planned lies, for the map beside the plan."""

    _inherit = "base"

    @api.model
    @api.readonly
    def service_gantt_spots(self, record_ids):
        """Where records lie.

        :return: ``spots``, an id with latitude and longitude for each record that has
            them; ``tiles``, the address of pictures of the map with the ``credit`` that
            they ask for, empty where there are none
        """
        self._check_asked_inside()
        records = self.browse(Asked(self.env).ids(record_ids, MAX_RECORDS)).exists()
        spots = records._filtered_access("read")._service_gantt_spots()
        tiles, credit = self._service_gantt_tiles()
        return {"spots": spots, "tiles": tiles, "credit": credit}

    # === HOOKS === #

    def _service_gantt_spots(self):
        """Id, latitude and longitude of each record that has a known spot."""
        return []

    @api.model
    def _service_gantt_tiles(self):
        """Address of pictures of the map, with ``{z}``, ``{x}`` and ``{y}`` in it, and
        whom to name for them."""
        return "", ""
