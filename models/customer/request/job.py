# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, api, fields, models
from odoo.tools import format_datetime


class ServiceIntervention(models.Model):
    """A job that its customer has asked for."""

    _inherit = "service.intervention"

    team_id = fields.Many2one(
        "service.team",
        string="Service Team",
        check_company=True,
        index="btree_not_null",
    )
    preferred_times = fields.Char(
        help="When the customer would like somebody to come, in their words."
    )

    # === ANSWERS === #

    def _notify_get_reply_to(self, default=None, author_id=False):
        """Answers go to the address of the team, if it has one."""
        # sudo: whoever writes on a job need not know of teams
        teams = self.team_id.sudo()
        addresses = teams._notify_get_reply_to(default=default, author_id=author_id)
        found = super()._notify_get_reply_to(default=default, author_id=author_id)
        return found | {
            job.id: addresses[job.team_id.id] for job in self if job.team_id
        }

    def action_answer_request(self):
        """Write to the customer, beginning with a template."""
        self._check_asked_one()
        template = self.env.ref(
            "service_management.mail_template_request_answer", False
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_template_id": bool(template) and template.id,
                "default_composition_mode": "comment",
            },
        }

    # === HOW IT IS MADE === #

    @api.model
    def _prepare_request_vals(self, person, machines, company, team=None):
        """Values of a job that ``person`` asks for.

        :param person: ``res.partner``, a customer or somebody there
        :param machines: ``service.equipment`` of that customer, possibly none
        """
        if team is None or not team:
            team = self.env["service.team"]._get_first(company)
        customer = machines.partner_id[:1] or person.commercial_partner_id
        site = machines.site_id[:1]
        if not site and person.service_own_site:
            site = person
        return {
            "company_id": company.id,
            "partner_id": customer.id,
            "site_id": (site or customer).id,
            "contact_id": person.id if person != customer else False,
            "origin": "request",
            "team_id": team.id,
            "user_id": team.user_id.id,
            "item_ids": [
                Command.create({"equipment_id": machine.id}) for machine in machines
            ],
        }

    # === WHAT IS PROMISED === #

    def _get_customer_promise(self):
        """What covers the job and until when somebody responds, in words.

        :return: dictionary with ``cover`` and ``response``, empty when none is agreed
        """
        self.ensure_one()
        machine, contract = self.item_ids.equipment_id[:1]._origin, self.contract_id
        if machine:
            cover = machine._get_customer_cover_words()
        elif contract:
            name = contract.contract_type_id.name
            words = (self.env._("Covered by: %s", name), contract._get_customer_cover())
            cover = " · ".join(words)
        else:
            cover = self.env._("Not covered by warranty or contract")
        return {"cover": cover, "response": self._get_customer_response()}

    def _get_customer_response(self):
        """Until when somebody responds, by the clock of the site."""
        self.ensure_one()
        if not self.response_deadline:
            return ""
        zone = self._get_zone().zone
        return format_datetime(
            self.env, self.response_deadline, tz=zone, dt_format="short"
        )
