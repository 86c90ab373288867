# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager
from datetime import timedelta

from odoo import api, fields, models

from ..shared.once import take_turns
from .messages.warranty import AGAIN

GROUP = "service_management.group_contract_manager"


class ResCompany(models.Model):
    _inherit = "res.company"

    service_offer_type_id = fields.Many2one(
        "service.contract.type",
        string="Offered After a Warranty",
        domain="[('kind', '!=', 'warranty')]",
        check_company=True,
        help="When a customer asks for an offer, a contract of this type is prepared.",
    )

    @api.constrains("service_offer_type_id")
    def _check_service_offer_company(self):
        """Companies do not check by themselves what belongs to another one."""
        self._check_company(["service_offer_type_id"])


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    service_offer_type_id = fields.Many2one(
        related="company_id.service_offer_type_id", readonly=False
    )


class ServiceEquipment(models.Model):
    """Customers ask for the offer of a contract before their warranty ends.

    Where the company says which one it offers, a draft is ready to be sent; accepted by
    its link it is in force.
    """

    _inherit = "service.equipment"

    offer_asked_on = fields.Date(
        string="Offer Asked For",
        readonly=True,
        copy=False,
        help="The customer has asked for the offer of a contract.",
    )

    def _can_ask_for_offer(self):
        """Whether the warranty is about to end, or has, and nothing comes after it."""
        self.ensure_one()
        today = self._get_company_today()
        days = self.company_id.service_renewal_reminder_days
        return bool(
            not self._has_asked_for_offer()
            and self.warranty_end
            and self.warranty_end <= today + timedelta(days=days)
            and self.filtered_domain(self._get_ending_domain())
        )

    def _has_asked_for_offer(self):
        """Whether the customer has asked for one of late."""
        self.ensure_one()
        asked = self.offer_asked_on
        return bool(asked) and asked > self._get_company_today() - AGAIN

    def _ask_for_offer(self):
        """Note that the customer wants an offer, of all machines that it is about."""
        self.ensure_one()
        take_turns(self)
        if not self._can_ask_for_offer():
            return
        machines = self._get_ending_together().filtered(
            lambda machine: not machine._has_asked_for_offer()
        )
        machines._by_server().offer_asked_on = self._get_company_today()
        user = self._get_offer_responsible()
        told = (machines._prepare_offer() or self)._in_language_of(user)
        names = machines._in_language_of(user).mapped("display_name")
        told.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=told.env._("The customer asks for an offer"),
            note=told.env._("The warranty is about to end: %s", ", ".join(names)),
            user_id=user.id,
        )

    def _prepare_offer(self):
        """A draft contract to be looked at and sent; none if nobody said of what type.

        :rtype: service.contract
        """
        company = self.company_id
        contract_type = company.service_offer_type_id
        if not contract_type:
            return self.env["service.contract"]
        after = max(self.mapped("warranty_end")) + timedelta(days=1)
        contracts = self.with_company(company)._propose_contracts(
            contract_type, max(after, company._get_service_today())
        )
        contracts.user_id = self[0]._get_offer_responsible()
        return contracts[:1]

    def _get_offer_responsible(self):
        """Who sells to the customer, or answers requests, or else makes contracts."""
        self.ensure_one()
        company = self.company_id
        seller = (
            self.partner_id.user_id or self.partner_id.commercial_partner_id.user_id
        )
        team = self.env["service.team"]._get_first(company)
        makers = self.env.ref(GROUP).all_user_ids.filtered(
            lambda user: not user.share and company in user.company_ids
        )
        return seller or team.user_id or makers.sorted("id")[:1]

    @contextmanager
    def _revoking_links(self):
        """Nor has the next customer asked for anything."""
        former = {equipment: equipment.partner_id for equipment in self}
        with super()._revoking_links():
            yield
        moved = self.filtered(
            lambda one: one.offer_asked_on and one.partner_id != former[one]
        )
        moved._by_server().offer_asked_on = False
