# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import is_html_empty

EMPTY = ["", "<p></p>", "<p><br></p>"]


class ServiceNoteMixin(models.AbstractModel):
    """Records with an information sheet, and those of what they are about.

    A model names the other records whose sheets matter where it is worked on
    (:meth:`_get_sheets_to_read`).
    """

    _name = "service.note.mixin"
    _description = "Information Sheet"

    note = fields.Html(string="Information Sheet")
    has_note = fields.Boolean(
        string="Something to Read",
        compute="_compute_information_sheets",
        search="_search_has_note",
    )
    information_sheets = fields.Html(
        compute="_compute_information_sheets",
        help="What is written on the information sheets of everything concerned.",
    )

    @api.depends("note")
    def _compute_information_sheets(self):
        for record in self:
            sheets = [
                (title, text)
                for title, text in record._get_sheets_to_read()
                if not is_html_empty(text)
            ]
            record.information_sheets = Markup("").join(
                Markup("<h5>{}</h5>{}").format(title, text) for title, text in sheets
            )
            record.has_note = bool(sheets) or not is_html_empty(record.note)

    def _search_has_note(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_note_domain("note")

    @api.model
    def _get_note_domain(self, name):
        """Records with something written in the field ``name``."""
        return Domain(name, "!=", False) & Domain(name, "not in", EMPTY)

    def _get_sheets_to_read(self):
        """Title and text of the sheets of other records.

        :rtype: list[tuple]
        """
        return []
