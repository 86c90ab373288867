# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResCompany(models.Model):
    """When the customers of a company are not disturbed."""

    _inherit = "res.company"

    service_quiet_from = fields.Float(
        string="Quiet From",
        default=20.0,
        help="From this hour on, where the customer is, no message is sent.",
    )
    service_quiet_until = fields.Float(string="Quiet Until", default=8.0)
    service_renewal_message = fields.Boolean(
        string="Tell Customers of Renewals",
        default=True,
        help="Those whose contract says so.",
    )

    _check_service_quiet = models.Constraint(
        "CHECK(service_quiet_from >= 0 AND service_quiet_from < 24 AND "
        "service_quiet_until >= 0 AND service_quiet_until < 24)",
        "The quiet hours must be between 0:00 and 23:59.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    service_quiet_from = fields.Float(
        related="company_id.service_quiet_from", readonly=False
    )
    service_quiet_until = fields.Float(
        related="company_id.service_quiet_until", readonly=False
    )


class ResPartner(models.Model):
    """Who can be told something, and wants to be."""

    _inherit = "res.partner"

    service_no_messages = fields.Boolean(
        string="No Automatic Messages",
        groups="base.group_user",
        help="Neither this address nor, of a company, its contacts are told by "
        "themselves of requests, appointments and contracts.",
    )

    def _may_be_told(self):
        """Whether the address is in use, and nobody has asked for silence."""
        return self.active and not (
            self.service_no_messages or self.commercial_partner_id.service_no_messages
        )

    def _may_be_mailed(self):
        return bool(
            self.email_normalized and not self.is_blacklisted and self._may_be_told()
        )
