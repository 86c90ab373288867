# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError


class Base(models.AbstractModel):
    """Free slots for what waits to be planned."""

    _inherit = "base"

    @api.model
    def service_gantt_propose(self, record_ids, start, stop, options):
        """Look for people and times, and write nothing.

        :return: ``changes`` as :meth:`service_gantt_write` takes them, with names, what
            is ``left`` with the reason, and if there is any a ``summary``: names of
            what is compared with their values ``before`` and ``after``
        """
        self._check_asked_inside()
        raise UserError(
            self.env._("Nothing can be proposed for “%s”.", self._description)
        )
