# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import datetime, time

from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.local_time import local_day


class ServiceBillableMixin(models.AbstractModel):
    """What work and goods cost on their day: taken when they are done, then kept.

    A raise, or another cost of a product, changes what is still to be done, and nothing
    that was done before, whoever corrects it and when. A model names what has the cost
    (``_cost_field``), and has a field that remembers whose cost is kept
    (``_kept_cost_field``): only somebody or something else brings another one.
    """

    _inherit = "service.billable.mixin"
    _cost_field = None
    _kept_cost_field = None

    unit_cost = fields.Float(
        compute="_compute_unit_cost",
        store=True,
        compute_sudo=True,
        min_display_digits="Product Price",
        groups="service_management.group_planner,"
        "service_management.group_contract_manager",
        help="Cost of an hour or a piece, in the currency of the company. That of the "
        "day of the work, once it is done.",
    )

    # === COMPUTE METHODS === #

    def _compute_unit_cost(self):
        kept = self.filtered(lambda record: record._keeps_unit_cost())
        for record in kept:
            record.unit_cost = record.unit_cost
        costs = (self - kept)._get_unit_costs()
        for record in self - kept:
            record.unit_cost = costs[record]
            record[self._kept_cost_field] = (
                record[self._cost_field] if record._is_cost_final() else False
            )

    # === HOOKS === #

    def _get_unit_costs(self):
        """Cost of an hour or a piece of each record, in its company's currency.

        :rtype: dict
        """
        raise NotImplementedError

    def _is_cost_final(self):
        """Whether the cost of today is kept from now on."""
        raise NotImplementedError

    # === BUSINESS METHODS === #

    def _keeps_unit_cost(self):
        self.ensure_one()
        kept = self[self._kept_cost_field]
        return bool(kept) and kept == self[self._cost_field]._origin


class ServiceActivity(models.Model):
    """Work costs what the person cost on that day."""

    _inherit = "service.activity"
    _cost_field = "employee_id"
    _kept_cost_field = "cost_employee_id"

    cost_employee_id = fields.Many2one(
        "hr.employee",
        string="Cost Of",
        compute="_compute_unit_cost",
        store=True,
        compute_sudo=True,
        help="Person whose cost is kept.",
    )

    @api.depends("employee_id", "state")
    def _compute_unit_cost(self):
        super()._compute_unit_cost()

    @api.depends("hours", "unit_cost")
    def _compute_cost(self):
        super()._compute_cost()

    def _get_unit_costs(self):
        days = {activity: activity._get_service_date() for activity in self}
        since = min(days.values(), default=None)
        changes = self.employee_id._get_hourly_cost_changes(since)
        return {
            activity: next(
                (old for day, old in changes[activity.employee_id.id] if day > since),
                # sudo: hourly_cost is for HR officers; only the product of it is shown
                activity.employee_id.sudo().hourly_cost,
            )
            for activity, since in days.items()
        }

    def _is_cost_final(self):
        return self.state == "done"

    def _get_cost(self):
        return self.hours * self.unit_cost


class ServiceCharge(models.Model):
    """Goods cost what the product cost when the job was finished."""

    _inherit = "service.charge"
    _cost_field = "product_id"
    _kept_cost_field = "cost_product_id"

    cost_product_id = fields.Many2one(
        "product.product",
        string="Cost Of",
        compute="_compute_unit_cost",
        store=True,
        compute_sudo=True,
        help="Product whose cost is kept.",
    )

    @api.depends("product_id.standard_price", "intervention_id.state")
    def _compute_unit_cost(self):
        super()._compute_unit_cost()

    @api.depends("quantity", "unit_cost", "kind", "price_unit")
    def _compute_cost(self):
        super()._compute_cost()

    def _get_unit_costs(self):
        return {
            charge: charge.product_id.with_company(charge.company_id).standard_price
            for charge in self
        }

    def _is_cost_final(self):
        return self._is_finished()

    def _get_cost(self):
        if self.kind == "expense" and not self.unit_cost:
            return self._get_paid_amount()
        return self.quantity * self.unit_cost


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _get_hourly_cost_changes(self, since):
        """Days from ``since`` on when the hourly cost changed, and what it was before.

        :param since: a date
        :return: pairs of day and former cost by id of the person, oldest first
        :rtype: dict
        """
        changes = defaultdict(list)
        days = [company._get_service_today() for company in self.company_id]
        if not since or since >= max(days, default=since):
            return changes
        field = self.env["ir.model.fields"]._get(self._name, "hourly_cost")
        # sudo: hourly_cost is for HR officers; only the product of it is shown
        found = self.env["mail.tracking.value"].sudo()
        for value in found.search(
            Domain("field_id", "=", field.id)
            & Domain("mail_message_id.model", "=", self._name)
            & Domain("mail_message_id.res_id", "in", self.ids)
            & Domain("mail_message_id.date", ">=", datetime.combine(since, time.min)),
            order="id",
        ):
            message = value.mail_message_id
            person = self.browse(message.res_id)
            day = local_day(message.date, person.company_id._get_service_zone())
            changes[person.id].append((day, value.old_value_float))
        return changes


class AccountAnalyticLine(models.Model):
    _inherit = "account.analytic.line"

    def _hourly_cost(self):
        """Hours of an operation cost what the operation says."""
        # sudo: whoever keeps timesheets need not see the jobs
        operation = self.sudo().service_activity_id
        return operation.unit_cost if operation else super()._hourly_cost()
