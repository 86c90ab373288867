from odoo import api, fields, models


class ServiceNumberedMixin(models.AbstractModel):
    """Documents numbered by a sequence of their own company.

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
