# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, api, fields, models
from odoo.tools import ormcache


class ServiceCustomerMoment(models.Model):
    """An occasion on which customers are told something, and how they are.

    A further one is a record with its template, a method ``_get_news_<code>`` on the
    documents that it is about, and a call of ``_tell_customer_of`` where it happens.
    What comes with time is found by ``_get_due_domain_<code>`` instead of a call.
    """

    _name = "service.customer.moment"
    _description = "Message to Customers"
    _inherit = ["service.guarded.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, readonly=True)
    code = fields.Char(required=True, readonly=True)
    occasion = fields.Char(string="When", translate=True, readonly=True)
    sequence = fields.Integer()
    template_id = fields.Many2one(
        "mail.template",
        string="Text",
        readonly=True,
        ondelete="set null",
        help="Without it nothing is sent.",
    )
    wait = fields.Integer(
        readonly=True,
        help="Minutes in which it may still change. Zero: it is said at once.",
    )
    is_urgent = fields.Boolean(
        readonly=True, help="It makes no sense later, also in quiet hours."
    )
    on_company_ids = fields.Many2many(
        "res.company",
        "service_customer_moment_company_rel",
        string="Sent By",
        readonly=True,
    )
    is_on = fields.Boolean(
        string="E-mail",
        compute="_compute_is_on",
        inverse="_inverse_is_on",
        help="Whether the company sends it.",
    )

    _code_unique = models.UniqueIndex("(code)")

    # === COMPUTE METHODS === #

    @api.depends("on_company_ids")
    @api.depends_context("company")
    def _compute_is_on(self):
        for moment in self:
            moment.is_on = moment._is_on_for(self.env.company)

    def _inverse_is_on(self):
        for moment in self:
            moment._switch(self.env.company, moment.is_on)

    # === ACTION METHODS === #

    def action_preview(self):
        """Show the message as the customer of some document gets it."""
        self._check_asked_one()
        action = self.template_id.action_open_mail_preview()
        return {**action, "context": {"default_mail_template_id": self.template_id.id}}

    def action_open_text(self):
        """Open the text, to change or translate it."""
        self._check_asked_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "mail.template",
            "res_id": self.template_id.id,
            "views": [(False, "form")],
        }

    # === BUSINESS METHODS === #

    @api.model
    def _find(self, code):
        return self.browse(self._find_id(code))

    @api.model
    @ormcache("code")
    def _find_id(self, code):
        return self.search([("code", "=", code)]).id

    def _is_on_for(self, company):
        """Whether ``company`` sends it by e-mail."""
        self.ensure_one()
        # sudo: which companies send it only
        return company in self.sudo().on_company_ids

    def _switch(self, company, is_on):
        """Let ``company`` send it by e-mail, or not."""
        self.ensure_one()
        command = Command.link if is_on else Command.unlink
        # sudo: the switch is for one's own company, the others' stay as they are
        self.sudo().on_company_ids = [command(company.id)]

    def _is_said_by(self, company):
        """Whether ``company`` says it in any way."""
        self.ensure_one()
        return bool(self.template_id) and self._is_on_for(company)
