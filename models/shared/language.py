# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class Base(models.AbstractModel):
    """What the server tells a person is said in the language of that person."""

    _inherit = "base"

    def _in_language_of(self, user):
        """These records, to speak of them to ``user``: scheduled jobs have no language.

        Without a user, or one without a language, it stays as it is.
        """
        return self.with_context(lang=user.lang or self.env.lang)
