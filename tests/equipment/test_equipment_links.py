# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Ways to and from the installed base, labels, and goods sold by others."""

from unittest import skipUnless

from psycopg2 import IntegrityError
from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import ServiceCommon, find_pdf_printer

MODULE = "service_management"


@tagged("post_install", "-at_install")
class TestForeignGoods(ServiceCommon):
    """Brand and model instead of a product."""

    def _make_foreign(self, serial=False, **vals):
        return self._make_equipment(
            serial, **{"product_id": False, "brand": "Acme", "model": "X 1", **vals}
        )

    def test_name_tells_brand_model_and_serial(self):
        self.assertEqual(self._make_foreign("F-1").display_name, "Acme X 1 · F-1")

    def test_neither_product_nor_model_is_refused(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._make_foreign(model=False)

    def test_second_entry_is_refused_whatever_the_case(self):
        owner = self._make_customer("Miller")
        self._make_foreign("F-1", partner_id=owner.id)
        with (
            self.assertRaises(UniqueViolation) as refused,
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self._make_foreign("f-1", brand="ACME")
        message = self.env["service.equipment"]._sql_error_to_message(refused.exception)
        self.assertIn("Acme X 1 · F-1", message)
        self.assertIn("Miller", message)

    def test_other_brand_or_no_serial_is_free(self):
        foreign = (
            self._make_foreign("F-1")
            | self._make_foreign("F-1", brand=False)
            | self._make_foreign()
            | self._make_foreign()
        )
        self.assertEqual(len(foreign), 4)

    def test_found_by_brand_model_and_serial(self):
        foreign = self._make_foreign("F-77")
        for words in ("F-77", "acme", "X 1"):
            with self.subTest(words=words):
                found = self.env["service.equipment"].name_search(words)
                self.assertIn(foreign.id, [id_ for id_, _name in found])

    def test_contract_job_and_invoice_for_foreign_goods(self):
        foreign = self._make_foreign("F-1")
        contract = self._make_contract({"equipment_id": foreign.id})
        self.assertIn("Acme X 1", contract.line_ids.name)
        job = self._finish(self._make_job([{}], [{}], foreign, contract_id=contract.id))
        self.assertEqual(job.item_ids.display_name, foreign.display_name)
        self._invoice("2026-12-31")
        self.assertTrue(foreign.invoice_count)

    def test_form_asks_for_one_or_the_other(self):
        form = Form(self.env["service.equipment"])
        form.partner_id = self.customer
        with self.assertRaises(AssertionError):
            form.save()
        form.model = "X 1"
        self.assertEqual(form.save().display_name, "X 1")

    def test_customer_of_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        foreign = self._make_customer("Foreign", company_id=other.id)
        with self.assertRaisesRegex(UserError, "Foreign"):
            self._make_equipment(partner_id=foreign.id)

    def test_site_of_another_customer_is_refused_by_name(self):
        other = self._make_customer("Other")
        with self.assertRaisesRegex(ValidationError, "Other"):
            self._make_equipment("SN-1", site_id=other.id)


@tagged("post_install", "-at_install")
class TestLinks(ServiceCommon):
    """From everywhere to the equipment and back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lots = cls._make_stock(cls.machine, serials=["SN-1", "SN-2"])
        cls.order = cls._make_order(cls.machine, 2)
        cls._ship(cls.order.picking_ids)
        cls.equipment = lots.service_equipment_ids.sorted("serial_number")

    def _opened(self, action):
        if action.get("res_id"):
            return self.equipment.browse(action["res_id"])
        return self.equipment.search(action["domain"])

    def test_documents_lead_to_their_equipment(self):
        for record, expected in (
            (self.order, self.equipment),
            (self.order.picking_ids, self.equipment),
            (self.machine, self.equipment),
            (self.machine.product_tmpl_id, self.equipment),
            (self.equipment[0].lot_id, self.equipment[0]),
        ):
            with self.subTest(record=record):
                self.assertEqual(record.service_equipment_count, len(expected))
                action = record.action_view_service_equipment()
                self.assertEqual(self._opened(action).sorted(), expected.sorted())

    def test_other_documents_lead_to_none(self):
        other = self._make_order(self.part)
        self.assertFalse(other.service_equipment_count)
        self.assertFalse(other.picking_ids.service_equipment_count)

    def test_people_without_service_rights_see_no_number(self):
        user = self._make_user(
            "seller", "sales_team.group_sale_manager", "stock.group_stock_manager"
        )
        for record in (self.order, self.order.picking_ids, self.machine):
            with self.subTest(record=record):
                self.assertFalse(record.with_user(user).service_equipment_count)
                self.assertTrue(Form(record.with_user(user)))

    def test_technician_sees_the_forms_he_may_see(self):
        user = self._make_user("tessa", f"{MODULE}.group_technician")
        equipment = self.equipment[0].with_user(user)
        equipment.read(["delivery_count", "invoice_count", "document_count"])
        self.assertTrue(equipment.product_id.service_equipment_count)

    def test_equipment_leads_to_deliveries_and_invoices(self):
        equipment = self.equipment[0]
        self.assertEqual(equipment.delivery_count, 1)
        action = equipment.action_view_deliveries()
        self.assertEqual(
            self.env["stock.picking"].search(action["domain"]), self.order.picking_ids
        )
        self._make_contract({"equipment_id": equipment.id})
        invoices = self._invoice("2026-12-31").invoice_ids
        equipment.invalidate_recordset()
        action = equipment.action_view_invoices()
        self.assertEqual(self.env["account.move"].search(action["domain"]), invoices)
        self.assertFalse(self.equipment[1].invoice_count)

    def test_documents_of_equipment_and_product(self):
        equipment = self.equipment[0]
        self.env["ir.attachment"].create(
            {"name": "plan.txt", "res_model": equipment._name, "res_id": equipment.id}
        )
        manual = self.env["product.document"].create(
            {
                "name": "manual.txt",
                "res_model": "product.template",
                "res_id": self.machine.product_tmpl_id.id,
            }
        )
        equipment.invalidate_recordset()
        self.assertEqual(equipment.document_count, 1)
        self.assertEqual(equipment.product_document_ids, manual)

    def test_lot_not_registered_yet_is_registered_from_its_delivery(self):
        self.machine.service_tracked = False
        lot = self._make_stock(self.machine, serials=["SN-9"])
        site = self._make_customer("Site", parent_id=self.customer.id)
        order = self._make_order(self.machine, 1, partner_shipping_id=site.id)
        self._ship(order.picking_ids)
        self.assertFalse(lot.service_equipment_count)
        action = lot.action_register_service_equipment()
        form = Form(self.env[action["res_model"]].with_context(**action["context"]))
        equipment = form.save()
        self.assertEqual(equipment.lot_id, lot)
        self.assertEqual(equipment.serial_number, "SN-9")
        self.assertEqual(equipment.partner_id, self.customer)
        self.assertEqual(equipment.site_id, site)
        self.assertTrue(equipment.delivery_date)

    def test_lot_on_stock_is_registered_without_customer(self):
        lot = self._make_stock(self.machine, serials=["SN-9"])
        context = lot.action_register_service_equipment()["context"]
        self.assertNotIn("default_partner_id", context)


@tagged("post_install", "-at_install")
class TestLabels(ServiceCommon):
    """Labels to stick on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.equipment = cls.env["service.equipment"].create(
            [
                {
                    "product_id": cls.machine.id,
                    "partner_id": cls.customer.id,
                    "serial_number": f"SN-{number:03}",
                }
                for number in range(25)
            ]
        )
        cls.report = cls.env.ref(f"{MODULE}.service_equipment_label_report")

    def test_each_label_has_serial_product_and_code_and_not_whose_it_is(self):
        self.customer.name = "Secret Owner"
        self.equipment.write({"position": "Secret Hall"})
        content, _kind = self.report._render_qweb_html(
            self.report.report_name, self.equipment.ids
        )
        page = content.decode()
        for equipment in self.equipment:
            self.assertIn(equipment.serial_number, page)
        self.assertEqual(page.count("data:image/svg+xml;base64"), 25)
        self.assertIn("Machine", page)
        self.assertNotIn("Secret", page)
        self.assertEqual(page.count('class="page"'), 2)

    def test_code_opens_the_equipment(self):
        first, second = self.equipment[:2]
        url = first._get_label_url()
        self.assertTrue(url.startswith("http"))
        self.assertEqual(url, first._get_label_url())
        former = f"{first.get_base_url()}/odoo/installed-base/{first.id}"
        for address in (url, former):
            action = self.env["service.equipment"].scan_label(address)["action"]
            self.assertEqual(action["context"]["active_id"], first.id)
        self.assertNotEqual(url, second._get_label_url())
        self.assertNotEqual(first.label_code, second.label_code)

    @skipUnless(find_pdf_printer(), "wkhtmltopdf is not installed")
    def test_pdf(self):
        content, _kind = self.report.with_context(
            force_report_rendering=True
        )._render_qweb_pdf(self.report.report_name, self.equipment.ids)
        self.assertTrue(content.startswith(b"%PDF"))
