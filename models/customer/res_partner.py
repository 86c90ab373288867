# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class ResPartner(models.Model):
    """What a contact of a customer may see in the portal."""

    _inherit = "res.partner"

    service_own_site = fields.Boolean(
        string="Sees Only the Own Address",
        groups="base.group_user",
        help="In the portal this person sees the equipment, contracts and jobs of this "
        "address instead of those of the whole company.",
    )

    def _get_family_domain(self, name):
        """Records whose field ``name`` is one of these contacts, or any below one.

        What ``child_of`` means, without asking the database for the contacts first.
        """
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s IN (%s)",
                model._field_to_sql(alias, name, query),
                self._get_family(),
            ),
            predicate=lambda record: record.filtered_domain(
                [(name, "child_of", self.ids)]
            ),
        )

    def _get_family(self):
        return SQL(
            """WITH RECURSIVE family AS (
                SELECT id FROM res_partner WHERE id = ANY(%s)
                UNION
                SELECT child.id
                  FROM res_partner child
                  JOIN family ON child.parent_id = family.id
            ) SELECT id FROM family""",
            self.ids,
            to_flush=self._fields["parent_id"],
        )
