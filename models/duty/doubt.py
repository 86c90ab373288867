# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.usage import judge


class ServiceMeterReading(models.Model):
    """Readings that cannot be right as they are.

    A counter went backwards, or counted ten times the usual. Somebody is asked, and
    until then nothing is invoiced by such a reading.
    """

    _inherit = "service.meter.reading"

    state = fields.Selection(
        [("valid", "Counts"), ("to_check", "To Check")],
        default="valid",
        required=True,
        readonly=True,
        index=True,
    )
    doubt = fields.Selection(
        [("backwards", "Backwards"), ("unusual", "Ten Times the Usual")],
        readonly=True,
    )
    doubt_text = fields.Char(string="What to Do", compute="_compute_doubt_text")
    accepted_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        help="Who has said that this unusual reading is right.",
    )

    # === COMPUTE METHODS === #

    @api.depends("doubt", "state")
    @api.depends_context("lang")
    def _compute_doubt_text(self):
        texts = {
            "backwards": self.env._(
                "The counter would have gone backwards. Correct the value; if the "
                "counter was replaced, tick Counter Replaced."
            ),
            "unusual": self.env._(
                "This is more than ten times the usual. Correct the value, or confirm "
                "that it is right."
            ),
        }
        for reading in self:
            asked = reading.state == "to_check" and reading.doubt
            reading.doubt_text = texts.get(asked, False)

    # === ACTION METHODS === #

    def action_accept(self):
        """Say that an unusual reading is right: from now on it counts.

        :raises UserError: when the counter would have gone backwards
        """
        self._check_asked("write")
        waiting = self.filtered(lambda reading: reading.state == "to_check")
        for reading in waiting:
            if reading.doubt == "backwards":
                words = f"{reading.display_name}: {reading.doubt_text}"
                raise UserError(words)
        waiting._by_server().write({"state": "valid", "accepted_by_id": self.env.uid})
        waiting.meter_id._judge_waiting()

    # === BUSINESS METHODS === #

    def _judge(self):
        """Let these, and what waits beside them, count if there is no doubt.

        The oldest first: each is looked at beside those that count by then.
        """
        waiting = self | self.meter_id.reading_ids.filtered(
            lambda reading: reading.state == "to_check"
        )
        judged = defaultdict(self.browse)
        for meter, readings in waiting.grouped("meter_id").items():
            counting = [
                one
                for one in meter._get_counting()
                if one.day not in readings.mapped("date")
            ]
            for reading in readings.sorted("date"):
                doubt = meter._find_doubt(counting, reading)
                judged[doubt] |= reading
                if not doubt:
                    counting.append(reading._as_reading())
        for doubt, readings in judged.items():
            readings._by_server().write(
                {
                    "state": "to_check" if doubt else "valid",
                    "doubt": doubt,
                    "accepted_by_id": False,
                }
            )


class ServiceMeter(models.Model):
    _inherit = "service.meter"

    def _judge_waiting(self):
        """Look again at the readings that wait, as others count by now."""
        self.reading_ids.filtered(lambda one: one.state == "to_check")._judge()

    def _find_doubt(self, counting, reading):
        """What is strange about ``reading`` beside those that count, or False."""
        self.ensure_one()
        if not self.is_increasing:
            return False
        return judge(counting, reading._as_reading(), self.digits) or False
