# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .once import take_turns


class ServiceNumberedMixin(models.AbstractModel):
    """Documents with a state, numbered by a sequence of their own company.

    The code of the sequence is the name of the model.
    """

    _name = "service.numbered.mixin"
    _description = "Numbered Service Document"

    name = fields.Char(
        string="Number", default="/", required=True, copy=False, index="trigram"
    )

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        unnumbered = documents.filtered(lambda document: document.name == "/")
        for company, records in unnumbered.grouped("company_id").items():
            sequence = self.env["ir.sequence"].search(
                [
                    ("code", "=", self._name),
                    ("company_id", "in", (company.id, False)),
                ],
                order="company_id",
                limit=1,
            )
            for record in records if sequence else ():
                record.name = sequence.next_by_id()
        return documents

    def _get_number(self):
        """The number, or nothing while the document has none."""
        self.ensure_one()
        return self.name if self.name != "/" else ""

    def _check_transition(self, allowed):
        """Refuse to go on with documents that are not in one of the states ``allowed``.

        Of two people who go on with the same at a time the later one is refused, too.

        :raises UserError: naming the document, its state and the states that would do
        """
        take_turns(self)
        labels = dict(self._fields["state"]._description_selection(self.env))
        for document in self:
            if document.state not in allowed:
                raise UserError(
                    self.env._(
                        "%(document)s is %(state)s. This is only possible from: "
                        "%(allowed)s.",
                        document=document.display_name,
                        state=labels[document.state],
                        allowed=", ".join(labels[state] for state in allowed),
                    )
                )
