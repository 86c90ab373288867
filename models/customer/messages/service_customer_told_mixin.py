# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta
from typing import NamedTuple

from odoo import fields, models

from ....tools.quiet_hours import after_quiet
from ...shared.own_context import get_own, own


class CustomerNews(NamedTuple):
    """What is true now and to be said.

    ``code`` is that of the moment, ``said`` what makes it the same message or another
    one, ``corrects`` the message that it follows up.
    """

    code: str
    said: str
    corrects: models.Model | None = None


class ServiceCustomerToldMixin(models.AbstractModel):
    """Documents of which customers are told by themselves."""

    _name = "service.customer.told.mixin"
    _description = "What Customers Are Told"

    customer_message_ids = fields.One2many(
        "service.customer.message",
        "res_id",
        string="Told to the Customer",
        domain=lambda self: [("res_model", "=", self._name)],
        groups="service_management.group_manager",
    )

    def unlink(self):
        # sudo: what was said of them goes with them, whoever deletes them
        messages = self.sudo().customer_message_ids
        result = super().unlink()
        messages.unlink()
        return result

    # === TELLING === #

    def _tell_customer_of(self, code):
        """Tell the customers of these documents, where their company does so.

        Nobody is told of what comes with an add-on or is imported from a file.

        :param code: of the moment
        """
        if not self or not self.pool.ready or self.env.context.get("import_file"):
            return
        # sudo: whoever works on the document need not see what customers are told
        moment = self.env["service.customer.moment"].sudo()._find(code)
        told = self.sudo().filtered(lambda one: moment._is_said_by(one.company_id))
        if told:
            moment.env["service.customer.message"]._note(moment, told)

    def _forget_to_tell(self, code):
        """What the customers learn otherwise is not said to them once more."""
        # sudo: as in _tell_customer_of
        moment = self.env["service.customer.moment"].sudo()._find(code)
        moment.env["service.customer.message"]._search_waiting(moment, self).unlink()

    def _get_customer_news(self, code):
        """What there is to be said of a moment, as it is now.

        :return: :class:`CustomerNews`, or None when there is nothing, or no more
        """
        self.ensure_one()
        return getattr(self, f"_get_news_{code}")()

    def _get_said(self, *codes):
        """What the customer was told of these moments, the latest last."""
        self.ensure_one()
        customer = self._get_told_customer().commercial_partner_id
        return self.customer_message_ids.filtered(
            lambda one: (
                one.sent_on
                and one.moment_id.code in codes
                and one.partner_id.commercial_partner_id == customer
            )
        )

    def _pick_told(self, code):
        """Those documents that are written about, when one message tells of several."""
        return self

    # === WHO AND WHEN === #

    def _as_told_to(self, former):
        """The same documents, as whoever was their customer until lately is told.

        What the present customer has to do with them is not said then.

        :param former: that customer; empty for the present one
        """
        return self.with_context(**own(service_told_to=former.id)) if former else self

    def _find_former(self, partner):
        """``partner``, if the document has another customer by now; else nobody."""
        self.ensure_one()
        customer = self.partner_id.commercial_partner_id
        is_former = partner and partner.commercial_partner_id != customer
        return partner if is_former else self.env["res.partner"]

    def _is_told_to_former(self):
        return bool(get_own(self.env, "service_told_to"))

    def _get_told_customer(self):
        """The customer who is told: the present one, unless it is the former one."""
        self.ensure_one()
        former = get_own(self.env, "service_told_to")
        return self.env["res.partner"].browse(former) if former else self.partner_id

    def _get_told_addresses(self):
        """Whom to tell, the first who can be reached."""
        self.ensure_one()
        customer = self._get_told_customer()
        return [customer, customer.commercial_partner_id]

    def _get_told_partner(self, by="email_normalized"):
        """The address that is told; empty when none can be reached.

        :param by: field that says how it is reached
        """
        self.ensure_one()
        return next(
            (one for one in self._get_told_addresses() if one.active and one[by]),
            self.env["res.partner"],
        )

    def _get_told_zone(self):
        self.ensure_one()
        return self._get_told_customer()._get_service_zone(self.company_id)

    def _after_quiet(self, moment):
        """The same moment, or when the quiet hours of the company are over there."""
        self.ensure_one()
        company = self.company_id
        return after_quiet(
            moment,
            self._get_told_zone(),
            company.service_quiet_from,
            company.service_quiet_until,
        )

    def _get_time_to_tell(self, moment):
        """When to look at what is true then: not before it has stayed for a while."""
        now = fields.Datetime.now()
        due = now + timedelta(minutes=moment.wait)
        return self._after_quiet(due) if moment.wait and not moment.is_urgent else due

    # === WORDS === #

    def _get_told_name(self):
        self.ensure_one()
        return (self._get_told_partner() or self._get_told_customer()).name or ""

    def _get_told_lang(self):
        self.ensure_one()
        told = self._get_told_partner() or self._get_told_customer()
        return told.lang or self.env.lang

    def _get_told_link(self):
        """Address of the page, for whoever has the message."""
        self.ensure_one()
        is_former = self._is_told_to_former()
        return self.get_base_url() + ("/my" if is_former else self.get_portal_url())
