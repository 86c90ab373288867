# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Meters appear by themselves, and a reading that cannot be right is asked about."""

from io import BytesIO

from openpyxl import Workbook

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common_meters import MeterCommon

OPTIONS = {
    "quoting": '"',
    "separator": ",",
    "has_headers": True,
    "date_format": "%Y-%m-%d",
}


@tagged("post_install", "-at_install")
class TestMetersOfEquipment(MeterCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.copier = cls._make_serial_product(
            "Copier",
            service_meter_type_ids=[Command.set((cls.black | cls.colour).ids)],
        )

    def test_delivered_machines_have_the_meters_of_their_product(self):
        equipment = self._deliver(["COP-1", "COP-2"], self.copier)
        self.assertEqual(
            equipment.meter_ids.mapped("full_name"),
            [
                "COP-1 · Black and White",
                "COP-1 · Colour",
                "COP-2 · Black and White",
                "COP-2 · Colour",
            ],
        )
        self.assertEqual(
            set(equipment.meter_ids.mapped("begin_date")), {self._day(self.today)}
        )
        self.assertEqual(equipment[0].meter_count, 2)
        action = equipment[0].action_view_meters()
        self.assertEqual(action["domain"], [("equipment_id", "=", equipment[0].id)])

    def test_entered_by_hand_and_given_the_product_later(self):
        equipment = self._make_equipment("HAND-1", product_id=False, model="X")
        self.assertFalse(equipment.meter_ids)
        equipment.product_id = self.copier
        self.assertEqual(equipment.meter_ids.type_id, self.black | self.colour)
        equipment.product_id = self.copier
        self.assertEqual(len(equipment.meter_ids), 2)

    def test_a_meter_type_that_a_product_gets_later(self):
        equipment = self._make_equipment("HAND-2")
        self.machine.service_meter_type_ids = self.black
        self.assertEqual(equipment.meter_ids.name, "Black and White")

    def test_the_same_for_many_costs_no_more_queries(self):
        def deliver(count):
            serials = [f"MANY-{count}-{number}" for number in range(count)]
            lots = self._make_stock(self.copier, serials=serials)
            moves = self._make_order(self.copier, count).picking_ids.move_ids
            moves.picking_id.action_assign()
            return lots, self._count_queries(
                lambda: self.env["service.equipment"].create(
                    [
                        {
                            "product_id": self.copier.id,
                            "partner_id": self.customer.id,
                            "serial_number": f"{serial}-X",
                        }
                        for serial in serials
                    ]
                )
            )

        deliver(2)
        self.assertLessEqual(deliver(40)[1], deliver(5)[1] + 10)

    def test_a_second_owner_goes_on_where_the_first_one_ended(self):
        [equipment] = self._deliver(["COP-3"], self.copier)
        equipment.delivery_date = "2026-06-20"
        self.assertEqual(equipment.meter_ids[0].begin_date, self._day(self.today))


@tagged("post_install", "-at_install")
class TestReadings(MeterCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meter = cls._make_meter(
            ("2026-01-01", 1000), ("2026-02-01", 1310), ("2026-04-01", 1900)
        )

    def test_what_was_used(self):
        self.assertEqual(
            self.meter.reading_ids.sorted("date").mapped("used"), [0.0, 310.0, 590.0]
        )
        self.assertEqual(self.meter.last_value, 1900)
        self.assertEqual(self.meter.use_per_month, 304)

    def test_a_new_reading_on_the_way(self):
        self._read_meter(self.meter, "2026-03-01", 1600)
        self.assertEqual(
            self.meter.reading_ids.sorted("date").mapped("used"),
            [0.0, 310.0, 290.0, 300.0],
        )

    def test_backwards_is_asked_about_and_does_not_count(self):
        reading = self._read_meter(self.meter, "2026-05-01", 190)
        self.assertEqual((reading.state, reading.doubt), ("to_check", "backwards"))
        self.assertEqual((self.meter.last_value, self.meter.to_check_count), (1900, 1))
        with self.assertRaisesRegex(UserError, "gone backwards"):
            reading.action_accept()
        reading.value = 2190
        self.assertEqual(reading.state, "valid")
        self.assertEqual(reading.used, 290)
        self.assertIn("190", self.meter.message_ids[0].body)

    def test_ten_times_the_usual_counts_once_somebody_says_so(self):
        reading = self._read_meter(self.meter, "2026-04-11", 3000)
        self.assertEqual((reading.state, reading.doubt), ("to_check", "unusual"))
        self.assertEqual(reading.used, 0)
        reading.action_accept()
        self.assertEqual(
            (reading.state, reading.accepted_by_id), ("valid", self.env.user)
        )
        self.assertEqual(self.meter.last_value, 3000)

    def test_what_waited_counts_as_soon_as_it_fits(self):
        high = self._read_meter(self.meter, "2026-04-11", 3000)
        later = self._read_meter(self.meter, "2026-05-01", 5000)
        self.assertEqual(later.state, "to_check")
        high.action_accept()
        self.assertEqual(later.state, "valid")

    def test_replaced_counter(self):
        reset = self._read_meter(
            self.meter, "2026-05-01", 7, is_reset=True, value_before=2200
        )
        self._read_meter(self.meter, "2026-06-01", 307)
        self.assertEqual(
            self.meter.reading_ids.sorted("date").mapped("used"),
            [0.0, 310.0, 590.0, 300.0, 300.0],
        )
        reset.value_before = 2100
        self.assertEqual(reset.used, 200)

    def test_replaced_counter_of_which_nobody_has_read_the_old_one(self):
        reset = self._read_meter(self.meter, "2026-05-01", 0, is_reset=True)
        self.assertEqual(
            (reset.state, reset.value_before, reset.used), ("valid", 1900, 0)
        )

    def test_a_counter_that_begins_again(self):
        self.meter.digits = 4
        self._read_meter(self.meter, "2026-05-01", 2190)
        with self.assertRaisesRegex(ValidationError, "4 digits"):
            self._read_meter(self.meter, "2026-06-01", 12000)
        rolling = self._make_meter(
            ("2026-01-01", 9700), ("2026-02-01", 9990), ("2026-03-01", 250), digits=4
        )
        self.assertEqual(sum(rolling.reading_ids.mapped("used")), 550)

    def test_to_come(self):
        with self.assertRaisesRegex(ValidationError, "still to come"):
            self._read_meter(self.meter, "2026-06-16", 2500)

    def test_second_value_of_a_day(self):
        with self.assertRaisesRegex(UserError, "a reading of .* already: 1,900"):
            self._read_meter(self.meter, "2026-04-01", 1950)
        same = self._read_meter(self.meter, "2026-04-01", 1900)
        self.assertEqual(len(self.meter.reading_ids), 3)
        self.assertIn(same, self.meter.reading_ids)

    def test_a_machine_that_tells_it_several_times_a_day(self):
        for value in (2200, 2210, 2210, 2220):
            reading = self._read_meter(self.meter, "2026-05-01", value, source="api")
        self.assertEqual((len(self.meter.reading_ids), reading.value), (4, 2220))
        with self.assertRaisesRegex(UserError, "already: 2,220"):
            self._read_meter(self.meter, "2026-05-01", 2230)
        both = reading.create(
            [
                {
                    "meter_id": self.meter.id,
                    "date": "2026-05-02",
                    "value": value,
                    "source": "api",
                }
                for value in (2230, 2240)
            ]
        )
        self.assertEqual((len(both), set(both.mapped("value"))), (2, {2240}))

    def test_machine_that_was_taken_back(self):
        self._read_meter(self.meter, "2026-05-01", 2200)
        self.meter.equipment_id._retire(self._day("2026-05-10"))
        with self.assertRaisesRegex(ValidationError, "not in service since"):
            self._read_meter(self.meter, "2026-05-11", 2300)
        self.assertEqual(self._read_meter(self.meter, "2026-05-10", 2290).used, 90)

    def test_machine_of_another_company(self):
        other = self.setup_other_company(name="Second Company")["company"]
        foreign = self._make_equipment(
            "FOREIGN",
            company_id=other.id,
            product_id=False,
            model="X",
            partner_id=False,
        )
        meter = self._make_meter(equipment=foreign)
        user = self._make_user("reader", "service_management.group_technician")
        readings = self.env["service.meter.reading"].with_user(user)
        with self.assertRaises(AccessError):
            readings.create({"meter_id": meter.id, "date": "2026-06-01", "value": 5})

    def test_technician_enters_it_in_the_form(self):
        user = self._make_user("reader", "service_management.group_technician")
        with Form(
            self.env["service.meter.reading"]
            .with_user(user)
            .with_context(default_meter_id=self.meter.id)
        ) as form:
            form.value = 2500
        reading = form.save()
        self.assertEqual(
            (reading.state, reading.source, reading.used), ("valid", "technician", 600)
        )
        with self.assertRaises(AccessError):
            reading.state = "to_check"

    def test_a_file_twice(self):
        """The same rows again change nothing; a bad one is told."""
        rows = [
            "Meter,Date,Shows",
            f"{self.meter.full_name},2026-05-01,2200",
            f"{self.meter.full_name},2026-06-01,2500",
        ]
        for _time in range(2):
            self.assertFalse(self._import(rows))
            self.assertEqual(len(self.meter.reading_ids), 5)
        self.assertEqual(
            self.meter.reading_ids.sorted("date").mapped("source")[-2:],
            ["import", "import"],
        )
        bad = [*rows, f"{self.meter.full_name},2026-06-01,2600"]
        self.assertIn("already: 2,500", self._import(bad)[0]["message"])

    def test_what_is_exported_is_imported_in_any_order(self):
        """Also as XLSX, and into another database, where nothing of it is there."""
        self.meter.reading_ids[0].note = "By phone"
        names = ["note", "value", "source", "date", "meter_id"]
        self.env.flush_all()
        exported = self.meter.reading_ids.export_data(names)["datas"]
        before = self._describe(self.meter)
        for there in (True, False):
            if not there:
                self.meter.reading_ids.unlink()
            content = self._make_xlsx(names, exported)
            wizard = self.env["base_import.import"].create(
                {
                    "res_model": "service.meter.reading",
                    "file": content,
                    "file_type": "application/vnd.openxmlformats-officedocument"
                    ".spreadsheetml.sheet",
                    "file_name": "readings.xlsx",
                }
            )
            preview = wizard.parse_preview(OPTIONS)
            self.assertNotIn("error", preview)
            result = wizard.execute_import(names, names, {**OPTIONS, "sheet": "Sheet"})
            self.assertFalse(result["messages"])
            self.assertEqual(self._describe(self.meter), before)

    def _describe(self, meter):
        return sorted(
            (one.date, one.value, one.source, one.note or "")
            for one in meter.reading_ids
        )

    def _make_xlsx(self, names, rows):
        book = Workbook()
        sheet = book.active
        for row in [names, *rows]:
            sheet.append([value or None for value in row])
        stream = BytesIO()
        book.save(stream)
        return stream.getvalue()

    def test_each_bad_row_is_told_in_words(self):
        rows = [
            "Meter,Date,Shows",
            f"{self.meter.full_name},2026-05-01,2200",
            f"{self.meter.full_name},2099-01-01,9999",
        ]
        told = {
            message["rows"]["from"]: message["message"]
            for message in self._import(rows)
            if message.get("rows")
        }
        self.assertIn("is still to come", told[1])
        unknown = [rows[0], "Nobody · Black,2026-05-01,2200"]
        self.assertIn("Nobody · Black", self._import(unknown)[0]["message"])

    def _import(self, rows):
        wizard = self.env["base_import.import"].create(
            {
                "res_model": "service.meter.reading",
                "file": "\n".join(rows).encode(),
                "file_type": "text/csv",
                "file_name": "readings.csv",
            }
        )
        matches = wizard.parse_preview(OPTIONS)["matches"]
        columns = ["/".join(matches[index]) for index in range(len(matches))]
        self.assertEqual(columns, ["meter_id", "date", "value"])
        header = rows[0].split(",")
        return wizard.execute_import(columns, header, dict(OPTIONS))["messages"]

    def test_meter_with_readings_is_kept(self):
        for kept in (self.meter, self.meter.equipment_id):
            with (
                self.subTest(kept=kept),
                self.assertRaisesRegex(UserError, "Archive it"),
                self.env.cr.savepoint(),
            ):
                kept.unlink()

    def test_readings_in_the_life_of_the_machine(self):
        page = self.meter.equipment_id.get_timeline(kinds=["reading"])
        self.assertEqual(page["entries"][0]["title"], "Black and White: 1,900")
