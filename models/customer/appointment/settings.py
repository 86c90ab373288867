# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

LONGEST_HORIZON = 60  # days; further ahead plans are not made


class ResCompany(models.Model):
    """Whether customers choose their appointments, and among which times."""

    _inherit = "res.company"

    service_appointments = fields.Boolean(
        string="Customers Choose Appointments",
        help="Customers choose among the free times of your people, in the portal.",
    )
    service_appointment_kind = fields.Selection(
        [("half_day", "Mornings and Afternoons"), ("hour", "Full Hours")],
        string="Times to Choose From",
        default="half_day",
        required=True,
    )
    service_appointment_days = fields.Integer(
        string="Days to Choose From",
        default=14,
        help="How far ahead times are offered.",
    )
    service_appointment_notice = fields.Integer(
        string="Hours Before",
        default=24,
        help="So many hours before, at least, an appointment is chosen, moved or "
        "cancelled.",
    )

    _check_service_appointments = models.Constraint(
        f"CHECK(service_appointment_days BETWEEN 1 AND {LONGEST_HORIZON} "
        "AND service_appointment_notice BETWEEN 0 AND 1000)",
        f"Appointments are offered 1 to {LONGEST_HORIZON} days ahead, and 0 to 1000 "
        "hours before they begin.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    service_appointments = fields.Boolean(
        related="company_id.service_appointments", readonly=False
    )
    service_appointment_kind = fields.Selection(
        related="company_id.service_appointment_kind", readonly=False
    )
    service_appointment_days = fields.Integer(
        related="company_id.service_appointment_days", readonly=False
    )
    service_appointment_notice = fields.Integer(
        related="company_id.service_appointment_notice", readonly=False
    )
