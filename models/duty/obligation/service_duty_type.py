# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ....tools.duties import Rule
from ....tools.interval import Interval
from ...shared.asked import Asked

LONGEST = 3650  # days
BOUNDS = {
    "interval": (1, 600),
    "tolerance_before": (0, LONGEST),
    "tolerance_after": (0, LONGEST),
}


class ServiceDutyType(models.Model):
    """A check that the law or the maker asks for, and the machines that need it.

    Machines are those of the products, categories or tags, if there are any, that also
    meet the condition. Each of them has its own duty, see ``machines.py``.
    """

    _name = "service.duty.type"
    _description = "Duty Type"
    _inherit = [
        "service.kept.values.mixin",
        "service.condition.mixin",
        "service.bounded.mixin",
        "mail.thread",
    ]
    _condition_field = "domain"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for the machines of every company."
    )
    kind = fields.Selection(
        [("legal", "Required by Law"), ("recommended", "Recommended by the Maker")],
        default="legal",
        required=True,
    )
    source = fields.Text(
        translate=True, help="The law, standard or manual that asks for it."
    )
    source_url = fields.Char(string="Link")
    product_tmpl_ids = fields.Many2many(
        "product.template",
        "service_duty_type_product_rel",
        "type_id",
        "product_tmpl_id",
        string="Products",
        check_company=True,
        domain="[('type', '=', 'consu')]",
    )
    categ_ids = fields.Many2many(
        "product.category",
        "service_duty_type_category_rel",
        "type_id",
        "categ_id",
        string="Categories",
    )
    tag_ids = fields.Many2many(
        "service.equipment.tag",
        "service_duty_type_tag_rel",
        "type_id",
        "tag_id",
        string="Tags",
        help="Machines that carry one of these tags.",
    )
    domain = fields.Char(
        string="Only Machines",
        default="[]",
        required=True,
        help="A further condition that the machines have to meet.",
    )
    interval = fields.Integer(string="Every", default=12, required=True, tracking=True)
    interval_unit = fields.Selection(
        [("day", "Days"), ("week", "Weeks"), ("month", "Months"), ("year", "Years")],
        string="Unit",
        default="month",
        required=True,
        tracking=True,
    )
    end_of_month = fields.Boolean(
        string="To the End of the Month",
        tracking=True,
        help="It is due on the last day of its month.",
    )
    count_from = fields.Selection(
        [
            ("last_check", "Last Check"),
            ("installation", "Installation"),
            ("delivery", "Delivery"),
            ("manufacture", "Manufacture"),
        ],
        string="Counted From",
        default="last_check",
        required=True,
        tracking=True,
        help="Last Check: from the day on which it was really made.\n"
        "The others: always from that day of the machine, so that a late check does "
        "not shift the next ones.",
    )
    tolerance_before = fields.Integer(
        string="Early By",
        default=30,
        help="So many days before it is due a check counts as that one. Only where it "
        "is not counted from the last check.",
    )
    tolerance_after = fields.Integer(
        string="Late By", help="So many days it may wait before it is overdue."
    )
    protocol_id = fields.Many2one(
        "service.protocol",
        string="Protocol",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Whoever finishes it on a job has made the check. Its results say whether "
        "the machine has passed. Empty: one operation, passed or failed.",
    )
    activity_type_id = fields.Many2one(
        "service.activity.type",
        string="Activity Type",
        check_company=True,
        ondelete="restrict",
        help="Kind of work of a check without a protocol.",
    )
    note = fields.Html(string="Information Sheet", translate=True)
    duty_ids = fields.One2many("service.duty", "type_id", string="Duties")
    machine_count = fields.Integer(
        string="Machines", compute="_compute_machine_count", help="That need it today."
    )

    # === COMPUTE METHODS === #

    def _compute_machine_count(self):
        counts = dict(
            self.env["service.duty"]._read_group(
                [("type_id", "in", self.ids), ("state", "=", "active")],
                ["type_id"],
                ["__count"],
            )
        )
        for duty_type in self:
            duty_type.machine_count = counts.get(duty_type, 0)

    # === CONSTRAINT METHODS === #

    @api.constrains("domain")
    def _check_domain(self):
        for duty_type in self:
            duty_type._parse_condition()

    # === CRUD METHODS === #

    @api.model
    def _check_bounds(self, vals):
        """Refused before anything is counted by them."""
        super()._check_bounds(vals)
        for name, (least, most) in BOUNDS.items():
            if name in vals:
                Asked(self.env).number(vals[name] or 0, least, most)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_checked(self):
        # sudo: what has been checked stays, whoever may see it
        duties = self.sudo().with_context(active_test=False).duty_ids
        if duties.check_ids:
            raise UserError(
                self.env._(
                    "Checks of “%s” have been made, and are kept. Archive it instead.",
                    duties.filtered("check_ids")[0].type_id.name,
                )
            )
        duties.unlink()

    # === ACTION METHODS === #

    def action_view_duties(self):
        """The duties of these types."""
        self._check_asked()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_duty_action"
        )
        return {**action, "domain": [("type_id", "in", self.ids)]}

    # === BUSINESS METHODS === #

    def _get_condition_model(self):
        return "service.equipment"

    def _get_rule(self):
        """How often it is due.

        :rtype: Rule
        """
        self.ensure_one()
        return Rule(Interval(self.interval, self.interval_unit), self.end_of_month)

    def _get_machine_domain(self):
        """Machines in service that need it.

        :raises ValidationError: when the condition is not valid any more
        """
        self.ensure_one()
        domain = self._parse_condition() & Domain("state", "=", "in_service")
        if self.company_id:
            domain &= Domain("company_id", "=", self.company_id.id)
        if self.product_tmpl_ids or self.categ_ids or self.tag_ids:
            domain &= (
                Domain("product_id.product_tmpl_id", "in", self.product_tmpl_ids.ids)
                | Domain("product_id.categ_id", "child_of", self.categ_ids.ids)
                | Domain("tag_ids", "in", self.tag_ids.ids)
            )
        return domain
