from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.periods import days_between


class ServiceContractSuspension(models.Model):
    """Days on which a contract is not billed, covers nothing and plans no visit."""

    _name = "service.contract.suspension"
    _description = "Service Contract Suspension"
    _order = "date_from desc, id desc"
    _check_company_auto = True

    contract_id = fields.Many2one(
        "service.contract", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    date_from = fields.Date(string="From", required=True, help="First day, included.")
    date_to = fields.Date(
        string="To", help="Last day, included. Empty: until the contract is resumed."
    )
    prolong = fields.Boolean(
        string="Prolong the Contract",
        help="Its end moves by as many days as it was suspended.",
    )
    prolonged_days = fields.Integer(
        readonly=True, help="Days by which the end has been moved."
    )
    reason = fields.Char()

    _check_dates = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)",
        "A suspension cannot end before it starts.",
    )

    @api.depends("date_from", "date_to")
    def _compute_display_name(self):
        for suspension in self:
            start, end = (
                fields.Date.to_string(day) if day else "…"
                for day in (suspension.date_from, suspension.date_to)
            )
            suspension.display_name = f"{start} – {end}"

    @api.constrains("contract_id", "date_from", "date_to")
    def _check_overlap(self):
        for contract in self.contract_id:
            intervals = sorted(contract._get_suspended_intervals())
            for (_start, end), (next_start, _end) in zip(
                intervals, intervals[1:], strict=False
            ):
                if next_start <= end:
                    raise ValidationError(
                        self.env._(
                            "Contract %s is already suspended on some of these days. "
                            "Choose other days or change that suspension.",
                            contract.display_name,
                        )
                    )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        contracts = self.contract_id.browse(vals["contract_id"] for vals in vals_list)
        with contracts._log_changes():
            suspensions = super().create(vals_list)
            suspensions._apply()
        return suspensions

    def write(self, vals):
        if not {"date_from", "date_to", "prolong"} & vals.keys():
            return super().write(vals)
        with self.contract_id._log_changes():
            result = super().write(vals)
            self._apply()
        return result

    def unlink(self):
        contracts = self.contract_id
        with contracts._log_changes():
            for suspension in self:
                suspension._prolong_by(-suspension.prolonged_days)
            result = super().unlink()
            contracts.line_ids._propose_settlements()
        return result

    # === BUSINESS METHODS === #

    def _apply(self):
        """Move the end of contracts that are prolonged; settle what is billed."""
        for suspension in self:
            days = suspension._get_days() if suspension.prolong else 0
            suspension._prolong_by(days - suspension.prolonged_days)
        self.contract_id.line_ids._propose_settlements()

    def _get_days(self):
        """Number of suspended days; none while the end is open."""
        self.ensure_one()
        return days_between(self.date_from, self.date_to) if self.date_to else 0

    def _prolong_by(self, days):
        self.ensure_one()
        if days:
            self.contract_id._prolong_by(days, self.date_from)
            self.prolonged_days += days
