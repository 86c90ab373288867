# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

from .service_guarded_mixin import MODULE


class IrRule(models.Model):
    """What a wizard asks and answers belongs to whoever has opened it."""

    _inherit = "ir.rule"

    @api.model
    def _compute_domain(self, model_name, mode="read"):
        """Rows of our wizards, and so their files, are their creator's only.

        Here and not in a rule for each, so that no wizard to come is forgotten.
        """
        domain = super()._compute_domain(model_name, mode)
        model = self.env[model_name]
        if self.env.su or not model._transient or model._original_module != MODULE:
            return domain
        return (domain & Domain("create_uid", "=", self.env.uid)).optimize(model)
