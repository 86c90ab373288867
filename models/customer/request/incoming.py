# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from email.utils import parseaddr

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import email_normalize

from ....tools.serials import find_serials


class ServiceRequest(models.Model):
    """E-mail: who writes, and about which of their machines."""

    _inherit = "service.request"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """A job when the customer is known, else a request to check."""
        self._check_handed_in()
        request = super().message_new(
            msg_dict, self._prepare_mail_vals(msg_dict, custom_values)
        )
        contacts = request._find_contacts()
        machines = request._find_named_machines(contacts)
        person = request._choose_person(contacts, machines)
        if not person:
            request._tell_responsible()
            return request
        request.partner_id = person
        request.equipment_ids = machines._filter_of(person)
        job = request._make_job(person)
        job._ask_for_machine(person, msg_dict.get("message_id"))
        return job

    @api.model
    def _check_handed_in(self):
        """Only the mail server hands in mails: nobody pretends to be a customer."""
        if not self.env.su:
            raise AccessError(self.env._("Only the mail server hands in messages."))

    @api.model
    def _prepare_mail_vals(self, msg_dict, custom_values):
        text = self._prepare_text_vals(self._read_text(msg_dict.get("body")))
        sender, address = parseaddr(msg_dict.get("email_from") or "")
        return {
            **(custom_values or {}),
            "source": "mail",
            "sender": sender or address,
            "fault": text["fault"],
            "name": msg_dict.get("subject") or text["name"],
        }

    # === WHO === #

    def _find_contacts(self):
        """Contacts with the address of the sender, who are not our own people."""
        self.ensure_one()
        address = email_normalize(self.email)
        if not address:
            return self.env["res.partner"]
        return self.env["res.partner"].search(
            Domain("email_normalized", "=", address)
            & Domain("partner_share", "=", True)
            & Domain("company_id", "in", (False, self.company_id.id))
        )

    def _choose_person(self, contacts, machines):
        """Whoever of ``contacts`` has written; empty when that is not clear.

        The machines that are named decide between several customers. Of several people
        of one customer none is meant.
        """
        customers = contacts.commercial_partner_id
        if len(customers) > 1:
            customers = machines.partner_id.commercial_partner_id
        if len(customers) != 1:
            return contacts.browse()
        people = contacts.filtered(
            lambda contact: contact.commercial_partner_id == customers
        )
        return people if len(people) == 1 else customers

    # === WHAT === #

    def _find_named_machines(self, contacts):
        """Machines of these contacts that subject or text name by serial number."""
        self.ensure_one()
        text = f"{self.name}\n{self.fault or ''}"
        equipment = self.env["service.equipment"]
        theirs = Domain.OR(equipment._get_person_domain(one) for one in contacts)
        return equipment._find_named(
            text, theirs & Domain("company_id", "=", self.company_id.id)
        )


class ServiceEquipment(models.Model):
    _inherit = "service.equipment"

    def _filter_of(self, person):
        """Those that the customer of ``person`` has, at whichever address."""
        customer = person.commercial_partner_id
        return self.filtered_domain(Domain("partner_id", "child_of", customer.ids))

    @api.model
    def _find_named(self, text, domain):
        """Those of ``domain`` whose serial number stands in ``text``."""
        if not text.strip():
            return self.browse()
        known = self.search_fetch(
            Domain("serial_number", "!=", False) & domain, ["serial_number"]
        )
        named = find_serials(text, known.mapped("serial_number"))
        return known.filtered(lambda machine: machine.serial_number in named)


class ServiceIntervention(models.Model):
    _inherit = "service.intervention"

    def message_update(self, msg_dict, update_vals=None):
        """An answer may say which machine it is about."""
        self.env["service.request"]._check_handed_in()
        result = super().message_update(msg_dict, update_vals)
        author = self.env["res.partner"].browse(msg_dict.get("author_id") or ())
        customer = self.partner_id.commercial_partner_id
        if self._lacks_machine() and author.commercial_partner_id == customer:
            requests = self.env["service.request"]
            text = requests._read_text(msg_dict.get("body"))
            theirs = self._get_machines_domain(author)
            self._add_machines(self.env["service.equipment"]._find_named(text, theirs))
        return result
