from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# promises that count, or are going to
OPEN_STATES = ("draft", "active", "suspended")


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
        others = self.search(
            Domain("equipment_id", "in", self.equipment_id.ids)
            & Domain("state", "in", OPEN_STATES)
        ).grouped("equipment_id")
        for line in self:
            found = line._filter_overlapping(
                others.get(line.equipment_id._origin, self.browse())
            )
            line.overlapping_line_ids = found
            line.overlap_count = len(found)
            line.overlap_text = found._describe_overlap()

    def _describe_overlap(self):
        contracts = self.contract_id.mapped("display_name")
        return bool(contracts) and self.env._("Also in %s", ", ".join(contracts))

    def _filter_overlapping(self, others):
        """Those of ``others`` that share a day with this line."""
        self.ensure_one()
        if self.state not in (*OPEN_STATES, False) or not self.date_start:
            return self.browse()
        return others.filtered(
            lambda other: (
                other != self._origin
                and (not self.date_end or other.date_start <= self.date_end)
                and (not other.date_end or self.date_start <= other.date_end)
            )
        )

    @api.model
    def _search_overlap_count(self, operator, value):
        """Only whether there is any: ``overlap_count > 0`` or its opposite."""
        if (operator, value) not in ((">", 0), ("<=", 0)):
            return NotImplemented
        self.flush_model(["equipment_id", "state", "date_start", "date_end"])
        overlapping = SQL(
            """(
                SELECT line.id
                  FROM service_contract_line line
                  JOIN service_contract_line other
                    ON other.equipment_id = line.equipment_id
                   AND other.id != line.id
                   AND other.date_start <= COALESCE(line.date_end, 'infinity')
                   AND line.date_start <= COALESCE(other.date_end, 'infinity')
                 WHERE line.state IN %(states)s AND other.state IN %(states)s
            )""",
            states=OPEN_STATES,
        )
        return Domain("id", "in" if operator == ">" else "not in", overlapping)
