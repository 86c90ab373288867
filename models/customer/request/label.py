# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from hmac import compare_digest

from odoo import api, models
from odoo.tools import format_date

TOKEN = re.compile(r"[\w-]+", re.ASCII)
# Attempts that are allowed within an hour.
UNKNOWN_PER_ADDRESS = 30
CODES_PER_ADDRESS = 10
CODES_PER_LABEL = 10
REQUESTS_PER_ADDRESS = 10
REQUESTS_PER_LABEL = 20


class ServiceEquipment(models.Model):
    """What a stranger is told who scans the label of a machine."""

    _inherit = "service.equipment"

    @api.model
    def _find_public(self, token, address):
        """The machine of a label; empty for a token that is none, or once too often.

        :param str token: of the address on the label
        :param str address: from where it is asked
        """
        # sudo: strangers have no rights; the token is what opens the page
        found = self.sudo()
        attempts = self.env["service.public.attempt"].sudo()
        if attempts._is_too_often("unknown", address, UNKNOWN_PER_ADDRESS):
            return found
        if TOKEN.fullmatch(token):
            found = found.search([("label_token", "=", token)], limit=1)
        if not found:
            self._count_attempt("unknown", address, UNKNOWN_PER_ADDRESS)
        return found

    @api.model
    def _count_attempt(self, kind, whom, limit):
        # sudo: strangers are counted, and know nothing of it
        return self.env["service.public.attempt"].sudo()._count_in(kind, whom, limit)

    def _may_try(self, kind, address, per_address, per_label):
        """Count an attempt of ``address`` on this label; whether it is allowed."""
        self.ensure_one()
        return self._count_attempt(kind, address, per_address) and self._count_attempt(
            f"{kind} label", str(self.id), per_label
        )

    def _is_printed_code(self, code, address):
        """Whether ``code`` is printed on the label.

        :return: None when it has been tried too often
        """
        self.ensure_one()
        if not self._may_try("code", address, CODES_PER_ADDRESS, CODES_PER_LABEL):
            return None
        typed = "".join(code.split()).upper()
        return compare_digest(
            typed.encode(errors="replace"), (self.label_code or "").encode()
        )

    def _may_request(self, address):
        """Whether ``address`` may ask for something at this label once more."""
        return self._may_try(
            "request", address, REQUESTS_PER_ADDRESS, REQUESTS_PER_LABEL
        )

    def _get_public_facts(self):
        """What somebody who knows the printed code is told, names and values.

        Nothing of it says whose machine it is.
        """
        self.ensure_one()
        warranty = self.warranty_end and format_date(self.env, self.warranty_end)
        facts = [
            (self.env._("Serial Number"), self.serial_number),
            (self.env._("Warranty Until"), warranty),
            (self.env._("Cover"), self._get_customer_cover()),
        ]
        return [fact for fact in facts if fact[1]]

    def _get_public_service(self):
        """How to reach the service: name, phone and e-mail."""
        self.ensure_one()
        company = self.company_id
        team = self.env["service.team"]._get_first(company)
        return {
            "name": company.name,
            "phone": team.phone or company.phone,
            "email": team.alias_email or company.email,
        }
