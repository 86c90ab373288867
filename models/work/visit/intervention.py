from odoo import fields, models


class ServiceIntervention(models.Model):
    """The planned visit that a job is."""

    _inherit = "service.intervention"

    contract_line_ids = fields.Many2many(
        "service.contract.line",
        "service_contract_line_visit_rel",
        "intervention_id",
        "line_id",
        string="Visit For",
        readonly=True,
        copy=False,
        help="Contract lines that this planned visit is for.",
    )

    def _get_visit_day(self):
        """Day on which the visit was made; of the plan when it was given up."""
        self.ensure_one()
        moment = self.state == "done" and self.date_end or self.request_date
        zone = self.contract_id._get_visit_zone()
        return fields.Datetime.context_timestamp(
            self.with_context(tz=zone.zone), moment
        ).date()
