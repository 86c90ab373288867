# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import escape_psql

from ..shared.asked import MAX_ID, Asked
from .label import LABEL_PATH

LONGEST = 500  # signs of a code; the address on a label has fewer


class ServiceEquipment(models.Model):
    """What the code on a label stands for, wherever it is scanned."""

    _inherit = "service.equipment"

    # === HOOKS === #

    @api.model
    def _get_scanners(self):
        """Methods that take a code and return what it leads to, or nothing.

        They are asked one after the other; each room adds its own. A result has the
        ``action`` that opens what was found, or a ``message`` about it.
        """
        return [self._scan_equipment]

    # === BUSINESS METHODS === #

    @api.model
    def scan_label(self, code):
        """Find what ``code``, scanned or typed, stands for.

        :return: an ``action`` to do, or a ``message`` with its ``type``
        """
        self._check_asked_inside()
        code = Asked(self.env).text(code, LONGEST).strip()
        for scan in self._get_scanners() if code else ():
            found = scan(code)
            if found:
                return found
        message = self.env._(
            "Nothing has the code “%s”. Scan it again, or type the number that is on "
            "the label.",
            code,
        )
        return {"message": message, "type": "warning"}

    @api.model
    def _scan_equipment(self, code):
        found = self._find_by_label(code) or self._find_labelled("installed-base", code)
        if not found:
            found = self.search(
                Domain("serial_number", "=ilike", escape_psql(code))
                | Domain("lot_id.name", "=", code),
                limit=80,
            )
        if len(found) > 1:
            return {"action": self._action_view([("id", "in", found.ids)])}
        return found and {"action": found._action_timeline()}

    @api.model
    def _find_by_label(self, code):
        """The equipment whose label has this address, as far as the user may see it."""
        match = re.search(rf"{LABEL_PATH}([\w-]+)/?$", code)
        if not match:
            return self.browse()
        # sudo: the token is read only to find what the user may see
        found = self.sudo().search([("label_token", "=", match[1])], limit=1)
        return found.sudo(False)._filtered_access("read")

    @api.model
    def _find_labelled(self, path, code):
        """The record whose address is on a label, as far as the user may see it."""
        match = re.search(rf"/odoo/(?:.*/)?{path}/(\d+)/?$", code)
        if not match or int(match[1]) > MAX_ID:
            return self.browse()
        return self.search([("id", "=", int(match[1]))])
