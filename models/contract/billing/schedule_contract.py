from dateutil.relativedelta import relativedelta

from odoo import fields, models


class ServiceContract(models.Model):
    """Past and coming instalments, visible before anything is invoiced."""

    _inherit = "service.contract"

    def action_view_schedule(self):
        """List the instalments of these contracts."""
        rows = self.env["service.contract.instalment"]._create_schedule(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_instalment_action"
        )
        action["domain"] = [("id", "in", rows.ids)]
        return action

    def _get_schedule(self, date_to=None):
        """Instalments of all lines, those of a line from the oldest to the newest.

        :param date_to: last due date that counts; without it the end of the contract,
            or two years from today for one without end
        :rtype: list[ScheduledInstalment]
        """
        return [
            row
            for contract in self
            for row in contract.line_ids._get_schedule(
                date_to or contract._get_schedule_end()
            )
        ]

    def _get_schedule_end(self):
        self.ensure_one()
        today = fields.Date.context_today(self)
        # an instalment in arrears may be issued some time after the last day
        later = {"months": 2} if self.date_end else {"years": 2}
        return max(self.date_end or today, today) + relativedelta(**later)
