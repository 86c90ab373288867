# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..shared.guarded import attempt
from ..shared.once import take_turns

PROPOSALS = ("mail_template_contract", "mail_template_renewal_proposal")


class ServiceContract(models.Model):
    """A contract that is proposed, and accepted or declined on its page.

    It is proposed once it has been sent by e-mail as a draft. A contract that was sold
    is accepted with its order, on the page of that.
    """

    _inherit = "service.contract"

    proposal = fields.Selection(
        [("sent", "Sent"), ("accepted", "Accepted"), ("declined", "Declined")],
        readonly=True,
        copy=False,
        tracking=True,
    )
    accepted_by = fields.Char(readonly=True, copy=False)
    accepted_on = fields.Datetime(readonly=True, copy=False)
    acceptance = fields.Image(
        string="Signature of the Customer",
        readonly=True,
        copy=False,
        max_width=1024,
        max_height=1024,
    )

    @api.model
    def _get_proposed_domain(self):
        """Drafts that wait for the customer's answer."""
        return Domain("state", "=", "draft") & Domain("proposal", "=", "sent")

    def _mark_proposed(self):
        drafts = self._filtered_access("write").filtered(
            lambda contract: contract.state == "draft"
        )
        # what was signed before was another proposal, and is kept with its message
        unsigned = dict.fromkeys(("accepted_by", "accepted_on", "acceptance"), False)
        drafts._by_server().write({"proposal": "sent", **unsigned})

    # === THE CUSTOMER'S ANSWER === #

    def _can_be_accepted(self):
        self.ensure_one()
        is_waiting = self.state == "draft" and self.proposal == "sent"
        return is_waiting and not self.sale_order_ids

    def _get_order_to_accept(self):
        """The quotation that the customer accepts instead of this contract."""
        self.ensure_one()
        # sudo: only its link is shown, to whom both are for
        orders = self.sudo().sale_order_ids
        return orders.filtered(
            lambda order: order.state == "sent" and self._is_of_same_customer(order)
        )[:1]

    def _get_proposed_renewal(self):
        """The contract that is proposed to follow this one."""
        self.ensure_one()
        return self.renewed_by_ids.filtered(
            lambda one: one._can_be_accepted() and self._is_of_same_customer(one)
        )[:1]

    def _is_of_same_customer(self, document):
        """Whether who sees the page of the contract may see ``document``, too."""
        customer = self.partner_id.commercial_partner_id
        return document.partner_id.commercial_partner_id == customer

    def _accept_online(self, name, signature):
        """Take the customer's signature; the contract comes into force.

        :param str name: who signs
        :param signature: picture, in base64
        :raises UserError: when nothing is signed, or the contract cannot be accepted
        """
        self.ensure_one()
        name = name.strip() if isinstance(name, str) else ""
        if not name or not signature or not isinstance(signature, str):
            raise UserError(self.env._("Enter your name and draw your signature."))
        self._check_waits_for_answer()
        self._by_server().write(
            {
                "proposal": "accepted",
                "accepted_by": name,
                "accepted_on": fields.Datetime.now(),
                "acceptance": signature,
            }
        )
        self._keep_accepted()
        self._start_accepted()

    def _decline_online(self, reason):
        """Note that the customer does not want the contract, and why."""
        self.ensure_one()
        self._check_waits_for_answer()
        self._by_server().proposal = "declined"
        reason = reason.strip()[:2000] if isinstance(reason, str) else ""
        told = self._in_language_of(self.user_id)
        told._ask_responsible(told.env._("Declined by the customer"), reason)
        self.message_post(
            body=self.env._("Declined by the customer: %s", reason or "–"),
            message_type="comment",
        )

    def _check_waits_for_answer(self):
        take_turns(self)
        if not self._can_be_accepted():
            raise UserError(
                self.env._("This proposal has been answered, or is not valid any more.")
            )

    def _keep_accepted(self):
        """Keep what has been signed, as it was printed then."""
        report = self._get_customer_report()
        render = report._render_qweb_pdf
        if report.get_wkhtmltopdf_state() == "install":  # nothing to print PDF with
            render = report._render_qweb_html
        content, kind = render(report, self.ids)
        self.message_post(
            body=self.env._("Accepted and signed by %s.", self.accepted_by),
            attachments=[(f"{self._get_report_base_filename()}.{kind}", content)],
            message_type="comment",
        )

    def _start_accepted(self):
        """What is agreed is in force; whatever stands against it, a person decides."""
        _done, error = attempt(self.env, self.action_activate)
        if error:
            told = self._in_language_of(self.user_id)
            told._ask_responsible(told.env._("Accepted, to be activated"), str(error))


class MailComposeMessage(models.TransientModel):
    """Drafts that are sent to their customers are proposed by that."""

    _inherit = "mail.compose.message"

    def _action_send_mail(self, auto_commit=False):
        result = super()._action_send_mail(auto_commit=auto_commit)
        proposals = {
            self.env.ref(f"service_management.{name}", raise_if_not_found=False)
            for name in PROPOSALS
        }
        for wizard in self:
            if wizard.model == "service.contract" and wizard.template_id in proposals:
                ids = wizard._evaluate_res_ids()
                self.env["service.contract"].browse(ids)._mark_proposed()
        return result
