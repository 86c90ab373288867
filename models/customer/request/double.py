# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError


class ServiceIntervention(models.Model):
    """Somebody asked twice for the same: the later request gives way to the job."""

    _inherit = "service.intervention"

    double_of_id = fields.Many2one(
        "service.intervention",
        string="Double Of",
        check_company=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Job that goes on instead of this one.",
    )

    def action_open_double(self):
        """Ask which job this one is a double of."""
        self._check_asked_one()
        self._check_transition(("new",))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_intervention_double_action"
        )
        return {**action, "context": {"default_intervention_id": self.id}}

    def _close_as_double(self, other):
        """Cancel this job: ``other`` goes on with what was written, and who follows.

        :raises UserError: when it is the same job, one of another customer, or closed
        """
        self.ensure_one()
        customer = self.partner_id.commercial_partner_id
        is_theirs = other.partner_id.commercial_partner_id == customer
        if other == self or not is_theirs or not other.is_open:
            raise UserError(self.env._("Choose another job of the same customer."))
        self._check_transition(("new",))
        other.message_subscribe(partner_ids=self.message_partner_ids.ids)
        self._move_conversation(other)
        other.message_post(
            body=self.env._("Asked for again with %s.", self.display_name),
            subtype_xmlid="mail.mt_note",
        )
        self.message_post(
            body=self._get_double_text(other),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self._by_server().double_of_id = other
        self.action_cancel(self.env._("Double of %s", other.name))

    def _get_double_text(self, other):
        link = Markup('<a href="%s">%s</a>') % (other.access_url, other.display_name)
        return Markup("<p>%s</p>") % self.env._(
            "We already work on this: %(job)s. What you wrote and sent is there, and "
            "our answer will be, too.",
            job=link,
        )

    def _move_conversation(self, other):
        """Messages and files, and so the answers to them, belong to ``other``."""
        # sudo: whoever closes a request moves also what others have written
        messages = self.env["mail.message"].sudo()
        messages.search(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("message_type", "in", ("comment", "email", "email_outgoing")),
            ]
        ).res_id = other.id
        self.env["ir.attachment"].sudo().search(
            [("res_model", "=", self._name), ("res_id", "=", self.id)]
        ).filtered(lambda file: not file.res_field).res_id = other.id
