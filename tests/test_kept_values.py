# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a person set stays, whatever else is written and by whatever door."""

from odoo import Command
from odoo.tests import Form, tagged

from .common import ServiceCommon

OWN_TERMS = {
    "labour_coverage": 80.0,
    "renewal": "tacit",
    "renewal_months": 24,
    "notice_days": 45,
    "included_visits": 3,
    "billing_interval": 1,
    "price_basis": "month",
}
NOT_IN_A_CELL = ("one2many", "many2many", "binary")
# proposed once, and remembered to have been: tests/planning/test_people.py
KEPT_BY_ITSELF = {"hr.employee.service_plannable"}


@tagged("post_install", "-at_install")
class TestKeptValues(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_type = cls._make_contract_type(
            "Other",
            notice_days=10,
            labour_coverage=20.0,
            billing_interval=6,
            included_hours=5.0,
            visit_interval=2,
            duration_months=6,
        )
        cls.other_customer = cls._make_customer("Other Customer")
        cls.other_product = cls.fee_product.copy({"name": "Other", "list_price": 7.0})
        cls.pricelist = cls.env["product.pricelist"].create({"name": "Own List"})
        cls.equipment = cls._make_equipment("KEPT-1", delivery_date="2026-01-01")
        cls.contract = cls._make_contract(
            {
                "equipment_id": cls.equipment.id,
                "name": "Own text",
                "price_unit": 1234.0,
                "visit_interval": 5,
            },
            date_end="2027-12-31",
            clauses="<p>Own clauses</p>",
            pricelist_id=cls.pricelist.id,
            **OWN_TERMS,
        )
        cls.line = cls.contract.line_ids
        cls.job = cls._make_job(
            [{"name": "Own operation", "price_unit": 77.0, "planned_hours": 3.0}],
            [{"name": "Own charge", "price_unit": 5.0, "quantity": 4.0}],
            cls.equipment,
            pricelist_id=cls.pricelist.id,
            deadline="2026-04-01 10:00:00",
        )
        cls.protocol = cls._make_protocol(
            "Kept", {"planned_hours": 2.5, "condition": "[('id', '>', 0)]"}
        )
        cls.meter = cls.env["service.meter"].create(
            {"equipment_id": cls.equipment.id, "name": "Own meter", "digits": 5}
        )
        cls.duty_type = cls.env["service.duty.type"].create(
            {"name": "Check", "domain": f"[('id', '=', {cls.equipment.id})]"}
        )
        cls.equipment.duty_ids.write(
            {"last_date": "2026-02-01", "next_date": "2026-12-24"}
        )
        cls.env.flush_all()

    def _get_samples(self):
        """A record of each model with proposals."""
        return [
            self.contract,
            self._make_contract(active=False, **OWN_TERMS),
            self.line,
            self.job,
            self.job.item_ids,
            self.job.activity_ids,
            self.job.charge_ids,
            self.equipment,
            self.protocol,
            self.protocol.step_ids,
            self.contract_type,
            self.meter,
            self.duty_type,
            self.equipment.duty_ids,
        ]

    def _read(self, *samples):
        """All stored values of the samples."""
        self.env.flush_all()
        self.env.invalidate_all()
        return {
            (record, name): record[name]
            for record in samples
            for name, field in record._fields.items()
            if field.store and name not in ("write_date", "write_uid")
        }

    def _assert_unchanged(self, before, but=()):
        after = self._read(*dict.fromkeys(record for record, _name in before))
        changed = {key for key, value in before.items() if after[key] != value}
        self.assertLessEqual(changed, set(but))

    # === THE KIND === #

    def test_every_model_with_proposals_keeps_values(self):
        """Fields that are added later, too."""
        for model in self.env.values():
            if not model._auto or model._transient or model._abstract:
                continue
            for field in model._fields.values():
                if (
                    field._module == "service_management"
                    and field.compute
                    and field.store
                    and not field.readonly
                    and not field.related
                    and field._depends != ()
                    and self.env.registry.field_depends[field]
                ):
                    with self.subTest(field=str(field)):
                        self.assertTrue(
                            str(field) in KEPT_BY_ITSELF
                            or hasattr(model, "_get_kept_values")
                        )

    def test_samples_are_of_every_model(self):
        models = {
            name
            for name, model in self.env.items()
            if hasattr(model, "_get_kept_values") and model._auto
        }
        self.assertLessEqual(models, {one._name for one in self._get_samples()})

    def test_writing_the_same_value_again_changes_nothing(self):
        samples = self._get_samples()
        before = self._read(*samples)
        for record in samples:
            for name in self._get_importable_fields(record):
                value = record._fields[name].convert_to_write(record[name], record)
                record.write({name: value})
            with self.subTest(model=record._name):
                self._assert_unchanged(before)

    def test_import_of_unchanged_columns_changes_nothing(self):
        samples = self._get_samples()
        before = self._read(*samples)
        for record in samples:
            columns = self._get_columns(record)
            self._import(record, [".id", *columns])
            for column in columns:
                if column.endswith("/.id"):
                    self._import(record, [".id", column])
            with self.subTest(model=record._name):
                self._assert_unchanged(before)

    def test_import_of_one_changed_cell_leaves_the_others(self):
        cells = {
            self.contract: {"contract_type_id/.id": self.other_type.id},
            self.line: {"product_id/.id": self.other_product.id},
            self.job: {"title": "Changed"},
            self.job.activity_ids: {"product_id/.id": self.other_product.id},
            self.job.charge_ids: {"product_id/.id": self.other_product.id},
            self.equipment: {"delivery_date": "2026-02-02"},
            self.protocol.step_ids: {"condition_model": "Customer"},
        }
        for record, change in cells.items():
            with self.subTest(model=record._name):
                before = self._read(record)
                columns = [".id", *self._get_columns(record)]
                self._import(record, columns, change)
                name = next(iter(change)).partition("/")[0]
                computed = [
                    (record, field.name)
                    for field in record._fields.values()
                    if field.compute and field.readonly
                ]
                self._assert_unchanged(before, [(record, name), *computed])

    def _get_importable_fields(self, record):
        return [
            name
            for name, field in record._fields.items()
            if field.store
            and not field.readonly
            and field.type not in NOT_IN_A_CELL
            and name not in ("id", "parent_path", "create_uid", "write_uid")
        ]

    def _get_columns(self, record):
        return [
            f"{name}/.id" if record._fields[name].relational else name
            for name in self._get_importable_fields(record)
        ]

    def _import(self, record, columns, change=()):
        [row] = record.export_data(columns)["datas"]
        row = [
            dict(change).get(column, value)
            for column, value in zip(columns, row, strict=True)
        ]
        row = [str(value) if value not in (False, None) else "" for value in row]
        result = record.env[record._name].load(columns, [row])
        self.assertTrue(result["ids"], result["messages"])

    # === CONTRACTS === #

    def test_type_of_a_running_contract_changes_and_nothing_else(self):
        run = self._invoice("2026-01-31")
        self.assertTrue(run.invoice_ids)
        before = self._read(self.contract, self.line)
        self.contract.contract_type_id = self.other_type
        self._assert_unchanged(
            before, [(self.contract, "contract_type_id"), (self.contract, "kind")]
        )

    def test_draft_follows_where_nothing_was_set(self):
        contract = self._make_contract(active=False, notice_days=45)
        contract.contract_type_id = self.other_type
        self.assertEqual(contract.notice_days, 45)
        self.assertEqual(contract.labour_coverage, 20.0)
        self.assertEqual(contract.billing_interval, 6)

    def test_form_of_a_draft_follows_where_nothing_was_set(self):
        contract = self._make_contract(active=False, notice_days=45)
        with Form(contract) as form:
            form.contract_type_id = self.other_type
            self.assertEqual(form.notice_days, 45)
            self.assertEqual(form.labour_coverage, 20.0)
        self.assertEqual(contract.notice_days, 45)
        self.assertEqual(contract.labour_coverage, 20.0)
        self.assertEqual(contract.line_ids.visit_interval, 2)

    def test_customer_brings_the_invoice_address_unless_another_was_chosen(self):
        payer = self._make_customer("Payer")
        plain = self._make_contract(active=False)
        paid = self._make_contract(active=False, partner_invoice_id=payer.id)
        (plain | paid).partner_id = self.other_customer
        self.assertEqual(plain.partner_invoice_id, self.other_customer)
        self.assertEqual(paid.partner_invoice_id, payer)

    def test_emptied_payment_terms_stay_empty(self):
        terms = self.env.ref("account.account_payment_term_30days")
        self.other_customer.property_payment_term_id = terms
        contract = self._make_contract(
            active=False, partner_id=self.other_customer.id, payment_term_id=False
        )
        contract.partner_invoice_id = self._make_customer("Address")
        self.assertFalse(contract.payment_term_id)

    def test_text_of_a_line_survives_another_equipment(self):
        self.line.equipment_id = self._make_equipment("KEPT-2")
        self.assertEqual(self.line.name, "Own text")
        self.assertEqual(self.line.price_unit, 1234.0)

    # === JOBS === #

    def test_price_list_of_a_job_survives_what_is_added(self):
        job = self._make_job(pricelist_id=self.pricelist.id)
        job.item_ids = [Command.create({"equipment_id": self.equipment.id})]
        self.assertEqual(job.pricelist_id, self.pricelist)

    def test_own_values_of_work_survive_a_new_type_and_product(self):
        operation, charge = self.job.activity_ids, self.job.charge_ids
        operation.activity_type_id = self.activity_type.copy(
            {"name": "Other", "planned_hours": 9.0}
        )
        charge.product_id = self.other_product
        self.job.pricelist_id = self.pricelist.copy()
        self.assertEqual(operation.name, "Own operation")
        self.assertEqual(operation.planned_hours, 3.0)
        self.assertEqual(operation.price_unit, 77.0)
        self.assertEqual(charge.name, "Own charge")
        self.assertEqual((charge.price_unit, charge.quantity), (5.0, 4.0))

    def test_untouched_values_of_work_follow(self):
        charge = self._make_job(charges=[{}]).charge_ids
        charge.product_id = self.other_product
        self.assertEqual(charge.name, self.other_product.display_name)
        self.assertEqual(charge.price_unit, 7.0)

    # === EQUIPMENT === #

    def test_warranty_set_by_hand_survives_another_day_of_delivery(self):
        self.machine.service_warranty_duration = 12
        plain = self._make_equipment("W-1", delivery_date="2026-01-01")
        own = self._make_equipment(
            "W-2",
            delivery_date="2026-01-01",
            warranty_start="2026-01-01",
            warranty_end="2029-12-31",
        )
        (plain | own).delivery_date = "2026-02-01"
        self.assertEqual(str(plain.warranty_end), "2027-01-31")
        self.assertEqual(str(own.warranty_end), "2029-12-31")
