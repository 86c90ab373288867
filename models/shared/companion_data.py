# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import convert_file

ADDON = "service_management"


class IrModelData(models.Model):
    """Data for add-ons that may be installed before this one or after it."""

    _inherit = "ir.model.data"

    @api.model
    def _process_end(self, modules):
        """Called once modules have been installed or upgraded, with all models there.

        Before what their files no longer bring is removed.
        """
        self._load_companion_data(modules)
        return super()._process_end(modules)

    @api.model
    def _get_companion_data(self):
        """Files of data for add-ons that are no dependency, by the add-on's name."""
        return {}

    @api.model
    def _load_companion_data(self, modules):
        """Load what belongs to an installed companion when it or we are among these."""
        installed = self.env["ir.module.module"]._installed()
        paths = [
            path
            for companion, path in self._get_companion_data().items()
            if companion in installed and {companion, ADDON} & {*modules}
        ]
        for path in paths:
            convert_file(self.env, ADDON, path, {})
        if paths:
            self._translate_companion_data()

    @api.model
    def _translate_companion_data(self):
        """Odoo has read the translations before these data were there."""
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        self.env["ir.module.module"]._load_module_terms([ADDON], languages)
