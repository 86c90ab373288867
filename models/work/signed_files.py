# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

SIGNED_MODELS = (
    "service.intervention",
    "service.intervention.item",
    "service.activity",
    "service.charge",
)


class IrAttachment(models.Model):
    """Files that a signed report consists of are closed with it."""

    _inherit = "ir.attachment"

    def write(self, vals):
        self.check_access("write")
        self._check_not_signed()
        return super().write(vals)

    def unlink(self):
        self.check_access("unlink")
        self._check_not_signed()
        return super().unlink()

    def _check_not_signed(self):
        """Refuse to touch the kept report, its photos and the signature.

        Not so as superuser: fields with files are written that way, after the record
        itself has been asked.

        :raises UserError: when the report that one of these belongs to is signed
        """
        # sudo: what belongs to a signed report is closed, whoever may see it
        files = self.sudo().filtered(lambda file: file.res_model in SIGNED_MODELS)
        if files and not self.env.su:
            files._get_signed_jobs()._check_not_signed()

    def _get_signed_jobs(self):
        """Jobs whose report, photos or pictures of the work these files are."""
        jobs = self.env["service.intervention"].with_context(active_test=False)
        found = jobs.search(
            Domain("signed_report_id", "in", self.ids)
            | Domain("photo_ids", "in", self.ids)
        )
        for model, files in self.filtered("res_field").grouped("res_model").items():
            records = self.env[model].browse(files.mapped("res_id")).exists()
            found |= (
                records if model == jobs._name else records.mapped("intervention_id")
            )
        return found


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    @api.private  # as its argument is a record
    def retrieve_attachment(self, record):
        """What was kept when it was signed, not another file of the same name."""
        found = super().retrieve_attachment(record)
        if found and record._name == "service.intervention":
            # sudo: the report may be read by whoever may read the job
            kept = record.sudo().signed_report_id
            return kept if kept.name == found.name else found
        return found
