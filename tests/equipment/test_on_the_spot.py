# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Nothing that is typed vanishes: serial numbers and phone numbers find or create."""

from lxml import etree

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestOnTheSpot(ServiceCommon):
    """An equipment is created where its serial number is typed."""

    def _known(self, **known):
        return self.env["service.equipment"].with_context(
            **{f"default_{name}": value for name, value in known.items()}
        )

    def test_serial_of_our_stock_is_created_at_once(self):
        lot = self._make_stock(self.machine, serials=["SPOT-1"])
        found = self._known(partner_id=self.customer.id).name_create(" SPOT-1 ")
        equipment = self.env["service.equipment"].browse(found[0])
        self.assertRecordValues(
            equipment,
            [
                {
                    "serial_number": "SPOT-1",
                    "lot_id": lot.id,
                    "product_id": self.machine.id,
                    "partner_id": self.customer.id,
                    "site_id": self.customer.id,
                }
            ],
        )

    def test_model_that_is_known(self):
        known = self._known(partner_id=self.customer.id, model="Boiler 9")
        found = known.name_create("X-1")
        self.assertIn("Boiler 9", found[1])

    def test_unknown_serial_asks_for_the_product(self):
        """The browser opens the form with what is known, as for any ValidationError."""
        known = self._known(partner_id=self.customer.id)
        with self.assertRaisesRegex(ValidationError, "SPOT-2"):
            known.name_create("SPOT-2")
        form = Form(known.with_context(default_serial_number="SPOT-2"))
        self.assertEqual(form.serial_number, "SPOT-2")
        self.assertEqual(form.partner_id, self.customer)
        form.product_id = self.machine
        self.assertEqual(form.save().serial_number, "SPOT-2")

    def test_customer_who_is_not_known_is_asked_for(self):
        self._make_stock(self.machine, serials=["SPOT-3"])
        with self.assertRaises(ValidationError):
            self.env["service.equipment"].name_create("SPOT-3")

    def test_serial_of_several_products_is_not_guessed(self):
        self._make_stock(self.machine, serials=["SAME-1"])
        self._make_stock(self._make_serial_product("Other"), serials=["SAME-1"])
        form = Form(self._known(serial_number="SAME-1", partner_id=self.customer.id))
        self.assertFalse(form.product_id)

    def test_every_cell_creates_or_does_not_offer_to(self):
        """No view offers to create a record that has nothing to be called by."""
        data = self.env["ir.model.data"].search(
            [("module", "=", "service_management"), ("model", "=", "ir.ui.view")]
        )
        views = self.env["ir.ui.view"].browse(data.mapped("res_id"))
        silent = []
        for view in views.filtered(lambda v: v.model and v.type in ("form", "list")):
            arch = etree.fromstring(view.arch_db)
            for node in arch.xpath("//field[not(@position)]"):
                model = self._get_model_of(node, view.model)
                field = model is not None and model._fields.get(node.get("name"))
                if not field or field.type != "many2one":
                    continue
                comodel = self.env[field.comodel_name]
                nameless = comodel._name.startswith("service.") and (
                    not comodel._rec_name and comodel._name != "service.equipment"
                )
                options = node.get("options") or ""
                closed = "no_create" in options or "no_quick_create" in options
                if nameless and not closed and self._is_editable(node, field):
                    silent.append((view.xml_id, node.get("name")))
        self.assertFalse(silent)

    def _is_editable(self, node, field):
        """Whether something can be typed into a node of a view."""
        hidden = {"1", "True"} & {
            node.get("readonly"),
            node.get("invisible"),
            node.get("column_invisible"),
        }
        container = next(node.iterancestors("list", "kanban", "form"))
        return not (
            field.readonly
            or hidden
            or container.tag == "kanban"
            or (container.tag == "list" and not container.get("editable"))
        )

    def _get_model_of(self, node, name):
        """Model that a node of a view is a field of."""
        path = [one.get("name") for one in node.iterancestors("field")][::-1]
        model = self.env.get(name)
        for step in path:
            if model is None or step not in model._fields:
                return None
            model = self.env.get(model._fields[step].comodel_name)
        return model


@tagged("post_install", "-at_install")
class TestFindCustomer(ServiceCommon):
    """A customer is asked for, and a number typed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.phone = "+39 049 8765432"
        cls.equipment = cls._make_equipment("SN-00042")
        cls.other = cls._make_customer("Somebody Else", phone="+39 049 1111111")

    def _find(self, text, user=None):
        partners = self.env["res.partner"].with_user(user or self.env.user)
        return {one for one, _name in partners.name_search(text)}

    def test_phone_number(self):
        for text in ("+39 049 8765432", "0498765432", "049/8765432", "8765432"):
            with self.subTest(text=text):
                self.assertEqual(self._find(text), set(self.customer.ids))

    def test_serial_number(self):
        for text in ("SN-00042", "sn-00042", " SN-00042 "):
            with self.subTest(text=text):
                self.assertEqual(self._find(text), set(self.customer.ids))

    def test_part_of_a_serial_number_finds_nobody(self):
        for text in ("SN-0004", "SN-%", "_N-00042"):
            with self.subTest(text=text):
                self.assertFalse(self._find(text))

    def test_name_is_found_as_ever(self):
        self.assertIn(self.other.id, self._find("Somebody"))
        self.assertNotIn(self.customer.id, self._find("Somebody"))

    def test_whoever_may_not_see_equipment(self):
        seller = self._make_user("seller", "base.group_user")
        self.assertFalse(self._find("SN-00042", seller))
        self.assertEqual(self._find("0498765432", seller), set(self.customer.ids))

    def test_job_and_contract_find_their_customer(self):
        """In the form, and in an import by name."""
        for model in ("service.intervention", "service.contract"):
            with self.subTest(model=model):
                domain = [("partner_id", "ilike", "SN-00042")]
                self.env[model].search(domain)

    def test_constant_number_of_queries(self):
        self.assertLessEqual(self._count_queries(lambda: self._find("SN-00042")), 12)
