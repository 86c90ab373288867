# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the server decides is written by nobody else, through whatever door."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import SIGNATURE, ServiceCommon

MODULE = "service_management"


class GuardedCommon(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tech_user = cls._make_user("tessa", f"{MODULE}.group_technician")
        cls.technician.user_id = cls.tech_user
        cls.clerk = cls._make_user("clerk", "account.group_account_invoice")
        cls.manager = cls._make_user("manager", f"{MODULE}.group_manager")
        cls.contract_manager = cls._make_user(
            "contracts", f"{MODULE}.group_contract_manager"
        )
        cls.planner = cls._make_user("planner", f"{MODULE}.group_planner")
        cls.colleague = cls._make_employee("Carl Colleague")
        cls.foreign_job = cls._make_job(
            [{}],
            [{"kind": "fee"}],
            cls._make_equipment("SN-9"),
            employee_ids=[Command.set(cls.colleague.ids)],
            user_id=cls.planner.id,
        )


@tagged("post_install", "-at_install")
class TestServerFields(GuardedCommon):
    def _assert_refused(self, record, **vals):
        for name, value in vals.items():
            with self.subTest(model=record._name, field=name):
                self.assertRaises(AccessError, record.write, {name: value})

    def test_a_run_acts_for_whoever_started_it(self):
        run = (
            self.env["service.invoicing.run"]
            .with_user(self.clerk)
            .create({"company_id": self.company.id})
        )
        root = self.env.ref("base.user_root")
        self._assert_refused(run, user_id=root.id, state="done", scheduled=True)
        for vals in ({"user_id": root.id}, {"state": "running"}):
            with self.assertRaises(AccessError):
                run.create({"company_id": self.company.id, **vals})
        self.assertEqual(run.user_id, self.clerk)
        self.assertEqual(run._as_user().env.user, self.clerk)

    def test_no_default_of_the_context_or_of_the_user_decides(self):
        root = self.env.ref("base.user_root")
        runs = self.env["service.invoicing.run"].with_user(self.clerk)
        told = runs.with_context(default_user_id=root.id, default_state="done")
        run = told.create({"company_id": self.company.id})
        self.assertEqual((run.user_id, run.state), (self.clerk, "pending"))
        self.env["ir.default"].sudo().set(
            runs._name, "user_id", root.id, user_id=self.clerk.id
        )
        run = runs.create({"company_id": self.company.id})
        self.assertEqual(run.user_id, self.clerk)

    def test_results_of_work_are_not_entered(self):
        done = self._make_order(self.part).picking_ids.move_ids[:1]
        job = self._make_job([{}], [{}])
        job = job.with_user(self.tech_user)
        for work in (job.activity_ids, job.charge_ids):
            self._assert_refused(
                work,
                invoice_state="invoiced",
                coverage=100.0,
                coverage_source="warranty",
                amount_billable=1.0,
                invoice_line_ids=[Command.link(1)],
            )
        self._assert_refused(job.charge_ids, move_id=done.id, is_minimum=True)
        self._assert_refused(job.activity_ids, timer_start="2026-01-01 08:00:00")
        self._assert_refused(
            job,
            state="done",
            invoice_state="invoiced",
            responded_on="2026-01-01 08:00:00",
            contract_line_ids=[Command.clear(), Command.link(1)],
        )
        with self.assertRaises(AccessError):
            job.write(
                {
                    "charge_ids": [
                        Command.create({"product_id": self.part.id, "move_id": done.id})
                    ]
                }
            )
        with self.assertRaises(AccessError):
            job.charge_ids.copy({"coverage": 100.0})
        with self.assertRaises(AccessError):
            job.copy(
                {
                    "charge_ids": [
                        Command.create({"product_id": self.part.id, "move_id": done.id})
                    ]
                }
            )

    def test_results_of_contracts_are_not_entered(self):
        contract = self._make_contract().with_user(self.contract_manager)
        self._assert_refused(contract, state="closed", notice_date="2026-01-01")
        self._assert_refused(
            contract.line_ids, billed_until="2030-12-31", topup_hours=100
        )

    def test_what_an_invoice_bills_is_not_entered(self):
        contract = self._make_contract()
        invoices = self.env["account.move"].with_user(self.clerk)
        line = {
            "name": "x",
            "price_unit": 1.0,
            "service_contract_line_id": contract.line_ids.id,
        }
        with self.assertRaises(AccessError):
            invoices.create(
                {
                    "move_type": "out_invoice",
                    "partner_id": self.customer.id,
                    "invoice_line_ids": [Command.create(line)],
                }
            )
        invoice = self._invoice("2026-01-01").invoice_ids.with_user(self.clerk)
        self._assert_refused(
            invoice.invoice_line_ids[0],
            service_contract_line_id=False,
            service_period_end="2030-12-31",
            service_live=False,
        )

    def test_the_clerk_credits_and_replaces_an_invoice(self):
        self._make_contract()
        invoice = self._invoice("2026-01-01", post=True).invoice_ids
        wizard = (
            self.env["account.move.reversal"]
            .with_user(self.clerk)
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id})
        )
        action = wizard.modify_moves()
        replacing = self.env["account.move"].browse(action["res_id"])
        line = replacing.invoice_line_ids.filtered("service_contract_line_id")
        self.assertTrue(line.service_live)

    def test_forms_and_unchanged_imports_go_on(self):
        """What a form sends along, or an import repeats, is no attempt."""
        job = self._make_job([{}]).with_user(self.planner)
        with Form(job) as form:
            form.title = "Other"
        job.write({"state": job.state, "title": "Third"})
        new = job.create({"partner_id": self.customer.id, "state": "new"})
        self.assertEqual(new.state, "new")
        copy = self._finish(self._make_job([{}])).with_user(self.planner).copy()
        self.assertEqual(copy.state, "new")

    def test_part_goes_back_at_most_as_it_left(self):
        self._make_stock(self.part, 10.0)
        job = self._finish(self._make_job([{}], [{"quantity": 2.0}]))
        charge = job.charge_ids
        with self.assertRaises(UserError):
            charge.with_user(self.tech_user)._return_to_stock(3.0)
        charge.with_user(self.tech_user)._return_to_stock(1.0)
        with self.assertRaises(UserError):
            charge.with_user(self.tech_user)._return_to_stock(2.0)


@tagged("post_install", "-at_install")
class TestAttaching(GuardedCommon):
    """Whoever does not see something attaches nothing to it and moves nothing there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.job = cls._make_job([{}], [{"kind": "fee"}], cls._make_equipment("SN-1"))
        cls.own = cls.job.with_user(cls.tech_user)

    def test_nothing_is_attached_to_a_hidden_job(self):
        hidden = {"intervention_id": self.foreign_job.id}
        person = {"employee_id": self.technician.id}
        for model, vals in {
            "service.activity": {"activity_type_id": self.activity_type.id, **person},
            "service.charge": {"product_id": self.fee_product.id, **person},
            "service.intervention.item": {
                "equipment_id": self.own.item_ids.equipment_id.id
            },
        }.items():
            records = self.env[model].with_user(self.tech_user)
            with self.subTest(model=model):
                self.assertRaises(AccessError, records.create, {**vals, **hidden})
                told = records.with_context(default_intervention_id=self.foreign_job.id)
                self.assertRaises(AccessError, told.create, vals)
                mine = self.own[
                    {
                        "service.activity": "activity_ids",
                        "service.charge": "charge_ids",
                        "service.intervention.item": "item_ids",
                    }[model]
                ]
                self.assertRaises(AccessError, mine.write, hidden)
                self.assertRaises(AccessError, mine.copy, hidden)
        self.assertFalse(self.foreign_job.with_user(self.tech_user).has_access("read"))

    def test_no_file_and_no_message_either(self):
        hidden = self.foreign_job.with_user(self.tech_user)
        with self.assertRaises(AccessError):
            hidden.message_post(body="Hello")
        with self.assertRaises(AccessError):
            self.env["mail.message"].with_user(self.tech_user).create(
                {"model": hidden._name, "res_id": hidden.id, "body": "Hello"}
            )
        with self.assertRaises(AccessError):
            self.env["ir.attachment"].with_user(self.tech_user).create(
                {"name": "a.txt", "res_model": hidden._name, "res_id": hidden.id}
            )

    def test_own_jobs_go_on(self):
        self.own.activity_ids = [
            Command.create({"activity_type_id": self.activity_type.id})
        ]
        self.assertEqual(len(self.own.activity_ids), 2)


@tagged("post_install", "-at_install")
class TestCompanyStays(GuardedCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.setup_other_company(name="Other Company")["company"]
        cls.env.user.company_ids |= cls.other
        cls.contract = cls._make_contract()
        cls.contract._suspend(cls._day("2026-03-01"), cls._day("2026-03-31"))
        cls.contract.line_ids._set_price_from(cls._day("2027-06-01"), 1100.0)
        cls.elsewhere = cls._make_contract(company_id=cls.other.id)

    def test_documents_with_content_stay_in_their_company(self):
        equipment = self._make_equipment("SN-1")
        for record in (self.contract, self.foreign_job, equipment):
            with self.subTest(model=record._name):
                self.assertRaises(
                    UserError, record.write, {"company_id": self.other.id}
                )

    def test_an_empty_document_may_change_it(self):
        job = self._make_job()
        job.write({"company_id": self.other.id, "employee_ids": False})
        self.assertEqual(job.company_id, self.other)

    def test_parts_of_a_contract_stay_in_their_company(self):
        prices = self.env["service.contract.line.price"].search(
            [("line_id", "=", self.contract.line_ids.id)]
        )
        moves = {
            self.contract.suspension_ids: {"contract_id": self.elsewhere.id},
            self.contract.term_ids: {
                "contract_id": self.elsewhere.id,
                "date_start": "2027-06-01",
            },
            self.contract.line_ids: {"contract_id": self.elsewhere.id},
            prices: {"line_id": self.elsewhere.line_ids.id},
        }
        manager = self.manager
        for records, vals in moves.items():
            with self.subTest(model=records._name):
                self.assertTrue(records)
                self.assertRaises(UserError, records.write, vals)
                self.assertRaises(AccessError, records.with_user(manager).write, vals)


@tagged("post_install", "-at_install")
class TestOverTheNetwork(GuardedCommon, HttpCase):
    """Not even a manager enters results from outside."""

    def _call(self, record, method, *args):
        self.authenticate(self.manager.login, self.manager.login)
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{record._name}/{method}",
            {
                "model": record._name,
                "method": method,
                "args": [record.ids, *args],
                "kwargs": {},
            },
        )

    def test_a_manager_enters_no_results_either(self):
        job = self._make_job([{}])
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self._call(job.activity_ids, "write", {"invoice_state": "invoiced"})
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self._call(job, "web_save", {"state": "done"}, {"state": {}})
        self._call(job, "write", {"title": "Other"})
        self._call(job, "action_plan")
        self._call(job, "action_start")
        self._call(job.activity_ids, "action_done")
        self._call(job, "action_done")
        self._call(job, "write", {"signature": SIGNATURE.decode(), "signed_by": "M"})
        self._call(job, "action_reopen", "Forgot a part")
        job.invalidate_recordset()
        self.assertEqual((job.state, job.signed_on), ("in_progress", False))

    def test_a_manager_leads_a_contract_through_its_life(self):
        contract = self._make_contract(active=False, date_end="2026-12-31")
        for action in ("activate", "suspend", "activate", "close"):
            self._call(contract, f"action_{action}")
        contract.invalidate_recordset()
        self.assertEqual(contract.state, "closed")
