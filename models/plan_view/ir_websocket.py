# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from .service_gantt_live_mixin import CHANNEL

PREFIX = f"{CHANNEL}/"


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        wanted = [one for one in channels if _is_gantt(one)]
        others = [one for one in channels if not _is_gantt(one)]
        return super()._build_bus_channel_list(
            [*others, *self._get_gantt_channels(wanted)]
        )

    def _get_gantt_channels(self, wanted):
        """Who looks at the plan of a model hears of changes in their own companies.

        :param wanted: ``service_gantt/<model>`` for each plan; without the right to
            read the model it is dropped
        """
        models = [channel.removeprefix(PREFIX) for channel in wanted]
        return [
            (company, f"{PREFIX}{model}")
            for model in models
            if model in self.env and self.env[model].has_access("read")
            for company in self.env.user.company_ids
        ]


def _is_gantt(channel):
    return isinstance(channel, str) and channel.startswith(PREFIX)
