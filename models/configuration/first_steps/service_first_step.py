# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError

MANAGER = "service_management.group_manager"
ADMINISTRATOR = "base.group_system"
NAMED = 3  # people who are named as those who can help


class FirstStep(NamedTuple):
    """What a new company does once.

    :param groups: who may do it, as XML ids with commas between them
    :param optional: the first invoice does not wait for it
    """

    name: str
    why: str
    button: str
    groups: str
    optional: bool = False


class ServiceFirstStep(models.TransientModel):
    """What a new company needs until its first invoice, and what of it is there.

    A row has only the code of its step. Each room adds its own steps by extending
    :meth:`_get_first_steps` with a ``_is_<code>_there`` and a ``_do_<code>`` for each.
    """

    _name = "service.first.step"
    _description = "First Step"
    _order = "id"

    code = fields.Char(required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    number = fields.Integer(compute="_compute_step")
    name = fields.Char(compute="_compute_step")
    why = fields.Char(compute="_compute_step")
    button = fields.Char(compute="_compute_step")
    is_optional = fields.Boolean(compute="_compute_step")
    is_done = fields.Boolean(compute="_compute_is_done")
    who = fields.Char(
        compute="_compute_who", help="Those who can do it, where the user cannot."
    )

    # === COMPUTE METHODS === #

    @api.depends("code")
    @api.depends_context("lang")
    def _compute_step(self):
        steps = self._get_first_steps()
        numbers = {code: number for number, code in enumerate(steps, start=1)}
        for row in self:
            step = steps[row.code]
            row.number = numbers[row.code]
            row.name, row.why, row.button = step.name, step.why, step.button
            row.is_optional = step.optional

    @api.depends("code", "company_id")
    def _compute_is_done(self):
        for row in self:
            row.is_done = row._is_there()

    @api.depends("code", "company_id")
    @api.depends_context("uid")
    def _compute_who(self):
        steps = self._get_first_steps()
        for row in self:
            groups = steps[row.code].groups
            allowed = self.env.user.has_groups(groups)
            row.who = False if allowed else row._name_those_in(groups)

    # === ACTIONS === #

    @api.model
    def action_open(self):
        """Show the steps of the current company.

        The address is the one that makes the rows again: Odoo reloads the page when a
        company or its settings are saved.
        """
        self._check_asked_inside()
        rows = self.create([{"code": code} for code in self._get_first_steps()])
        action = self._open("service_management.service_first_step_action")
        opening = self._open("service_management.service_first_step_action_open")
        domain = [("id", "in", rows.ids)]
        return {**action, "domain": domain, "path": opening["path"]}

    def action_do(self):
        """Do the step, or open where it is done."""
        self._check_asked_one()
        if self.who:
            raise UserError(self.who)
        return getattr(self, f"_do_{self.code}")()

    # === BUSINESS METHODS === #

    @api.model
    def _get_first_steps(self):
        """:class:`FirstStep` by code, in the order in which they are taken."""
        return {}

    def _is_there(self):
        self.ensure_one()
        # sudo: tells only that there is something, also to those who may not read it
        row = self.sudo().with_company(self.company_id)
        return bool(getattr(row, f"_is_{self.code}_there")())

    def _name_those_in(self, groups):
        """A sentence with the names of those who can help."""
        company = self.company_id or self.env.company
        # sudo: names of colleagues, whom everybody sees in discussions
        users = self.env["res.users"].sudo()
        for group in groups.split(","):
            users |= self.env.ref(group).sudo().all_user_ids
        users = users.filtered(
            lambda user: user.active and not user.share and company in user.company_ids
        )
        if not users:
            return self.env._("Only an administrator can do this.")
        return self.env._(
            "You cannot do this yourself. Ask %s.",
            ", ".join(users.sorted("name")[:NAMED].mapped("name")),
        )

    @api.model
    def _is_company_new(self):
        """Whether something that the first invoice needs is still missing."""
        return any(
            not step.optional and not self.new({"code": code})._is_there()
            for code, step in self._get_first_steps().items()
        )

    @api.model
    def _is_company_untouched(self):
        """Whether nothing that people work with is there yet."""
        return not any(
            self.env[model].search_count(
                [("company_id", "=", self.env.company.id)], limit=1
            )
            for model in self._get_worked_models()
        )

    @api.model
    def _get_worked_models(self):
        """Models whose first record shows that work has begun."""
        return []

    # === HELPERS OF THE STEPS === #

    def _open(self, xmlid, **values):
        """An action that there is, with other ``values`` where given."""
        return {**self.env["ir.actions.actions"]._for_xml_id(xmlid), **values}

    def _open_new(self, xmlid, **context):
        """The empty form of what an action lists."""
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return {
            "type": "ir.actions.act_window",
            "name": action["name"],
            "res_model": action["res_model"],
            "views": [(False, "form")],
            "context": context,
        }
