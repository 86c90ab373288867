# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Parts by name with + and −, and what the van holds."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestPartsSheet(ServiceCommon):
    """A technician with a van, without rights on the stock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.van = cls.stock_location.copy({"name": "Van"})
        cls.user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.write(
            {"user_id": cls.user.id, "service_location_id": cls.van.id}
        )
        cls.part.write({"default_code": "F-100", "barcode": "4006381333931"})
        cls.seal = cls._create_product(name="Seal", is_storable=True)
        cls.belt = cls._create_product(name="Filter belt", is_storable=True)
        cls.motor = cls._make_serial_product("Motor")
        cls.lots = cls._make_stock(cls.motor, serials=["M-1", "M-2"], location=cls.van)
        cls.far = cls._make_stock(cls.motor, serials=["M-9"])
        cls._make_stock(cls.part, 5.0, location=cls.van)
        cls._make_stock(cls.belt, 5.0)
        cls.pump = cls._make_equipment("PUMP-1")
        cls.job = cls._make_job(equipment=cls.pump)
        cls.mine = cls.job.with_user(cls.user)

    def _read(self, text=""):
        sheet = self.mine.get_parts(text)
        return sheet, {part["id"]: part for part in sheet["parts"]}

    def _names(self, text=""):
        return [part["name"] for part in self.mine.get_parts(text)["parts"]]

    # === WHAT TO CHOOSE FROM === #

    def test_van_first_then_what_was_used_before(self):
        used = self._make_job().with_user(self.user)
        used.change_part(self.seal.id, 1)
        sheet, parts = self._read()
        self.assertIn("Van", sheet["place"])
        self.assertEqual(parts[self.part.id]["there"], 5.0)
        self.assertEqual(parts[self.motor.id]["there"], 2.0)
        self.assertEqual(
            [lot["name"] for lot in parts[self.motor.id]["lots"]], ["M-1", "M-2"]
        )
        names = self._names()
        self.assertEqual(names[-1], "Seal")
        self.assertNotIn("Filter belt", names)
        self.mine.change_part(self.seal.id, 1)
        self.assertEqual(self._names()[0], "Seal", "what is on the job is first")

    def test_found_by_name_code_barcode_and_serial(self):
        self.assertEqual(self._names("filter"), ["Filter", "Filter belt"])
        for text in ("f-10", "4006381333931"):
            self.assertEqual(self._names(text), ["Filter"])
        self.assertEqual(self._names("M-9"), ["Motor"])
        self.assertEqual(self._names("nothing"), [])

    def test_queries_do_not_grow_with_the_parts(self):
        def measure():
            self._count_queries(self.mine.get_parts)  # fills what is kept for long
            return self._count_queries(self.mine.get_parts)

        before = measure()
        for number in range(8):
            product = self._create_product(name=f"Part {number}", is_storable=True)
            self._make_stock(product, 3.0, location=self.van)
        self.assertEqual(measure(), before)

    # === MORE AND LESS === #

    def test_more_less_and_none(self):
        self.mine.change_part(self.part.id, 1)
        self.mine.change_part(self.part.id, 3)
        self.mine.change_part(self.part.id, 3)  # sent twice
        self.assertRecordValues(
            self.job.charge_ids,
            [
                {
                    "kind": "part",
                    "product_id": self.part.id,
                    "quantity": 3.0,
                    "item_id": self.job.item_ids.id,
                }
            ],
        )
        self.job.charge_ids.copy()
        self.assertEqual(self._read()[1][self.part.id]["quantity"], 6.0)
        self.mine.change_part(self.part.id, 2)
        self.assertEqual(self.job.charge_ids.mapped("quantity"), [2.0])
        self.mine.change_part(self.part.id, 0)
        self.assertFalse(self.job.charge_ids)

    def test_serial_is_asked_for_and_must_be_in_the_van(self):
        with self.assertRaisesRegex(UserError, "serial number of .*Motor"):
            self.mine.change_part(self.motor.id, 1)
        refused = self.assertRaisesRegex(UserError, "M-9 .*not in .*Van")
        with refused, self.env.cr.savepoint():
            self.mine.change_part(self.motor.id, 1, self.far.id)
        with self.assertRaisesRegex(UserError, "only one"):
            self.mine.change_part(self.motor.id, 2, self.lots[0].id)
        for lot in self.lots:
            self.mine.change_part(self.motor.id, 1, lot.id)
        self.assertEqual(self.job.charge_ids.lot_id, self.lots)
        self.mine.change_part(self.motor.id, 0, self.lots[0].id)
        self.assertEqual(self.job.charge_ids.lot_id, self.lots[1])

    def test_foreseen_part_gets_its_serial(self):
        self.job.charge_ids = [Command.create({"product_id": self.motor.id})]
        charge = self.job.charge_ids
        self.mine.change_part(self.motor.id, 1, self.lots[0].id)
        self.assertEqual((self.job.charge_ids, charge.lot_id), (charge, self.lots[0]))

    def test_what_left_the_stock_stays(self):
        self.mine.change_part(self.part.id, 2)
        self._finish(self.job)
        with self.assertRaisesRegex(UserError, "finished"):
            self.mine.change_part(self.part.id, 0)
        self.job.action_reopen("Wrong")
        self.assertEqual(self._read()[1][self.part.id]["quantity"], 0)
        self.mine.change_part(self.part.id, 1)
        self.assertEqual(sorted(self.job.charge_ids.mapped("quantity")), [1.0, 2.0])
        self.mine.change_part(self.part.id, 0)
        self.assertEqual(self.job.charge_ids.mapped("quantity"), [2.0])

    def test_jobs_of_others_are_closed(self):
        job = self._make_job(employee_ids=[Command.clear()]).with_user(self.user)
        for call in (job.get_parts, lambda: job.change_part(self.part.id, 1)):
            with self.assertRaises(AccessError):
                call()

    # === SCANNED ON THE JOB === #

    def test_part_machine_and_job_are_told_apart(self):
        self.assertIn("Filter", self.mine.scan_on_job("4006381333931")["message"])
        self.assertIn("M-1", self.mine.scan_on_job("M-1")["message"])
        action = self.mine.scan_on_job("PUMP-1")["action"]
        self.assertEqual(action["context"]["active_id"], self.pump.id)
        action = self.mine.scan_on_job(self.pump._get_label_url())["action"]
        self.assertEqual(action["tag"], "service_timeline")
        self.assertEqual(
            self.mine.scan_on_job(self.job.name)["action"]["res_id"], self.job.id
        )
        for code, message in (("NOPE", "“NOPE”"), ("M-9", "M-9 .*not in .*Van")):
            with self.assertRaisesRegex(UserError, message):
                self.mine.scan_on_job(code)
