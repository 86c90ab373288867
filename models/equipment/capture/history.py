# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, models

from ...shared.own_context import get_own, own


class ServiceEquipment(models.Model):
    """What was shipped earlier and comes in later, without turning back the present."""

    _inherit = "service.equipment"

    @api.model
    def _capture_history(self, moves):
        """Catch up with done moves that were never captured, oldest first.

        What happened to an equipment since then stands: an old move adds to its
        history and does not turn it back. Doing it again adds nothing.
        """
        history = self.with_context(**own(service_history=True))
        moves = self._filter_to_capture(moves)
        for wave in self._split_in_waves(moves - self._filter_captured(moves)):
            history._capture_safely(wave)

    @api.model
    def _filter_captured(self, moves):
        """Those of ``moves`` that the history of some equipment already tells."""
        # sudo: what other people may not see has been captured as well
        events = self.env["service.equipment.event"].sudo()
        return moves.browse(
            move.id
            for (move,) in events._read_group(
                [("move_id", "in", moves.ids)], ["move_id"]
            )
        )

    @api.model
    def _split_in_waves(self, moves):
        """Yield ``moves`` in order of time, as many at once as possible.

        In one wave no serial number moves twice, and goods without one go one way only.
        """
        waves = defaultdict(moves.browse)
        last = {}  # what moves: number of its wave and direction
        for move in moves.sorted(lambda move: (move.date, move.id)):
            outward = self._is_delivery(move)
            partner = self._get_placement(move).partner
            keys = {
                (move.company_id, lot)
                if self._is_serial(lot)
                else (move.company_id, move.product_id, lot, partner)
                for lot in self._get_moved(move)
            }
            number = 0
            for key in keys & last.keys():
                wave, direction = last[key]
                again = len(key) == 2 or direction != outward
                number = max(number, wave + again)
            waves[number] |= move
            last.update(dict.fromkeys(keys, (number, outward)))
        for number in sorted(waves):
            yield waves[number]

    def _filter_late(self, move):
        """Equipment of which something later than ``move`` is known already.

        Never so while goods are shipped, only when history is brought in.
        """
        if not get_own(self.env, "service_history"):
            return self.browse()
        day = self._get_placement(move).date
        return self.filtered(
            lambda e: any(
                event.date > day
                or (
                    event.date == day
                    and event.move_id
                    and (event.move_id.date, event.move_id.id) > (move.date, move.id)
                )
                for event in e.event_ids
            )
        )
