from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ServiceProtocol(models.Model):
    """Protocols that start by themselves."""

    _inherit = "service.protocol"

    @api.model
    def _cron_start(self):
        """Start the protocols of new customers and of new periods, once for each."""
        for protocol in self.search([("trigger", "=", "new_customer")]):
            protocol._try(protocol._start_for_new_customers)
        today = fields.Date.context_today(self)
        due = Domain("next_trigger_date", "<=", today)
        for protocol in self.search(due):
            protocol._try(protocol._start_due_periods, today)

    def _try(self, start, *args):
        """Call ``start``; a protocol that fails says why and blocks no other."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                start(*args)
        except (UserError, IntegrityError) as error:
            self.message_post(body=self.env._("It could not be started: %s", error))

    def _start_for_new_customers(self):
        """Start for the customers that this protocol has not been started for."""
        self.ensure_one()
        partners = self._search_not_started(("occasion", "!=", False))
        self._start_for(partners, self.trigger_date)

    def _start_due_periods(self, today):
        """Start for every customer in each period begun until ``today``."""
        self.ensure_one()
        while self.next_trigger_date <= today:
            occasion = self.next_trigger_date
            self._start_for(
                self._search_not_started(("occasion", "=", occasion)), occasion
            )
            self.next_trigger_date = self._get_trigger_date_after(occasion)

    def _search_not_started(self, *conditions):
        """Customers of this protocol without a job that meets the ``conditions``."""
        started = [("protocol_id", "=", self.id), *conditions]
        return self.env["res.partner"].search(
            self._get_partner_domain()
            & Domain("service_intervention_ids", "not any", started)
        )

    def _start_for(self, partners, occasion, contract=None):
        """Create one job with the operations of this protocol for each partner.

        :param occasion: day of the occasion; the database refuses a second start
        :param contract: contract whose beginning is the occasion, if any
        """
        self.ensure_one()
        interventions = self.env["service.intervention"].create(
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
