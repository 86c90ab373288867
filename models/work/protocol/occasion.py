# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ServiceProtocol(models.Model):
    """Applying a protocol to many at once, for one occasion such as a new law."""

    _inherit = "service.protocol"

    practice_count = fields.Integer(
        string="Practices", compute="_compute_practice_count"
    )

    # === COMPUTE METHODS === #

    def _compute_practice_count(self):
        counts = dict(
            self.env["service.intervention"]._read_group(
                [("protocol_id", "in", self.ids), ("occasion", "!=", False)],
                ["protocol_id"],
                ["__count"],
            )
        )
        for protocol in self:
            protocol.practice_count = counts.get(protocol, 0)

    # === ACTION METHODS === #

    def action_view_practices(self):
        self._check_asked()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_practice_action"
        )
        action["domain"] = [
            ("protocol_id", "in", self.ids),
            ("occasion", "!=", False),
        ]
        action["context"] = {}
        return action

    # === BUSINESS METHODS === #

    def _get_target_domain(self, model, company):
        """Which records of ``model`` a protocol may be applied to in ``company``."""
        if model == "res.partner":
            return Domain("parent_id", "=", False) & Domain(
                "company_id", "in", (False, company.id)
            )
        return Domain("company_id", "=", company.id) & Domain("partner_id", "!=", False)

    def _get_applied(self, model, name, company):
        """Job of each record of ``model`` that has it for this occasion, by its id.

        Jobs that were cancelled or archived count: somebody has decided about them.
        """
        self.ensure_one()
        # sudo: the occasion is over for everybody, whoever may see the job
        jobs = (
            self.env["service.intervention"]
            .sudo()
            .with_context(active_test=False)
            .search_fetch(
                [
                    ("protocol_id", "=", self.id),
                    ("company_id", "=", company.id),
                    ("occasion_model", "=", model),
                    ("occasion_name", "=ilike", self._escape_like(name)),
                ],
                ["occasion_res_id"],
            )
        )
        return {job.occasion_res_id: job.sudo(False) for job in jobs}

    def _escape_like(self, text):
        return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")

    def _apply_to(self, targets, name, date, company, user=None):
        """Create one job for each of ``targets`` that has none for this occasion.

        :param targets: customers, contracts or equipment
        :param str name: the occasion; upper and lower case are the same
        :param date: day that the dates of the operations are counted from
        :param user: who is responsible, if not the user
        :raises UserError: when the protocol has no steps
        """
        self.ensure_one()
        if not self.step_count:
            raise UserError(
                self.env._("Enter the steps of protocol %s first.", self.name)
            )
        name = name.strip()
        applied = self._get_applied(targets._name, name, company)
        targets = targets.filtered(lambda target: target.id not in applied)
        interventions = self.env["service.intervention"]._create_by_server(
            [
                {
                    **self._prepare_target_vals(target),
                    "company_id": company.id,
                    "title": f"{self.name} · {name}",
                    "origin": "planned",
                    "protocol_id": self.id,
                    "user_id": (user or self.env.user).id,
                    "occasion": date,
                    "occasion_name": name,
                    "occasion_model": target._name,
                    "occasion_res_id": target.id,
                }
                for target in targets
            ]
        )
        interventions._apply_protocols()
        return interventions

    def _prepare_target_vals(self, target):
        """Values of the job for one customer, contract or equipment."""
        self.ensure_one()
        if target._name == "res.partner":
            return {"partner_id": target.id, "place": "remote"}
        vals = {"partner_id": target.partner_id.id}
        if target._name == "service.contract":
            return {**vals, "contract_id": target.id, "place": "remote"}
        return {
            **vals,
            "site_id": (target.site_id or target.partner_id).id,
            "place": "site",
            "item_ids": [
                Command.create({"equipment_id": target.id, "protocol_id": self.id})
            ],
        }
