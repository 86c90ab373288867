# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Customers that were entered twice are merged by Odoo's own wizard."""

from odoo import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestMergedCustomers(ServiceCommon):
    today = "2026-03-10"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.twin = cls._make_customer("Customer")

    def _merge(self):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | self.twin).ids, self.customer)
        self.assertFalse(self.twin.exists())
        self.env.invalidate_all()

    # === ONCE FOR EACH OCCASION === #

    def _make_practices(self, **vals):
        """A practice that both have for the same occasion."""
        protocol = self._make_protocol(
            "New Law", {}, {}, trigger="periodic", trigger_date="2026-03-01", **vals
        )
        both = self.customer | self.twin
        protocol.domain = f"[('name', '=', '{self.customer.name}')]"
        jobs = protocol._start_for(both, protocol.trigger_date)
        return protocol, jobs.filtered(lambda job: job.partner_id in both)

    def test_finished_practice_of_both(self):
        _protocol, jobs = self._make_practices()
        for job in jobs:
            self._finish(job)
        self._merge()
        self.assertEqual(jobs.partner_id, self.customer)
        self.assertEqual(jobs.mapped("state"), ["done", "done"])
        self.assertEqual(jobs.mapped("is_repeated_practice"), [False, True])

    def test_the_one_that_was_not_begun_is_given_up(self):
        _protocol, jobs = self._make_practices()
        self._finish(jobs[1])
        self._merge()
        self.assertEqual(jobs.mapped("state"), ["cancelled", "done"])
        self.assertIn(jobs[1].name, jobs[0].cancel_reason)

    def test_work_that_was_begun_is_kept(self):
        _protocol, jobs = self._make_practices()
        for job in jobs:
            job.action_start()
        self._merge()
        self.assertEqual(jobs.mapped("state"), ["in_progress", "in_progress"])
        self.assertIn(jobs[0].name, jobs[1].message_ids[0].body)

    def test_period_is_not_started_again(self):
        protocol, jobs = self._make_practices()
        self._merge()
        self.env["service.protocol"].sudo()._cron_start()
        found = self.env["service.intervention"].search(
            [("protocol_id", "=", protocol.id), ("partner_id", "=", self.customer.id)]
        )
        self.assertEqual(len(found), len(jobs))

    def test_law_is_not_applied_again(self):
        protocol = self._make_protocol("New Law", {})
        day, company = self._day("2026-03-10"), self.company

        def apply(partners):
            return protocol._apply_to(partners, "Law 1", day, company)

        for who in (self.twin, self.customer | self.twin):
            jobs = apply(who)
        jobs = protocol._get_applied("res.partner", "law 1", company)
        self.assertEqual(len(jobs), 2)
        self._merge()
        self.assertFalse(apply(self.customer))
        other = self._make_customer("Other")
        self.assertEqual(apply(other).partner_id, other)

    def test_law_that_only_the_duplicate_has(self):
        protocol = self._make_protocol("New Law", {})
        day = self._day("2026-03-10")
        job = protocol._apply_to(self.twin, "Law 1", day, self.company)
        self._merge()
        self.assertEqual(job.occasion_res_id, self.customer.id)
        again = protocol._apply_to(self.customer, "Law 1", day, self.company)
        self.assertFalse(again)

    # === EVERYTHING THAT REFERS TO CUSTOMERS === #

    def _get_references(self):
        """Stored fields of the add-on that refer to partners, by table and column."""
        for model in self.env.registry.values():
            if model._abstract or model._transient or not model._auto:
                continue
            for field in model._fields.values():
                ours = model._name.startswith("service.") or (
                    "service_management" in field._modules
                )
                if ours and field.store and field.comodel_name == "res.partner":
                    if field.type == "many2one":
                        yield model._name, field.name, model._table, field.name
                    elif field.type == "many2many":
                        yield model._name, field.name, field.relation, field.column2

    def _make_everything(self):
        """One record at least of each model that refers to partners."""
        equipment = self._deliver(["SN-1"])
        contract = self._make_contract({"equipment_id": equipment.id})
        job = self._make_job(
            [{}], [{"product_id": self.fee_product.id, "kind": "fee"}], equipment
        )
        self._make_protocol("Protocol", {})
        self._invoice("2026-12-31", partner_ids=[Command.set(self.customer.ids)])
        held = self._make_customer("Held", service_invoice_blocked=True)
        self._make_contract(partner_id=held.id)
        self._invoice("2026-12-31", partner_ids=[Command.set(held.ids)])
        contract.line_ids._end_on(self._day("2026-06-30"))
        self.env["service.request"].create({"name": "Leaks"})
        duties = self.env["service.duty.type"].create({"name": "Check"}).duty_ids
        self.env["service.duty.check"].create(
            {"duty_id": duties[0].id, "date": "2026-03-01"}
        )
        moment = self.env["service.customer.moment"].sudo()._find("planned")
        self.env["service.customer.message"].sudo()._note(moment, job.sudo())
        self.env.flush_all()
        return job

    def test_every_reference(self):
        self._make_everything()
        references = list(self._get_references())
        self.assertGreater(len(references), 10)
        for model, name, table, column in references:
            self._refer_to_twin(model, name, table, column)
        counts = {model: self._count(model) for model, *_names in references}
        self.env.invalidate_all()
        self._merge()
        for model, name, table, column in references:
            with self.subTest(model=model, field=name):
                self.assertEqual(self._count(model), counts[model])
                self.assertTrue(self._find(table, column, self.customer))
                self.assertFalse(self._find(table, column, self.twin))

    def _count(self, model):
        return self.env[model].sudo().with_context(active_test=False).search_count([])

    def _find(self, table, column, partner):
        return self.env.execute_query(
            SQL(
                "SELECT 1 FROM %s WHERE %s = %s LIMIT 1",
                SQL.identifier(table),
                SQL.identifier(column),
                partner.id,
            )
        )

    def _refer_to_twin(self, model, name, table, column):
        """Let one row of ``table`` refer to the duplicate."""
        if self._find(table, column, self.twin):
            return
        field = self.env[model]._fields[name]
        if field.type == "many2many":
            record = self.env[model].sudo().search([], limit=1)
            self.assertTrue(record, f"make one of {model} here")
            self.env.cr.execute(
                SQL(
                    "INSERT INTO %s (%s, %s) VALUES (%s, %s)",
                    SQL.identifier(table),
                    SQL.identifier(field.column1),
                    SQL.identifier(column),
                    record.id,
                    self.twin.id,
                )
            )
            return
        self.env.cr.execute(
            SQL(
                "UPDATE %(table)s SET %(column)s = %(twin)s WHERE id = "
                "(SELECT max(id) FROM %(table)s)",
                table=SQL.identifier(table),
                column=SQL.identifier(column),
                twin=self.twin.id,
            )
        )
        self.assertTrue(self.env.cr.rowcount, f"make one of {model} here")
