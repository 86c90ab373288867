# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo import api, models
from odoo.tools import format_date


class ServiceContractLine(models.Model):
    """A start that is moved back does not put off the visits that are planned.

    They are counted from where they were counted before: whoever wants another day
    enters the next visit.
    """

    _inherit = "service.contract.line"

    # === HOOKS === #

    @contextmanager
    def _watch_change(self, vals):
        moving = self if "date_start" in vals else self.browse()
        with moving._keeping_visits(), super()._watch_change(vals):
            yield

    # === BUSINESS METHODS === #

    @contextmanager
    def _keeping_visits(self):
        """Let the series stay where it is for lines that start earlier afterwards."""
        planned = {
            line: (line.date_start, line._get_visit_anchor(), line.next_visit_date)
            for line in self
            if line._keeps_series()
        }
        yield
        for line, (start, anchor, next_visit) in planned.items():
            if line.date_start < start and not line.visit_anchor:
                line.visit_anchor = anchor
                line.next_visit_date = line._unless_ended(next_visit)

    def _keeps_series(self):
        """Whether its visits are counted from its start, and have begun to come."""
        self.ensure_one()
        return bool(self.next_visit_date and not self.visit_anchor)

    def _get_visit_anchor(self):
        """Also in a form, before the earlier start is saved."""
        saved = self._origin
        if (
            saved != self
            and saved.next_visit_date
            and not self.visit_anchor
            and self.date_start < saved.date_start
        ):
            return saved._get_visit_anchor()
        return super()._get_visit_anchor()

    def _describe_next_visit(self):
        return f"{self._get_title()}: {format_date(self.env, self.next_visit_date)}"

    def _get_title(self):
        return self._get_scope_name() or (self.name or "").split("\n")[0]


class ServiceContract(models.Model):
    """Visits of a contract whose start is moved."""

    _inherit = "service.contract"

    @contextmanager
    def _watch_change(self, vals):
        moving = self.line_ids if "date_start" in vals else self.line_ids.browse()
        with moving._keeping_visits(), super()._watch_change(vals):
            yield

    @api.onchange("date_start")
    def _onchange_date_start_visits(self):
        """Say when the visits come, as the start moves them or leaves them."""
        lines = self.line_ids.filtered("next_visit_date")
        if not lines or self.date_start == self._origin.date_start:
            return None
        return {
            "warning": {
                "type": "notification",
                "title": self.env._("Next visits"),
                "message": "\n".join(
                    [
                        *(line._describe_next_visit() for line in lines[:5]),
                        self.env._("Another day can be entered on the line."),
                    ]
                ),
            }
        }
