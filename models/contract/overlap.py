# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class ServiceContract(models.Model):
    _inherit = "service.contract"

    overlap_count = fields.Integer(compute="_compute_overlap_count")

    @api.depends("line_ids.overlap_count")
    def _compute_overlap_count(self):
        for contract in self:
            contract.overlap_count = sum(contract.line_ids.mapped("overlap_count"))


class ServiceContractLine(models.Model):
    """Promises for the same equipment on the same days, made visible."""

    _inherit = "service.contract.line"

    overlapping_line_ids = fields.Many2many(
        "service.contract.line",
        string="Overlapping Lines",
        compute="_compute_overlap",
        help="Other contract lines, drafts included, for the same equipment and days.",
    )
    overlap_count = fields.Integer(
        string="Overlaps", compute="_compute_overlap", search="_search_overlap_count"
    )
    overlap_text = fields.Char(string="Overlap", compute="_compute_overlap")

    @api.depends(
        "equipment_id.contract_line_ids.date_start",
        "equipment_id.contract_line_ids.date_end",
        "equipment_id.contract_line_ids.state",
        "date_start",
        "date_end",
        "state",
    )
    def _compute_overlap(self):
        overlaps = self._read_overlaps()
        for key, line in enumerate(self):
            found = self.browse(overlaps.get(key, ()))._filtered_access("read")
            line.overlapping_line_ids = found
            line.overlap_count = len(found)
            line.overlap_text = found._describe_overlap()

    def _describe_overlap(self):
        contracts = self.contract_id.mapped("display_name")
        return bool(contracts) and self.env._("Also in %s", ", ".join(contracts))

    def _read_overlaps(self):
        """Ids of the lines that overlap with each of these, by its position.

        These may still be in the making.
        """
        states = self.contract_id._get_open_states()
        asked = [
            (key, line._origin.id or 0, line.equipment_id._origin.id, *line._get_days())
            for key, line in enumerate(self)
            if line.equipment_id and line.date_start and line.state in (*states, False)
        ]
        if not asked:
            return {}
        keys, lines, equipment, starts, ends = map(list, zip(*asked, strict=True))
        overlaps = self.env["service.promise"]._get_overlaps(
            SQL(
                "(SELECT * FROM UNNEST(%s::int[], %s::int[], %s::int[], %s::date[], "
                "%s::date[]) AS l(key, line_id, equipment_id, date_start, date_end))",
                *(keys, lines, equipment, starts, ends),
            ),
            states,
        )
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT key, ARRAY_AGG(line_id ORDER BY line_id) "
                    "FROM %s overlap GROUP BY key",
                    overlaps,
                )
            )
        )

    def _get_days(self):
        """First and last day, the latter None when there is no end."""
        self.ensure_one()
        return self.date_start, self.date_end or None

    @api.model
    def _search_overlap_count(self, operator, value):
        """Only whether there is any: ``overlap_count > 0`` or its opposite."""
        if (operator, value) not in ((">", 0), ("<=", 0)):
            return NotImplemented
        states = self.contract_id._get_open_states()
        promises = self.env["service.promise"]
        overlaps = promises._get_overlaps(
            promises._get_equipment_promises(states), states
        )
        return Domain(
            "id",
            "in" if operator == ">" else "not in",
            SQL("(SELECT key FROM %s overlap)", overlaps),
        )
