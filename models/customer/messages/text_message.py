# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class ServiceCustomerMoment(models.Model):
    """What is short and urgent also goes by text message, where Odoo can send them.

    Each has a template of its own, which is there once Odoo's add-on ``sms`` is.
    """

    _inherit = "service.customer.moment"

    text_company_ids = fields.Many2many(
        "res.company",
        "service_customer_moment_text_rel",
        string="Texted By",
        readonly=True,
    )
    has_text = fields.Boolean(compute="_compute_has_text")
    is_texted = fields.Boolean(
        string="SMS", compute="_compute_is_texted", inverse="_inverse_is_texted"
    )

    @api.depends("code")
    def _compute_has_text(self):
        for moment in self:
            moment.has_text = bool(moment._get_text_template())

    @api.depends("text_company_ids")
    @api.depends_context("company")
    def _compute_is_texted(self):
        for moment in self:
            moment.is_texted = moment._is_texted_by(self.env.company)

    def _inverse_is_texted(self):
        for moment in self:
            command = Command.link if moment.is_texted else Command.unlink
            # sudo: the switch is for one's own company, the others' stay as they are
            moment.sudo().text_company_ids = [command(self.env.company.id)]

    # === ACTION METHODS === #

    def action_preview_text(self):
        """Show the text message as the customer of some document gets it."""
        self._check_asked_one()
        template = self._get_text_template()
        if not template:
            raise UserError(self.env._("This message is not sent by SMS."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sms.sms_template_preview_action"
        )
        preview = self.env[action["res_model"]].create(
            {"sms_template_id": template.id, "resource_ref": self._get_text_example()}
        )
        return {**action, "res_id": preview.id, "context": {}}

    # === BUSINESS METHODS === #

    @api.model
    def _get_text_example(self):
        """A job to show the text for, with an appointment if any has one."""
        jobs = self.env["service.intervention"]
        job = jobs.search([("state", "=", "planned")], limit=1)
        job = job or jobs.search(fields.Domain.TRUE, limit=1)
        return f"{job._name},{job.id}" if job else False

    def _get_text_template(self):
        """The short text, None where there is none or nothing to send it with."""
        self.ensure_one()
        if "sms.template" not in self.env:
            return None
        name = f"service_management.sms_template_{self.code}"
        return self.env.ref(name, raise_if_not_found=False)

    def _is_texted_by(self, company):
        self.ensure_one()
        # sudo: which companies text it only
        return company in self.sudo().text_company_ids and self.has_text

    def _is_said_by(self, company):
        return super()._is_said_by(company) or self._is_texted_by(company)

    def _get_addresses(self, document):
        addresses = super()._get_addresses(document)
        partner = document._get_told_partner("phone")
        if self._is_texted_by(document.company_id) and partner._may_be_texted():
            addresses["text"] = partner
        return addresses

    def _send(self, documents):
        super()._send(documents)
        for document in documents:
            if partner := self._get_addresses(document).get("text"):
                document._message_sms_with_template(
                    self._get_text_template(),
                    partner_ids=partner.ids,
                    put_in_queue=True,
                )


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _may_be_texted(self):
        return bool(
            self.phone and not self.phone_sanitized_blacklisted and self._may_be_told()
        )
