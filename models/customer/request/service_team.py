# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from odoo import api, fields, models


class ServiceTeam(models.Model):
    """Who takes the requests that are sent to one e-mail address."""

    _name = "service.team"
    _description = "Service Team"
    _inherit = ["mail.alias.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Is told of each new request.",
    )
    phone = fields.Char(
        help="Shown to whoever scans the label of a machine. Empty: that of the "
        "company."
    )
    alias_id = fields.Many2one(
        help="Whatever is sent to this address becomes a request of the team."
    )

    def write(self, vals):
        result = super().write(vals)
        if "company_id" in vals:
            for team in self:
                # sudo: the address follows its team, whoever moves it
                team.sudo().alias_defaults = team._alias_get_creation_values()[
                    "alias_defaults"
                ]
        return result

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("service.request")
        if self.id:
            values["alias_defaults"] = {
                **literal_eval(self.alias_defaults or "{}"),
                "team_id": self.id,
                "company_id": self.company_id.id,
            }
        return values

    @api.model
    def _get_first(self, company):
        """The team that takes what is sent to none, possibly none."""
        # sudo: whoever asks for help has no rights on teams
        return self.sudo().search([("company_id", "=", company.id)], limit=1)
