# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.periods import FOREVER, days_between


class ServiceContractSuspension(models.Model):
    """Days on which a contract is not billed, covers nothing and plans no visit."""

    _name = "service.contract.suspension"
    _description = "Service Contract Suspension"
    _inherit = ["service.guarded.mixin"]
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
            self._by_server().prolonged_days += days


class ServiceContract(models.Model):
    """When a contract is suspended."""

    _inherit = "service.contract"

    suspension_ids = fields.One2many(
        "service.contract.suspension", "contract_id", string="Suspensions"
    )
    date_suspended = fields.Date(
        string="Suspended On",
        compute="_compute_date_suspended",
        help="From this day on nothing falls due and nothing is covered.",
    )

    @api.depends("suspension_ids.date_from", "suspension_ids.date_to")
    def _compute_date_suspended(self):
        for contract in self:
            current = contract._get_suspension_on(contract._get_company_today())
            contract.date_suspended = current.date_from

    def _get_suspended_intervals(self):
        """First and last days of the suspensions, both included.

        One that is not resumed yet ends on :data:`FOREVER`.
        """
        self.ensure_one()
        return [(s.date_from, s.date_to or FOREVER) for s in self.suspension_ids]

    def _get_suspension_on(self, date):
        self.ensure_one()
        return self.suspension_ids.filtered(
            lambda s: s.date_from <= date and (not s.date_to or date <= s.date_to)
        )[:1]

    def _is_suspended_on(self, date):
        return bool(self._get_suspension_on(date))

    @api.model
    def _get_suspended_domain(self, date):
        """Contracts that are suspended on ``date``."""
        return Domain(
            "suspension_ids",
            "any",
            Domain("date_from", "<=", date)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", date)),
        )

    def _suspend(self, date_from, date_to=False, prolong=False, reason=False):
        """Suspend the contracts from ``date_from`` to ``date_to``, both included."""
        self.env["service.contract.suspension"].create(
            [
                {
                    "contract_id": contract.id,
                    "date_from": date_from,
                    "date_to": date_to,
                    "prolong": prolong,
                    "reason": reason,
                }
                for contract in self
            ]
        )
        self._follow_suspensions()

    def _resume(self, date):
        """Let the suspension that holds on ``date`` end on the day before."""
        for contract in self:
            current = contract._get_suspension_on(date)
            if current.date_from == date:
                current.unlink()
            else:
                current.date_to = date - timedelta(days=1)
        self._follow_suspensions()

    def _follow_suspensions(self):
        """Set the state of contracts in force to what holds today."""
        running = self.filtered("is_running")
        suspended = running.filtered(
            lambda c: c._is_suspended_on(c._get_company_today())
        )
        suspended.filtered(lambda c: c.state == "active")._set_state("suspended")
        (running - suspended).filtered(lambda c: c.state == "suspended")._set_state(
            "active"
        )

    def _prolong_by(self, days, since):
        """Move the end of the contract, and of the lines that last as long.

        :param since: day on which the suspension that prolongs it begins
        """
        self.ensure_one()
        if self.date_end:
            self._move_end(self.date_end + timedelta(days=days))
