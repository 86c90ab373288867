# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import escape_psql

from ...shared.asked import Asked

FOUND = 6  # of each kind, as many as fit below a field
SHORTEST = 2


class ServiceIntervention(models.Model):
    """Who calls, and about which machine, from whatever they say first."""

    _inherit = "service.intervention"

    @api.model
    def find_caller(self, text):
        """Machines and customers that somebody who calls may mean.

        :param str text: part of a serial number, of the number of a contract, or of a
            customer's name or phone number
        :return: dictionaries with ``partner``, ``site``, ``contact`` and ``equipment``,
            each as id and name or False, and what to show: ``name`` and ``detail``
        """
        self._check_asked()
        text = Asked(self.env).text(text).strip()
        if len(text) < SHORTEST:
            return []
        machines = self._find_called_machines(text)
        partners = self._find_callers(text) | self._find_called_customers(text)
        only = self._get_only_machines(partners)
        return [
            *(self._prepare_called_machine(machine) for machine in machines),
            *(
                self._prepare_caller(partner, only.get(partner.commercial_partner_id))
                for partner in partners
                if partner not in machines.partner_id
            ),
        ]

    @api.model
    def _find_called_machines(self, text):
        """Machines that are in service, by their serial number."""
        machines = self.env["service.equipment"]
        if not machines.has_access("read"):
            return machines
        return machines.search(
            Domain("serial_number", "=ilike", f"{escape_psql(text)}%")
            & Domain("partner_id", "!=", False)
            & Domain("state", "=", "in_service"),
            order="serial_number, id",
            limit=FOUND,
        )

    @api.model
    def _find_called_customers(self, text):
        """Customers whose contract has this number."""
        contracts = self.env["service.contract"]
        if not contracts.has_access("read"):
            return self.env["res.partner"]
        return contracts.search(
            Domain("name", "=ilike", f"{escape_psql(text)}%")
            & Domain("state", "in", contracts._get_live_states()),
            limit=FOUND,
        ).partner_id

    @api.model
    def _find_callers(self, text):
        partners = self.env["res.partner"]
        found = partners.name_search(text, limit=FOUND)
        return partners.browse([partner_id for partner_id, _name in found])

    @api.model
    def _get_only_machines(self, partners):
        """The machine of each customer who has just one, by the customer."""
        machines = self.env["service.equipment"]
        if not machines.has_access("read"):
            return {}
        customers = partners.commercial_partner_id
        found = machines.search(
            Domain("partner_id", "child_of", customers.ids)
            & Domain("state", "=", "in_service")
        )
        by_customer = found.grouped(
            lambda machine: machine.partner_id.commercial_partner_id
        )
        return {
            customer: machine
            for customer, machine in by_customer.items()
            if len(machine) == 1
        }

    @api.model
    def _prepare_called_machine(self, machine):
        partner = machine.partner_id
        return {
            "name": machine.display_name,
            "detail": partner.display_name,
            "partner": self._name_record(partner),
            "site": self._name_record(machine.site_id or partner),
            "contact": False,
            "equipment": self._name_record(machine),
        }

    @api.model
    def _prepare_caller(self, partner, machine):
        """A customer, with the machine if there is but one.

        Who is a person there is the one to ask for, any other address is the site.
        """
        customer = partner.commercial_partner_id
        is_person = partner != customer and partner.type == "contact"
        site = customer if is_person else partner
        if machine and site == customer:
            site = machine.site_id or customer
        return {
            "name": partner.display_name,
            "detail": " · ".join(filter(None, (partner.phone, partner.city))),
            "partner": self._name_record(customer),
            "site": self._name_record(site),
            "contact": is_person and self._name_record(partner),
            "equipment": bool(machine) and self._name_record(machine),
        }

    @api.model
    def _name_record(self, record):
        return {"id": record.id, "display_name": record.display_name}
