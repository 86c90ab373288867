# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of duties begin with."""

from odoo import Command

from ...common import ServiceCommon


class DutyCommon(ServiceCommon):
    today = "2026-03-10"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tag = cls.env["service.equipment.tag"].create({"name": "Extinguisher"})

    @classmethod
    def _make_type(cls, **vals):
        """A check every six months to the end of the month, of what has the tag."""
        return cls.env["service.duty.type"].create(
            {
                "name": "Check of Extinguishers",
                "interval": 6,
                "end_of_month": True,
                "tag_ids": [Command.set(cls.tag.ids)],
                **vals,
            }
        )

    @classmethod
    def _make_extinguisher(cls, serial_number, **vals):
        return cls._make_equipment(
            serial_number, tag_ids=[Command.set(cls.tag.ids)], **vals
        )

    @classmethod
    def _make_extinguishers(cls, number, **vals):
        """Many at once, as an import makes them."""
        return cls.env["service.equipment"].create(
            [
                {
                    "product_id": cls.machine.id,
                    "partner_id": cls.customer.id,
                    "serial_number": f"EXT-{cls._next():05}",
                    "tag_ids": [Command.set(cls.tag.ids)],
                    **vals,
                }
                for _one in range(number)
            ]
        )

    numbers = 0

    @classmethod
    def _next(cls):
        cls.numbers += 1
        return cls.numbers

    @classmethod
    def _get_duties(cls, *states):
        domain = [("type_id", "=", cls.duty_type.id)]
        if states:
            domain.append(("state", "in", states))
        return cls.env["service.duty"].search(domain)
