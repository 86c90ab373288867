# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta
from hashlib import sha256

from odoo import api, fields, models

HOUR = timedelta(hours=1)
KEPT = timedelta(days=1)


class ServicePublicAttempt(models.Model):
    """What strangers have tried on public pages within the last hours.

    Counted in the database, so that it holds for all workers. Addresses are kept as
    fingerprints only.
    """

    _name = "service.public.attempt"
    _description = "Attempt on a Public Page"

    kind = fields.Char(required=True)
    whom = fields.Char(required=True)

    _recent = models.Index("(kind, whom, create_date)")

    @api.model
    def _count_in(self, kind, whom, limit):
        """Note one more attempt.

        :param str kind: what is tried
        :param str whom: who tries, or on what
        :param int limit: how many an hour are allowed
        :return: whether this one still is
        """
        if self._is_too_often(kind, whom, limit):
            return False
        self.create({"kind": kind, "whom": self._get_mark(kind, whom)})
        return True

    @api.model
    def _is_too_often(self, kind, whom, limit):
        """Whether as many as ``limit`` were noted within the last hour."""
        recent = self.search_count(
            [
                ("kind", "=", kind),
                ("whom", "=", self._get_mark(kind, whom)),
                ("create_date", ">", self.env.cr.now() - HOUR),
            ],
            limit=limit,
        )
        return recent >= limit

    @api.model
    def _get_mark(self, kind, whom):
        return sha256(f"{kind}:{whom}".encode()).hexdigest()

    @api.autovacuum
    def _gc_attempts(self):
        self.search([("create_date", "<", self.env.cr.now() - KEPT)]).unlink()
