# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceContractClose(models.TransientModel):
    """Ends contracts, or some of their lines, on a day and shows what that credits."""

    _name = "service.contract.close"
    _description = "End Contract"

    contract_ids = fields.Many2many(
        "service.contract",
        string="Contracts",
        default=lambda self: self._get_selected_contracts(),
    )
    line_ids = fields.Many2many("service.contract.line", string="Lines")
    date_end = fields.Date(
        string="Last Day",
        required=True,
        compute="_compute_date_end",
        store=True,
        readonly=False,
        precompute=True,
    )
    reason = fields.Char()
    to_credit = fields.Html(compute="_compute_to_credit")
    unowed_openings = fields.Html(compute="_compute_unowed_openings")

    @api.model
    def _get_selected_contracts(self):
        context = self.env.context
        selected = context.get("active_model") == "service.contract"
        return self.env["service.contract"].browse(
            context.get("active_ids", []) if selected else []
        )

    @api.depends("contract_ids")
    def _compute_date_end(self):
        """Today; the day before the suspension of a contract that is suspended."""
        today = self._get_company_today()
        for wizard in self:
            days = [contract._get_closing_day() for contract in wizard.contract_ids]
            wizard.date_end = days[0] if len(days) == 1 else today

    @api.depends("contract_ids", "line_ids", "date_end")
    def _compute_to_credit(self):
        for wizard in self:
            wizard.to_credit = wizard.date_end and wizard._describe_credit()

    @api.depends("contract_ids", "line_ids", "date_end")
    def _compute_unowed_openings(self):
        """What was invoiced before this system and will not be owed any more."""
        for wizard in self:
            lines = wizard._get_ending_lines()
            unowed = wizard.date_end and lines._get_unowed_openings(wizard.date_end)
            wizard.unowed_openings = (
                lines._describe_unowed_openings(unowed or []) or False
            )

    def _get_ending_lines(self):
        return self.line_ids._origin or self.contract_ids._origin.line_ids

    def _describe_credit(self):
        """What will be proposed for credit, without proposing it yet."""
        lines = self._get_ending_lines()
        proposals = self.env["service.contract.settlement"].browse()
        for vals in lines._get_overbilled(self.date_end).values():
            proposals |= proposals.new(vals)
        return lines._describe_settlements(proposals)

    def action_confirm(self):
        """End the lines, or the whole contracts."""
        self._check_asked_one()
        if self.line_ids:
            self._end_lines()
        else:
            self.contract_ids._close_on(self.date_end)
        self._log_reason()
        return {"type": "ir.actions.act_window_close"}

    def _end_lines(self):
        contracts = self.line_ids.contract_id
        contracts._check_transition(contracts._get_running_states())
        for line in self.line_ids:
            if self.date_end < line.date_start:
                raise UserError(
                    self.env._(
                        "%s has not started by then. Choose a later day, or delete "
                        "the line if it was never invoiced.",
                        line.display_name,
                    )
                )
        self.line_ids._end_on(self.date_end)

    def _log_reason(self):
        if self.reason:
            contracts = self.line_ids.contract_id or self.contract_ids
            contracts._message_log_batch(
                bodies=dict.fromkeys(contracts.ids, self.reason)
            )
