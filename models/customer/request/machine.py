# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, api, models
from odoo.fields import Domain

from ...shared.once import take_turns
from ..messages.service_customer_message import LAYOUT


class ServiceIntervention(models.Model):
    """A request that names no machine asks for it, by a link."""

    _inherit = "service.intervention"

    def _lacks_machine(self):
        """Whether nobody has said yet which machine an open job is about."""
        self.ensure_one()
        return self.state == "new" and not self.item_ids

    @api.model
    def _get_machines_domain_of(self, person, company):
        equipment = self.env["service.equipment"]
        return equipment._get_person_domain(person) & Domain(
            "company_id", "=", company.id
        )

    def _get_machines_domain(self, person=None):
        """Machines that the customer, or ``person`` there, may choose for the job."""
        self.ensure_one()
        person = person or self.contact_id or self.partner_id
        return self._get_machines_domain_of(person, self.company_id)

    def _add_machines(self, machines):
        """The job is about these machines, and where they stand."""
        self.ensure_one()
        if not machines:
            return
        take_turns(self)  # the link may be pressed twice at once
        self.write(
            {
                "item_ids": [
                    Command.create({"equipment_id": machine.id}) for machine in machines
                ],
                "site_id": machines.site_id[:1].id or self.site_id.id,
            }
        )

    def _get_machine_url(self):
        """Address of the page on which the customer chooses the machine."""
        self.ensure_one()
        token = self._portal_ensure_token()
        base = self.get_base_url()
        return f"{base}/service/machine/{self.id}?access_token={token}"

    def _ask_for_machine(self, person, message_id=None):
        """Ask by mail which machine the job is about, if there is a choice.

        :param str message_id: of the mail that is answered
        """
        self.ensure_one()
        equipment = self.env["service.equipment"].sudo()
        if not self._lacks_machine() or not person.email:
            return
        if not equipment.search_count(self._get_machines_domain(person), limit=1):
            return
        template = self.env.ref(
            "service_management.mail_template_request_machine", False
        )
        if not template:
            return
        # sudo: the mail is the system's own, whoever is served by it
        template.sudo().send_mail(
            self.id,
            email_layout_xmlid=template.email_layout_xmlid or LAYOUT,
            email_values={
                "recipient_ids": [Command.link(person.id)],
                "references": message_id or False,
                "reply_to": self._notify_get_reply_to()[self.id],
                "headers": repr(
                    {
                        "Auto-Submitted": "auto-replied",
                        "X-Auto-Response-Suppress": "All",
                    }
                ),
            },
        )
        self._forget_to_tell("received")  # the question says that, too
