from datetime import timedelta

from markupsafe import Markup

from odoo import models
from odoo.tools import format_date, formatLang

from ..tools.periods import iter_periods


class ServiceContractLine(models.Model):
    """What is owed back when a line ends before the day it is billed until."""

    _inherit = "service.contract.line"

    def _end_on(self, day):
        shortened = self.filtered(lambda line: not line.date_end or line.date_end > day)
        super()._end_on(day)
        shortened._propose_settlement()

    def _propose_settlement(self):
        """Ask the responsible of each contract to credit what was billed too far.

        One activity for a contract, with a line for each of its lines.
        """
        overbilled = self._get_overbilled()
        for contract, lines in self.grouped("contract_id").items():
            notes = [
                line._describe_settlement(overbilled[line])
                for line in lines
                if not line.currency_id.is_zero(overbilled[line])
            ]
            if notes:
                contract.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=self.env._("Credit what was invoiced too far"),
                    note=Markup("<br/>").join(notes),
                    user_id=contract.user_id.id or self.env.uid,
                )

    def _get_overbilled(self):
        """Amount, before taxes, billed beyond the end of each line, by rule of days.

        A part period counts by its days of those in the full period.
        """
        billed = self._get_billed_intervals()
        return {
            line: sum(
                line._get_period_amount(period)
                for taken in billed.get(line.id, [])
                for period in line._iter_beyond_end(*taken)
            )
            for line in self
        }

    def _iter_beyond_end(self, start, end):
        """Yield what of ``start`` to ``end`` lies beyond the end of the line."""
        self.ensure_one()
        last = self._get_last_day()
        if not last or end <= last:
            return
        beyond = max(start, last + timedelta(days=1))
        contract = self.contract_id
        for period in iter_periods(
            self.date_start,
            end,
            contract._get_billing_months(),
            contract.billing_alignment,
            since=beyond,
        ):
            yield period._replace(start=max(period.start, beyond))

    def _describe_settlement(self, amount):
        self.ensure_one()
        return self.env._(
            "%(line)s ends on %(end)s and is invoiced until %(billed)s: credit "
            "%(amount)s.",
            line=self.display_name,
            end=format_date(self.env, self._get_last_day()),
            billed=format_date(self.env, self.billed_until),
            amount=formatLang(self.env, amount, currency_obj=self.currency_id),
        )
