from odoo import fields, models


class ServiceActivityType(models.Model):
    """Kind of work, defined freely by each company: repair, overhaul, tax return …"""

    _name = "service.activity.type"
    _description = "Service Activity Type"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Empty: every company can use it.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Invoiced As",
        domain="[('type', '=', 'service')]",
        check_company=True,
        help="Service product that gives the price, account and taxes of an hour. "
        "Without it the work is never invoiced.",
    )
    planned_hours = fields.Float(
        string="Usual Hours", default=1.0, help="Proposed on new activities, in hours."
    )
    protocol_id = fields.Many2one(
        "service.protocol",
        check_company=True,
        help="Operations that this kind of work consists of. “Add Protocol Steps” on "
        "a job adds them for each activity of this type that was entered by hand.",
    )
    note = fields.Html(string="Information Sheet", translate=True)

    _check_planned_hours = models.Constraint(
        "CHECK(planned_hours >= 0)", "The usual hours cannot be negative."
    )
