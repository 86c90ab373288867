# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import nullcontext

from odoo import models


class ServiceFollowedMixin(models.AbstractModel):
    """Records whose changes others refuse, tidy, watch or follow.

    They extend the hooks below instead of ``write``. What several of them do about one
    change does not depend on the order.
    """

    _name = "service.followed.mixin"
    _description = "Followed Changes"

    def write(self, vals):
        vals = self._prepare_change(vals)
        with self._watch_change(vals):
            result = super().write(vals)
            self._on_changed(vals.keys())
        return result

    # === HOOKS === #

    def _prepare_change(self, vals):
        """Values to write instead of ``vals``, tidied; refuse them here."""
        return vals

    def _watch_change(self, vals):
        """Context in which ``vals`` are written, to compare before and after."""
        return nullcontext()

    def _on_changed(self, names):
        """Called once the fields ``names`` have been written."""
