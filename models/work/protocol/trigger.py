# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import api, models
from odoo.fields import Domain

from ...shared.guarded import work_in_batches, work_off

_logger = logging.getLogger(__name__)


class ServiceProtocol(models.Model):
    """Protocols that start by themselves."""

    _inherit = "service.protocol"

    @api.model
    def _cron_start(self):
        """Start the protocols of new customers and of new periods, once for each."""
        for domain, start in (
            (
                Domain("trigger", "=", "new_customer"),
                lambda protocol: protocol._start_for_new_customers(),
            ),
            (
                self._get_due_domain(),
                lambda protocol: protocol._start_due_periods(protocol._get_today()),
            ),
        ):
            if not work_in_batches(
                self.search(domain),
                start,
                lambda protocol, error: protocol._tell_not_started(error),
                size=1,
            ):
                return

    def _get_today(self):
        """Day that it is in the company; what all share goes by the current one."""
        return (self.company_id or self.env.company)._get_service_today()

    @api.model
    def _get_due_domain(self):
        """Protocols of which a period has begun, on the day of their company."""
        # sudo: their clock only
        companies = self.env["res.company"].sudo().search([("active", "=", True)])
        days = companies.grouped(type(companies)._get_service_today)
        return Domain.OR(
            Domain("company_id", "in", ids) & Domain("next_trigger_date", "<=", day)
            for ids, day in (
                ([False], self.env.company._get_service_today()),
                *((same.ids, day) for day, same in days.items()),
            )
        )

    def _tell_not_started(self, error):
        _logger.warning("Protocol %s could not be started: %s", self.id, error)
        # sudo: whoever activates a contract need not manage protocols
        self.sudo().message_post(body=self.env._("It could not be started: %s", error))

    def _start_for_new_customers(self):
        """Start for the customers that this protocol has not been started for."""
        self.ensure_one()
        partners = self._search_not_started(("occasion", "!=", False))
        self._start_for_each(partners, self.trigger_date)

    def _start_due_periods(self, today):
        """Start for every customer in each period begun until ``today``.

        A period in which it failed for somebody is looked at again the next time.
        """
        self.ensure_one()
        occasion, incomplete = self.next_trigger_date, []
        while occasion <= today:
            partners = self._search_not_started(("occasion", "=", occasion))
            if self._start_for_each(partners, occasion) != partners:
                incomplete.append(occasion)
            occasion = self._get_trigger_date_after(occasion)
        self.next_trigger_date = min(incomplete, default=occasion)

    def _start_for_each(self, partners, occasion):
        """Start for ``partners``; return those for whom it did not fail."""

        def fail(partner, error):
            self._tell_not_started(f"{partner.display_name}: {error}")

        return work_off(
            self.env, partners, lambda some: self._start_for(some, occasion), fail
        )

    def _search_not_started(self, *conditions):
        """Customers of this protocol without a job that meets the ``conditions``."""
        started = [("protocol_id", "=", self.id), *conditions]
        return self.env["res.partner"].search(
            Domain("id", "in", self._search_partners().ids)
            & Domain("service_intervention_ids", "not any", started)
        )

    def _start_for(self, partners, occasion, contract=None):
        """Create one job with the operations of this protocol for each partner.

        :param occasion: day of the occasion; the database refuses a second start
        :param contract: contract whose beginning is the occasion, if any
        """
        self.ensure_one()
        interventions = self.env["service.intervention"]._create_by_server(
            [
                self._prepare_intervention_vals(partner, occasion, contract)
                for partner in partners
            ]
        )
        interventions._apply_protocols()
        return interventions

    def _prepare_intervention_vals(self, partner, occasion, contract):
        self.ensure_one()
        vals = {
            "company_id": (self.company_id or self.env.company).id,
            "partner_id": partner.id,
            "title": self.name,
            "origin": "planned",
            "place": "remote",
            "protocol_id": self.id,
            "occasion": occasion,
            "user_id": self._get_responsible(partner, contract).id,
        }
        if contract:
            vals["contract_id"] = contract.id
        return vals

    def _get_responsible(self, partner, contract=None):
        """Who looks after a job that starts by itself, which may be nobody yet."""
        in_charge = contract.user_id if contract else self.user_id.browse()
        return self.user_id or in_charge or partner.user_id
