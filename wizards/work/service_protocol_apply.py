# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...models.configuration.service_protocol import CLIENTS_ONLY
from ...models.work.protocol.practice import TARGET_MODELS

BATCH = 500  # jobs that one step creates, well within the time of a request
SHOWN = 200  # of those who are left out
DEFAULT_DOMAINS = {
    "res.partner": CLIENTS_ONLY,
    "service.contract": "[('state', '=', 'active')]",
    "service.equipment": "[('state', '=', 'in_service')]",
}


class ServiceProtocolApply(models.TransientModel):
    """Starts a protocol for many at once: a new law, a recall, a new obligation."""

    _name = "service.protocol.apply"
    _description = "Apply Protocol to Many"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    protocol_id = fields.Many2one(
        "service.protocol",
        required=True,
        check_company=True,
        domain="[('step_ids', '!=', False)]",
    )
    occasion_name = fields.Char(
        string="Reason",
        required=True,
        help="Each target gets the protocol once for the same reason.",
    )
    date_start = fields.Date(
        string="Starting On",
        required=True,
        default=lambda self: self._get_company_today(),
        help="The due dates of the operations are counted from this day.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('share', '=', False)]",
    )
    target_model = fields.Selection(
        TARGET_MODELS, string="Apply To", default="res.partner", required=True
    )
    domain = fields.Char(
        string="Which",
        compute="_compute_domain",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    line_ids = fields.One2many(
        "service.protocol.apply.line", "wizard_id", domain=[("reason", "=", False)]
    )
    left_out_ids = fields.One2many(
        "service.protocol.apply.line",
        "wizard_id",
        string="Left Out",
        domain=[("reason", "!=", False)],
        readonly=True,
    )
    left_out_count = fields.Integer(readonly=True)
    new_count = fields.Integer(compute="_compute_counts")
    applied_count = fields.Integer(compute="_compute_counts")
    previewed = fields.Boolean()

    # === COMPUTE METHODS === #

    @api.depends("protocol_id")
    def _compute_user_id(self):
        for wizard in self:
            wizard.user_id = wizard.protocol_id.user_id or self.env.user

    @api.depends("target_model")
    def _compute_domain(self):
        for wizard in self:
            wizard.domain = DEFAULT_DOMAINS[wizard.target_model]

    @api.depends("line_ids.intervention_id")
    def _compute_counts(self):
        for wizard in self:
            applied = wizard.line_ids.filtered("intervention_id")
            wizard.applied_count = len(applied)
            wizard.new_count = len(wizard.line_ids) - len(applied)

    @api.onchange(
        "protocol_id", "occasion_name", "target_model", "domain", "company_id"
    )
    def _onchange_criteria(self):
        """What was previewed is no longer what would be done."""
        self.previewed = False
        self.line_ids = [Command.clear()]
        self.left_out_ids = [Command.clear()]

    # === ACTION METHODS === #

    def action_preview(self):
        """List the targets, and mark those who have it already; nothing is created."""
        self._check_asked_one()
        applied = self._get_applied()
        nothing = self.env["service.intervention"]
        targets = self._search_targets()
        (self.line_ids | self.left_out_ids).unlink()
        self.line_ids = [
            Command.create(
                {
                    **self._prepare_line_vals(target),
                    "intervention_id": applied.get(target.id, nothing).id,
                }
            )
            for target in targets
        ]
        self._list_left_out(targets)
        self.previewed = True
        return self._reopen()

    def action_apply(self):
        """Create the jobs of the next targets of the list, then show them.

        A long list is worked through in steps: what is left stays in the list.

        :raises UserError: when there is nobody left who does not have it yet
        """
        self._check_asked_one()
        if not self.previewed:
            return self.action_preview()
        lines = self.line_ids.filtered(lambda line: not line.intervention_id)
        if not lines:
            raise UserError(
                self.env._(
                    "Nobody is left: all that meet the condition have this protocol "
                    "for “%s” already. Change the condition or the reason.",
                    self.occasion_name,
                )
            )
        batch = lines[:BATCH]
        self.protocol_id._apply_to(
            self.env[self.target_model].browse(batch.mapped("res_id")),
            self.occasion_name,
            self.date_start,
            self.company_id,
            self.user_id,
        )
        batch._mark_applied(self._get_applied())
        return self._reopen() if lines - batch else self._view_practices()

    # === BUSINESS METHODS === #

    def _search_targets(self):
        """Targets that meet the condition and that the user may read."""
        try:
            domain = Domain(literal_eval(self.domain))
            domain.validate(self.env[self.target_model])
        except (ValueError, SyntaxError, TypeError) as error:
            raise UserError(
                self.env._("The condition is not valid: %s", error)
            ) from error
        return self._get_targets().search(domain & self._get_possible_domain())

    def _get_targets(self):
        """The model of the targets; somebody is a client of one company."""
        return self.env[self.target_model].with_context(
            allowed_company_ids=self.company_id.ids
        )

    def _get_possible_domain(self):
        return self.protocol_id._get_target_domain(self.target_model, self.company_id)

    def _prepare_line_vals(self, target):
        return {
            "res_id": target.id,
            "name": target.display_name,
            "partner_id": self._get_partner(target).id,
        }

    # === WHO IS LEFT OUT === #

    def _list_left_out(self, targets):
        """Say who might be meant as well but is none of ``targets``, and why."""
        possible = self._get_possible_domain() & Domain("id", "not in", targets.ids)
        self.left_out_count = 0
        lines = []
        for reason, domain, context in self._get_left_out_reasons():
            others = self._get_targets().with_context(**context)
            self.left_out_count += others.search_count(possible & domain)
            found = others.search(possible & domain, limit=SHOWN)
            lines += [
                Command.create({**self._prepare_line_vals(target), "reason": reason})
                for target in found[: SHOWN - len(lines)]
            ]
        self.left_out_ids = lines

    def _get_left_out_reasons(self):
        """Reasons, the condition of each and what it is searched with.

        Those come first who are clients all the same.
        """
        unmet = self.env._("Does not meet the condition")
        archived = self.env._("Archived")
        off, everybody = Domain("active", "=", False), {"active_test": False}
        if self.target_model != "res.partner":
            return [(unmet, Domain.TRUE, {})]
        client = Domain("service_is_client", "=", True)
        return [
            (unmet, client, {}),
            (archived, client & off, everybody),
            (
                self.env._("No contract, job, order or invoice: not a client"),
                ~client,
                {},
            ),
        ]

    def _get_partner(self, target):
        return target if self.target_model == "res.partner" else target.partner_id

    def _get_applied(self):
        return self.protocol_id._get_applied(
            self.target_model, self.occasion_name.strip(), self.company_id
        )

    def _reopen(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_protocol_apply_action"
        )
        return {**action, "res_id": self.id}

    def _view_practices(self):
        action = self.protocol_id.action_view_practices()
        action["name"] = self.occasion_name
        action["domain"] = [("id", "in", self.line_ids.intervention_id.ids)]
        return action
