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
        raise self._service_gantt_no_proposal()

    @api.model
    def service_gantt_offers(self, record_id, start, stop, options):
        """Look for times and rows that one record could have, and write nothing.

        :return: ``offers``, the best first, each a ``change`` as
            :meth:`service_gantt_write` takes it, a ``name`` and ``reasons``; where
            there is none, the ``reason`` why
        """
        self._check_asked_inside()
        raise self._service_gantt_no_proposal()

    @api.model
    def service_gantt_improve(self, record_ids, start, stop, options):
        """Look for better times of what is planned, and write nothing.

        :param record_ids: only these, which are in the way of others; else all
        :return: as :meth:`service_gantt_propose`
        """
        self._check_asked_inside()
        raise self._service_gantt_no_proposal()

    def _service_gantt_no_proposal(self):
        return UserError(
            self.env._("Nothing can be proposed for “%s”.", self._description)
        )
