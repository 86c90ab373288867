# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of the rules of cover begin with."""

from odoo import Command

from ...common import ServiceCommon


class CoverRulesCommon(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.repair = cls.env["service.activity.type"].create({"name": "Repair"})
        cls.urgent = cls.env["service.activity.type"].create({"name": "Urgent"})
        categories = cls.env["product.category"]
        cls.printers = categories.create({"name": "Printers"})
        cls.lasers = categories.create({"name": "Lasers", "parent_id": cls.printers.id})
        cls.scanners = categories.create({"name": "Scanners"})

    def _make_limited(self, **vals):
        return self._make_contract(
            labour_coverage=100, parts_coverage=100, travel_coverage=100, **vals
        )

    def _make_calendar(self, **vals):
        """Monday to Friday, 08:00 to 17:00, in Rome."""
        return self.env["resource.calendar"].create(
            {
                "name": "Office Hours",
                "company_id": self.company.id,
                "tz": "Europe/Rome",
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": "Day",
                                "dayofweek": str(day),
                                "hour_from": 8,
                                "hour_to": 17,
                                "day_period": "full_day",
                            }
                        )
                        for day in range(5)
                    ),
                ],
                **vals,
            }
        )

    def _get_percent(self, contract, kind="labour", **details):
        cover = contract._get_cover(
            kind, self.env["service.equipment"], self._day("2026-03-10"), **details
        )
        return cover.percent
