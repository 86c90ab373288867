# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo import models
from odoo.exceptions import UserError

from ..shared.moment_words import MomentWords

# The plan is no news for the customer before it is confirmed, nor once it is void.
WITHOUT_APPOINTMENT = ("new", "cancelled")


class ServiceIntervention(models.Model):
    """The customer's page of a job."""

    _name = "service.intervention"
    _inherit = ["service.intervention", "service.customer.page.mixin"]
    _customer_path = "jobs"

    @contextmanager
    def _watch_change(self, vals):
        with self._revoking_links(), super()._watch_change(vals):
            yield

    # === HOW IT STANDS === #

    def _get_customer_state(self):
        """How the job stands, in words for the customer; the one place that says it."""
        self.ensure_one()
        appointment = self._get_customer_appointment()
        if self.state == "planned" and appointment:
            return self.env._("Planned for %s", appointment)
        words = {
            "new": self.env._("Received"),
            "planned": self.env._("Planned"),
            "on_the_way": self.env._("On the way"),
            "in_progress": self.env._("Under way"),
            "done": self.env._("Done"),
            "cancelled": self.env._("Cancelled"),
        }
        labels = dict(self._fields["state"]._description_selection(self.env))
        return words.get(self.state, labels[self.state])

    def _get_customer_appointment(self):
        """When somebody comes, by the clock of the site; empty when not planned."""
        self.ensure_one()
        if not self.date_start or self.state in WITHOUT_APPOINTMENT:
            return ""
        return self._get_customer_words().moment(self.date_start, self._get_zone())

    def _get_customer_words(self):
        """Words for moments; who reads by another clock is told where they hold."""
        user = self.env.user
        return MomentWords(self.env, user.tz if user._is_portal() else None)

    def _get_customer_people(self):
        """Who comes, or came, where the company wants customers to know.

        :return: ``hr.employee`` without any rights asked: only for name and photo
        """
        self.ensure_one()
        if self.state in WITHOUT_APPOINTMENT:
            return self.env["hr.employee"]
        # sudo: the company has chosen to show them
        job = self.sudo()
        return job.employee_ids.filtered(
            lambda _person: job.company_id.service_portal_people
        )

    # === SIGNATURE === #

    def _can_be_signed_online(self):
        self.ensure_one()
        return self.state == "done" and not self.signed_on

    def _get_customer_signer(self, user):
        """Name of who probably signs: whoever is logged in, else the contact."""
        self.ensure_one()
        return self.signer_name or "" if user._is_public() else user.name

    def _sign_online(self, name, signature):
        """Take the customer's signature, as it would be given on site.

        :param str name: who signs
        :param signature: picture, in base64
        :raises UserError: when nothing is signed, or the job cannot be
        """
        self.ensure_one()
        name = name.strip() if isinstance(name, str) else ""
        if not name or not signature or not isinstance(signature, str):
            raise UserError(self.env._("Enter your name and draw your signature."))
        self._check_signable()
        self._check_not_signed()
        self.write({"signed_by": name, "signature": signature})

    # === REPORT === #

    def _get_customer_report(self):
        """The report that the customer may print, once the work is done."""
        self.ensure_one()
        return self.state == "done" and self._get_report()

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.name


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _get_first_name(self):
        """What customers call this person."""
        self.ensure_one()
        return self.name.split()[0]
