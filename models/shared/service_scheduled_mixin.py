# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .guarded import work_in_batches, work_off

_logger = logging.getLogger(__name__)


class ServiceScheduledMixin(models.AbstractModel):
    """Scheduled work on documents: who is responsible is asked about what failed."""

    _name = "service.scheduled.mixin"
    _description = "Scheduled Work"

    @api.model
    def _work_through(self, domain, work, told_by, narrow=None):
        """Do ``work`` with the records of ``domain``, in batches that are kept.

        What somebody else is writing is left to the next call.

        :param work: takes records; safe to be called again with the same ones
        :param told_by: XML id of the type of activity that asks to look at what failed
        :param narrow: takes records and returns those that there is work to do with,
            where the domain cannot say it; reads only
        :return: the records that failed, and whether all had their turn
        :rtype: tuple
        """
        failed = []

        def fail(record, error):
            failed.append(record.id)
            record._tell_failure(told_by, error)

        def work_with_free(records):
            # meanwhile somebody may have done it, or be about to
            free = records.try_lock_for_update(allow_referencing=True)
            if free := self.search(domain & Domain("id", "in", free.ids)):
                work(free)

        records = self.search(domain)
        if narrow:
            records = records._narrow_down(narrow, fail)
        finished = work_in_batches(records, work_with_free, fail)
        return self.browse(failed), finished

    def _narrow_down(self, narrow, fail):
        """Those of these records that ``narrow`` returns, one in error apart."""
        found = []
        work_off(
            self.env, self, lambda records: found.extend(narrow(records).ids), fail
        )
        return self.browse(found)

    # === WHAT FAILED === #

    def _tell_failure(self, told_by, error):
        """Ask the responsible, once, to look at what could not be done."""
        _logger.warning("Scheduled work on %s failed", self, exc_info=error)
        document = self._get_failure_document()
        if document.activity_search([told_by]):
            return
        document = document._in_language_of(document.user_id)
        document.activity_schedule(
            told_by,
            note=str(error)
            if isinstance(error, UserError)
            else document.env._(
                "An unexpected error: ask your administrator to look at the log of "
                "the server."
            ),
            user_id=document.user_id.id or self.env.uid,
        )

    def _get_failure_document(self):
        """Hook: the document on which somebody is told; it has activities."""
        return self

    @api.model
    def _forget_failures(self, told_by, failed):
        """Nobody has to look any more at what has not failed again."""
        document = self._get_failure_document()
        self.env["mail.activity"].search(
            Domain("res_model", "=", document._name)
            & Domain("res_id", "not in", failed._get_failure_document().ids)
            & Domain("activity_type_id", "=", self.env.ref(told_by).id)
        ).unlink()
