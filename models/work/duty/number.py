# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ...shared.once import take_turns

PADDING = 4


class ServiceDutyCheck(models.Model):
    """Numbers of the register: of each type, company and year, without gaps."""

    _inherit = "service.duty.check"

    def _draw_numbers(self):
        """Give their numbers to these, those of one register at once."""
        for (kind, company), checks in self.grouped(
            lambda check: (check.type_id, check.company_id)
        ).items():
            register = kind._get_register(company)
            for year, of_year in checks.grouped(lambda one: one.date.year).items():
                numbers = register._take_numbers(f"{year}-01-01", len(of_year))
                for check, number in zip(of_year.sorted("id"), numbers, strict=True):
                    check.name = number


class ServiceDutyType(models.Model):
    _inherit = "service.duty.type"

    def _get_register(self, company):
        """The sequence that numbers the checks of this type in ``company``."""
        self.ensure_one()
        # sudo: sequences are the system's
        sequences = self.env["ir.sequence"].sudo()
        domain = [
            ("code", "=", f"service.duty.check.{self.id}"),
            ("company_id", "=", company.id),
        ]
        found = sequences.search(domain, limit=1)
        if not found:
            take_turns(self)
            found = sequences.create(
                {
                    "name": self.name,
                    "code": f"service.duty.check.{self.id}",
                    "company_id": company.id,
                    "prefix": "%(range_year)s/",
                    "padding": PADDING,
                    "implementation": "no_gap",
                    "use_date_range": True,
                }
            )
        return found


class IrSequence(models.Model):
    _inherit = "ir.sequence"

    def _take_numbers(self, day, count):
        """The next ``count`` numbers of the year of ``day``; others wait their turn."""
        self.ensure_one()
        year = self._get_current_sequence(day)
        take_turns(year)
        year.invalidate_recordset(["number_next"])
        first = year.number_next
        year.number_next = first + count
        numbered = self.with_context(ir_sequence_date_range=year.date_from)
        return [numbered.get_next_char(first + index) for index in range(count)]
