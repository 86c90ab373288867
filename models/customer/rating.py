# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError

from ..shared.once import take_turns

STARS = range(1, 6)


class ServiceIntervention(models.Model):
    """How the customer found the work, by Odoo's own ratings."""

    _name = "service.intervention"
    _inherit = ["rating.mixin", "service.intervention"]

    def _rating_get_parent_field_name(self):
        return "contract_id"

    def _rating_get_operator(self):
        """The first of the people who were there."""
        # sudo: only the name of who is rated, whoever reads it
        person = self.sudo().employee_ids[:1]
        return person.user_id.partner_id or person.work_contact_id

    # === WHAT THE CUSTOMER SAYS === #

    def _get_customer_rating(self):
        """The rating that the customer has given; empty when there is none yet."""
        self.ensure_one()
        # sudo: customers see their own rating on the page of their job
        return self.sudo().rating_ids.filtered("consumed")[:1]

    def _is_rated(self):
        return bool(self._get_customer_rating())

    def _can_be_rated(self):
        self.ensure_one()
        return self.state == "done" and not self._is_rated()

    def _rate_online(self, stars, feedback):
        """Take what the customer says of the work, once.

        :param stars: 1 to 5, also as text
        :raises UserError: when there are no stars, or there is nothing to be rated
        """
        self.ensure_one()
        take_turns(self)
        if not self._can_be_rated():
            raise UserError(self.env._("This job cannot be rated, or was already."))
        if str(stars) not in map(str, STARS):
            raise UserError(self.env._("Choose one to five stars."))
        self.rating_apply(
            int(stars),
            token=self._rating_get_access_token(),
            feedback=feedback.strip()[:2000] if isinstance(feedback, str) else "",
        )


class ServiceContract(models.Model):
    """How the customer finds the work under a contract, on average."""

    _name = "service.contract"
    _inherit = ["service.contract", "rating.parent.mixin"]

    def action_view_ratings(self):
        """Show what the customer said of the jobs under this contract."""
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.rating_rating_action_service"
        )
        domain = [
            ("parent_res_model", "=", self._name),
            ("parent_res_id", "=", self.id),
            ("consumed", "=", True),
        ]
        return {**action, "domain": domain, "context": {}}
