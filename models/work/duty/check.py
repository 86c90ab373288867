# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import get_lang


class ServiceDutyCheck(models.Model):
    """A check that a job has made, and its certificate."""

    _inherit = "service.duty.check"

    intervention_id = fields.Many2one(
        "service.intervention",
        string="Job",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    _job_unique = models.UniqueIndex(
        "(intervention_id, duty_id) WHERE intervention_id IS NOT NULL"
    )

    # === ACTION METHODS === #

    def action_print_certificate(self):
        """Print the certificates of these checks."""
        self._check_asked()
        return self._get_certificate().report_action(self, config=False)

    # === BUSINESS METHODS === #

    def _is_by_hand(self):
        return super()._is_by_hand() and not self.intervention_id

    def _get_certificate(self):
        return self.env.ref("service_management.report_duty_certificate")

    def _get_certificate_name(self):
        """File of the certificate of a signed job; it is kept, and none before."""
        self.ensure_one()
        job = self.sudo().intervention_id  # sudo: only when it was signed
        if not job.signed_on or self.state != "valid":
            return False
        stamp = fields.Datetime.to_string(job.signed_on).translate(
            {ord(" "): "-", ord(":"): None}
        )
        return f"{self._get_file_name()}-{stamp}.pdf"

    def _get_file_name(self):
        self.ensure_one()
        return f"{self.type_id.name}-{self.name or self.date}".replace("/", "-")

    def _get_operations(self):
        """Operations of the job that this check consists of."""
        self.ensure_one()
        return self.intervention_id.activity_ids.filtered(
            lambda operation: (
                operation.state != "todo"
                and self.type_id in operation._get_duty_types()
                and self.equipment_id in operation._get_checked_machines()
            )
        )

    def _get_lang(self):
        """Language of whom it is for."""
        self.ensure_one()
        return self.partner_id.lang or get_lang(self.env).code
