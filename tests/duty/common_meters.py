# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of meters and of what use costs begin with."""

from odoo import Command

from ..common import ServiceCommon


class MeterCommon(ServiceCommon):
    today = "2026-06-15"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.black = cls.env.ref("service_management.meter_type_black")
        cls.colour = cls.env.ref("service_management.meter_type_colour")
        cls.copies_product = cls._create_product(
            name="Copies", type="service", lst_price=0.05
        )

    @classmethod
    def _make_meter(cls, *readings, equipment=None, **vals):
        """A meter with these readings: day and value each."""
        equipment = equipment or cls._make_equipment(f"COPIER-{cls._next()}")
        meter = cls.env["service.meter"].create(
            {"equipment_id": equipment.id, "type_id": cls.black.id, **vals}
        )
        for day, value in readings:
            cls._read_meter(meter, day, value)
        return meter

    numbers = 0

    @classmethod
    def _next(cls):
        cls.numbers += 1
        return cls.numbers

    @classmethod
    def _read_meter(cls, meter, day, value, **vals):
        return cls.env["service.meter.reading"].create(
            {"meter_id": meter.id, "date": day, "value": value, **vals}
        )

    @classmethod
    def _prepare_use(cls, meters, **vals):
        """Values of a contract line that bills the use of ``meters``."""
        return {
            "product_id": cls.copies_product.id,
            "name": "Copies",
            "price_unit": 0.05,
            "meter_ids": [Command.set(meters.ids)],
            **vals,
        }

    @classmethod
    def _make_use_contract(cls, meters, *lines, contract=None, **vals):
        """A monthly contract from January that bills use, beside other ``lines``."""
        return cls._make_contract(
            cls._prepare_use(meters, **vals),
            *lines,
            **{"billing_interval": 1, "price_basis": "period", **(contract or {})},
        )

    def _due(self, contract, date_to=None):
        """First day and amount of what is due."""
        self.env.flush_all()
        return [
            (str(one.period.start), one.amount)
            for one in contract.line_ids._get_due_instalments(
                self._day(date_to or self.today)
            )
        ]

    def _billed(self, contract):
        """Amounts of the invoice lines that bill."""
        lines = contract.line_ids.invoice_line_ids.filtered("service_live")
        return [
            -line.price_subtotal
            if line.move_type == "out_refund"
            else line.price_subtotal
            for line in lines.sorted("id")
        ]
