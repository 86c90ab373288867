# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, api, fields, models


class ServiceIntervention(models.Model):
    """Where a job comes from: a sales order, or another job that it comes back to."""

    _inherit = "service.intervention"

    contact_id = fields.Many2one(
        "res.partner",
        string="Contact",
        check_company=True,
        index="btree_not_null",
        domain="[('id', 'child_of', partner_id)]",
        help="Person to ask for at the customer's.",
    )
    sale_order_id = fields.Many2one(
        "sale.order",
        string="Sales Order",
        compute="_compute_sale_order_id",
        store=True,
        readonly=False,
        check_company=True,
        index="btree_not_null",
        copy=False,
        help="Order that this job was made from.",
    )
    return_of_id = fields.Many2one(
        "service.intervention",
        string="Comes Back To",
        check_company=True,
        index="btree_not_null",
        copy=False,
        help="Job that this one finishes or repeats.",
    )
    return_ids = fields.One2many(
        "service.intervention", "return_of_id", string="Return Jobs"
    )
    return_count = fields.Integer(compute="_compute_return_count")

    # === COMPUTE METHODS === #

    def _compute_return_count(self):
        counts = dict(
            self._read_group(
                [("return_of_id", "in", self.ids)], ["return_of_id"], ["__count"]
            )
        )
        for intervention in self:
            intervention.return_count = counts.get(intervention, 0)

    @api.depends("sale_line_id")
    def _compute_sale_order_id(self):
        for intervention in self:
            intervention.sale_order_id = (
                intervention.sale_line_id.order_id or intervention.sale_order_id
            )

    # === ACTION METHODS === #

    def action_view_sale_order(self):
        self._check_asked_one()
        return self.sale_order_id.get_formview_action()

    def action_view_returns(self):
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_intervention_action"
        )
        action["domain"] = [("return_of_id", "=", self.id)]
        action["context"] = self._get_return_context()
        return action

    def action_create_return(self):
        """Open a new job that comes back to this one, with nothing saved yet."""
        self._check_asked_one()
        return self._action_new(self._get_return_context())

    @api.model
    def _action_new(self, context):
        """Open the form of a new job with the defaults of ``context``."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Job"),
            "res_model": self._name,
            "view_mode": "form",
            "context": context,
        }

    # === BUSINESS METHODS === #

    def _get_return_context(self):
        """Defaults of a job that comes back to this one."""
        self.ensure_one()
        return {
            f"default_{name}": value
            for name, value in self._prepare_return_vals().items()
        }

    def _prepare_return_vals(self):
        self.ensure_one()
        return {
            "return_of_id": self.id,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "site_id": self.site_id.id,
            "contact_id": self.contact_id.id,
            "place": self.place,
            "priority": self.priority,
            "title": self.title,
            "fault": self.fault,
            "item_ids": [
                Command.create({"equipment_id": item.equipment_id.id})
                for item in self.item_ids
            ],
        }

    def _move_to_follow_up(self, activities, date_start, employees):
        """Leave ``activities`` to a new job that comes back to this one.

        :param date_start: when, empty if it is still to be planned
        :param employees: who, possibly nobody yet
        :return: the new job
        """
        self.ensure_one()
        self.check_access("write")
        # sudo: whoever cannot finish hands on to others, whose jobs they do not see
        job = self.sudo()
        activities = activities.sudo()
        activities.action_timer_stop()
        is_same_trip = job._is_same_trip(date_start, employees)
        activities = activities._keep_travel(is_same_trip)._split_begun()
        items = activities.item_id
        follow_up = job.create(job._prepare_follow_up_vals(items))
        copies = {item.equipment_id: item.id for item in follow_up.item_ids}
        for item, moved in activities.grouped("item_id").items():
            moved.write(
                {
                    "intervention_id": follow_up.id,
                    "item_id": copies.get(item.equipment_id),
                    "date_start": False,
                    "date_end": False,
                    "employee_id": False,
                }
            )
        follow_up.write(
            {
                "date_start": date_start,
                "duration": sum(activities.mapped("planned_hours")) or 1.0,
                "employee_ids": [Command.set(employees.ids)],
            }
        )
        if date_start and employees:
            follow_up.action_plan()
        return follow_up.with_env(self.env)

    def _prepare_follow_up_vals(self, items):
        """Values of the job for what is left on ``items``."""
        self.ensure_one()
        return {
            **self._prepare_return_vals(),
            "contract_id": self.contract_id.id,
            "origin": self.origin,
            "deadline": self.deadline,
            "user_id": self.user_id.id,
            "sale_order_id": self.sale_order_id.id,
            "sale_line_id": self.sale_line_id.id,
            "item_ids": [
                Command.create(
                    {
                        "equipment_id": item.equipment_id.id,
                        "protocol_id": item.protocol_id.id,
                        "sequence": item.sequence,
                    }
                )
                for item in items
            ],
        }
