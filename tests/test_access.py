# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What each person may see and do, and that every screen opens for them."""

from ast import literal_eval

from freezegun import freeze_time
from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .common import CONFIGURATION, DOCUMENTS, SIGNATURE, ServiceCommon

MODULE = "service_management"
SETTLEMENT = "service.contract.settlement"
INVOICING = {
    "service.invoicing.run",
    "service.invoicing.exception",
    "service.invoicing.batch",
}
ADJUSTMENT = {"service.price.adjustment", "service.price.adjustment.line"}
LOG = {"service.contract.change"}  # written by the system only


class AccessCommon(ServiceCommon):
    """One user of each role, and one record of everything."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tech_user = cls._make_user("tessa", f"{MODULE}.group_technician")
        cls.planner = cls._make_user("planner", f"{MODULE}.group_planner")
        cls.contract_manager = cls._make_user(
            "contracts", f"{MODULE}.group_contract_manager"
        )
        cls.clerk = cls._make_user("clerk", "account.group_account_invoice")
        cls.manager = cls._make_user("manager", f"{MODULE}.group_manager")
        cls.plain = cls._make_user("plain", "base.group_user")
        cls.portal = new_test_user(cls.env, "portal", groups="base.group_portal")
        cls.technician.user_id = cls.tech_user
        cls.colleague = cls._make_employee("Carl Colleague")

        cls.protocol = cls._make_protocol("Overhaul", {"check_type": "measure"})
        cls.machine.service_protocol_id = cls.protocol
        cls.equipment = cls._deliver(["SN-1"])
        cls._make_equipment("SN-2", parent_id=cls.equipment.id)
        cls.contract = cls._make_contract(
            {"equipment_id": cls.equipment.id, "visit_interval": 12},
            labour_coverage=50,
            included_hours=10,
        )
        cls._make_stock(cls.part, 10.0)
        cls.finished = cls._finish(cls._make_full_job())
        cls.past_run = cls._invoice("2026-12-31")
        cls.past_run.exception_ids.create(
            {
                "run_id": cls.past_run.id,
                "document": f"service.contract,{cls.contract.id}",
                "message": "Test",
            }
        )
        cls.job = cls._make_full_job()
        cls.foreign_job = cls._make_job(
            [{}],
            [{"kind": "fee"}],
            cls.equipment,
            employee_ids=[Command.set(cls.colleague.ids)],
            user_id=cls.planner.id,
        )
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _make_full_job(cls):
        return cls._make_job(
            [{}, {"check_type": "measure"}],
            [{}, {"kind": "travel", "product_id": cls.travel_product.id}],
            cls.equipment,
            contract_id=cls.contract.id,
            user_id=cls.planner.id,
        )

    def _assert_access(self, user, **operations):
        """Check the rights of ``user`` on models given by operation."""
        for operation in ("read", "write", "create", "unlink"):
            for model in DOCUMENTS + CONFIGURATION:
                with self.subTest(user=user.login, model=model, operation=operation):
                    self.assertEqual(
                        self.env[model].with_user(user).has_access(operation),
                        model in operations.get(operation, ()),
                    )


@tagged("post_install", "-at_install")
class TestRoles(AccessCommon):
    """One method for each role."""

    def test_technician(self):
        work = {
            "service.intervention",
            "service.intervention.item",
            "service.activity",
            "service.charge",
        }
        self._assert_access(
            self.tech_user,
            read={*DOCUMENTS, *CONFIGURATION} - INVOICING - ADJUSTMENT - {SETTLEMENT},
            write=work | {"service.equipment"},
            create=work | {"service.equipment"},
            unlink=work - {"service.intervention"},
        )

    def test_technician_sees_own_jobs_only(self):
        jobs = self.env["service.intervention"].with_user(self.tech_user)
        self.assertEqual(jobs.search([]), self.job | self.finished)
        for record in (
            self.foreign_job,
            self.foreign_job.item_ids,
            self.foreign_job.activity_ids,
            self.foreign_job.charge_ids,
        ):
            with self.subTest(model=record._name):
                hidden = record.with_user(self.tech_user)
                self.assertNotIn(hidden, hidden.search([]))
                with self.assertRaises(AccessError):
                    hidden.read(["display_name"])
                with self.assertRaises(AccessError):
                    hidden.write({"note": "Mine now"})

    def test_technician_cannot_take_over_somebody_elses_job(self):
        with self.assertRaises(AccessError):
            self.foreign_job.with_user(self.tech_user).employee_ids = self.technician
        with self.assertRaises(AccessError):
            self.env["service.activity"].with_user(self.tech_user).create(
                {
                    "intervention_id": self.foreign_job.id,
                    "activity_type_id": self.activity_type.id,
                }
            )

    def test_technician_cannot_move_work_to_somebody_elses_job(self):
        for work in (self.job.activity_ids[0], self.job.charge_ids[0]):
            with self.subTest(model=work._name), self.assertRaises(AccessError):
                work.with_user(self.tech_user).intervention_id = self.foreign_job

    def test_technician_works_a_job_to_its_end(self):
        job = self.job.with_user(self.tech_user)
        self.customer.service_distance_km = 10
        job.action_start()
        job.action_apply_protocols()
        job.activity_ids[0].hours = 2.0
        job.charge_ids = [Command.create({"product_id": self.part.id})]
        job.activity_ids.filtered(lambda a: a.state == "todo").action_done()
        job.action_done()
        job.write({"signature": SIGNATURE, "signed_by": "Mr Miller"})
        self.assertEqual(self.job.state, "done")
        self.assertEqual(self.job.charge_ids.move_id.mapped("state"), ["done"] * 2)

    def test_technician_enters_a_job_of_his_own(self):
        jobs = self.env["service.intervention"].with_user(self.tech_user)
        job = jobs.create(
            {
                "partner_id": self.customer.id,
                "item_ids": [Command.create({"equipment_id": self.equipment.id})],
            }
        )
        self.assertEqual(job.user_id, self.tech_user)
        self.assertEqual(job.contract_id, self.contract)

    def test_technician_does_not_see_costs(self):
        for record in (self.job, self.job.activity_ids, self.job.charge_ids):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.tech_user).read(["cost"])

    def test_technician_runs_no_invoicing(self):
        with self.assertRaises(AccessError):
            self._make_wizard("2026-12-31").with_user(self.tech_user).action_run()

    def test_planner(self):
        work = {
            "service.equipment",
            "service.intervention",
            "service.intervention.item",
            "service.activity",
            "service.charge",
            "service.protocol.step",
        }
        configuration = {
            "service.protocol",
            "service.intervention.code",
            "service.skill",
        }
        self._assert_access(
            self.planner,
            read={*DOCUMENTS, *CONFIGURATION} - INVOICING - ADJUSTMENT - {SETTLEMENT},
            write=work | configuration,
            create=work | configuration,
            unlink=work,
        )

    def test_planner_plans_everybodys_jobs(self):
        jobs = self.env["service.intervention"].with_user(self.planner)
        self.assertLessEqual(self.job | self.foreign_job, jobs.search([]))
        job = self.foreign_job.with_user(self.planner)
        job.employee_ids = (self.technician | self.colleague).with_user(self.planner)
        job.date_start = "2026-04-01 08:00:00"
        job.action_plan()
        self.assertEqual(self.foreign_job.state, "planned")

    def test_planner_sees_costs(self):
        self.assertTrue(self.finished.with_user(self.planner).cost)

    def test_contract_manager(self):
        contracts = {
            *(model for model in DOCUMENTS if model.startswith("service.contract")),
            *ADJUSTMENT,
            "service.price.index",
            "service.price.index.value",
            "service.equipment",
        } - LOG
        work = {"service.intervention.item", "service.activity", "service.charge"}
        written = contracts | work | INVOICING | {"service.intervention"}
        self._assert_access(
            self.contract_manager,
            read={*DOCUMENTS, *CONFIGURATION},
            write=written,
            create=written - {SETTLEMENT},
            unlink=(contracts | work) - {SETTLEMENT},
        )

    @freeze_time("2026-01-01")
    def test_contract_manager_leads_a_contract_through_its_life(self):
        contracts = self.env["service.contract"].with_user(self.contract_manager)
        contract = contracts.create(
            {
                "partner_id": self.customer.id,
                "contract_type_id": self.contract_type.id,
                "date_start": "2026-01-01",
                "date_end": "2026-12-31",
                "renewal": "manual",
                "renewal_months": 12,
                "line_ids": [
                    Command.create(
                        {"equipment_id": self.equipment.id, "visit_interval": 6}
                    )
                ],
            }
        )
        contract.action_activate()
        contract.action_generate_visits()
        contract.action_renew()
        contract.action_suspend()
        contract.action_activate()
        contract.action_close()
        self.assertEqual(contract.state, "closed")

    def test_contract_manager_invoices(self):
        self._make_contract()
        self._assert_invoices(self.contract_manager)

    def test_contract_manager_is_no_planner(self):
        self.assertFalse(
            self.contract_manager.has_group(f"{MODULE}.group_planner")
            or self.contract_manager.has_group(f"{MODULE}.group_technician")
        )

    def test_billing_clerk(self):
        self._assert_access(
            self.clerk,
            read={*DOCUMENTS, *CONFIGURATION},
            write=INVOICING | {SETTLEMENT},
            create=INVOICING,
        )

    def test_billing_clerk_invoices(self):
        self._make_contract()
        self._finish(self.job)
        self._assert_invoices(self.clerk)

    def test_manager(self):
        everything = {*DOCUMENTS, *CONFIGURATION}
        written = everything - LOG - {"service.equipment.event"}
        made = written - {SETTLEMENT}  # proposals follow from the rule
        self._assert_access(
            self.manager, read=everything, write=written, create=made, unlink=made
        )

    def test_portal_user_sees_nothing(self):
        self._assert_access(self.portal)

    def test_plain_user_sees_nothing(self):
        self._assert_access(self.plain)

    def _assert_invoices(self, user):
        wizard = (
            self.env["service.invoicing"]
            .with_user(user)
            .create({"date_to": "2026-12-31", "invoice_date": "2026-12-31"})
        )
        wizard.action_preview()
        self.assertTrue(wizard.line_ids)
        action = wizard.action_run()
        run = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(run.state, "done")
        self.assertEqual(run.user_id, user)
        self.assertTrue(run.invoice_ids)


@tagged("post_install", "-at_install")
class TestBystanders(AccessCommon):
    """People without any service role keep working as before."""

    def test_plain_user_opens_and_edits_partners(self):
        user = self._make_user(
            "partners", "base.group_user", "base.group_partner_manager"
        )
        with Form(self.customer.with_user(user)) as form:
            form.name = "Renamed"
        self.assertEqual(self.customer.name, "Renamed")

    def test_sales_person_opens_and_edits_products(self):
        user = self._make_user(
            "products", "base.group_user", "product.group_product_manager"
        )
        with Form(self.machine.product_tmpl_id.with_user(user)) as form:
            form.name = "Renamed"
        self.assertEqual(self.machine.name, "Renamed")

    def test_plain_user_opens_products(self):
        self.assertTrue(Form(self.machine.product_tmpl_id.with_user(self.plain)))

    def test_stock_user_opens_lots_and_delivers(self):
        user = self._make_user(
            "stock", "stock.group_stock_user", "stock.group_production_lot"
        )
        self._make_stock(self.machine, serials=["SN-9"])
        picking = self._make_order(self.machine).picking_ids.with_user(user)
        self._ship(picking)
        lot = picking.move_line_ids.lot_id
        self.assertEqual(len(lot.sudo().service_equipment_ids), 1)
        self.assertTrue(Form(lot))

    def test_hr_officer_opens_employees(self):
        user = self._make_user("hr", "hr.group_hr_user")
        with Form(self.technician.with_user(user)) as form:
            form.name = "Renamed"
        self.assertEqual(self.technician.name, "Renamed")

    def test_sales_person_sells_what_is_under_contract(self):
        user = self._make_user("sales", "sales_team.group_sale_salesman")
        order = (
            self.env["sale.order"]
            .with_user(user)
            .create(
                {
                    "partner_id": self.customer.id,
                    "order_line": [Command.create({"product_id": self.machine.id})],
                }
            )
        )
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_clerk_opens_and_cancels_the_invoices(self):
        user = self._make_user("books", "account.group_account_invoice")
        invoice = self.past_run.invoice_ids[0].with_user(user)
        self.assertTrue(Form(invoice))
        invoice.button_cancel()
        self.assertEqual(invoice.state, "cancel")


@tagged("post_install", "-at_install")
class TestScreens(AccessCommon):
    """Every view and menu of the add-on opens with data for every role."""

    def test_technician(self):
        self._assert_screens_open(self.tech_user)

    def test_technician_with_all_options(self):
        self._give_options(self.tech_user)
        self._assert_screens_open(self.tech_user)

    def test_planner(self):
        self._assert_screens_open(self.planner)

    def test_contract_manager(self):
        self._assert_screens_open(self.contract_manager)

    def test_contract_manager_with_all_options(self):
        self._give_options(self.contract_manager)
        self._assert_screens_open(self.contract_manager)

    def test_billing_clerk(self):
        self._assert_screens_open(self.clerk)

    def test_manager(self):
        self._assert_screens_open(self.manager)

    def test_everybody_has_a_menu_but_those_without_a_role(self):
        for user, expected in (
            (self.tech_user, True),
            (self.planner, True),
            (self.contract_manager, True),
            (self.clerk, True),
            (self.plain, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(bool(self._menus(user)), expected)

    # === HELPERS === #

    def _give_options(self, user):
        """Show what other applications' settings show everybody."""
        for group in (
            "stock.group_production_lot",
            "uom.group_uom",
            "product.group_product_pricelist",
            "product.group_discount_per_so_line",
            "base.group_multi_company",
        ):
            if found := self.env.ref(group, raise_if_not_found=False):
                user.group_ids += found

    def _menus(self, user):
        root = self.env.ref(f"{MODULE}.service_menu_root")
        menus = root.search([("id", "child_of", root.id)])
        visible = menus.browse(menus.with_user(user)._visible_menu_ids())
        return menus.filtered(
            lambda menu: (
                set(map(int, menu.parent_path.split("/")[:-1])) <= set(visible.ids)
            )
        )

    def _assert_screens_open(self, user):
        opened = {
            menu.action
            for menu in self._menus(user)
            if menu.action and menu.action._name == "ir.actions.act_window"
        }
        self.assertTrue(opened)
        for action in opened:
            with self.subTest(user=user.login, action=action.sudo().name):
                self._open_action(user, action.sudo())
        for model in DOCUMENTS:
            if self.env[model].with_user(user).has_access("read"):
                with self.subTest(user=user.login, model=model):
                    self._open_forms(user, self.env[model])

    def _open_action(self, user, action):
        """Load the views of ``action`` and the records that they would show."""
        model = self.env[action.res_model].with_user(user)
        kinds = [*action.view_mode.split(","), "search"]
        views = model.get_views([(False, kind) for kind in kinds])["views"]
        domain = literal_eval(action.domain or "[]")
        for kind in action.view_mode.split(","):
            arch = etree.fromstring(views[kind]["arch"])
            if kind in ("list", "kanban", "calendar"):
                model.web_search_read(domain, self._specification(model, arch), limit=9)
            elif kind in ("pivot", "graph"):
                model.formatted_read_group(
                    domain, self._grouped(model, arch), self._measured(model, arch)
                )
        self._search_with(model, etree.fromstring(views["search"]["arch"]))
        self._open_forms(user, model)

    def _open_forms(self, user, model):
        """Open existing records and, where there is a button for it, a new one."""
        model = model.with_user(user)
        for record in model.search([], limit=4):
            self.assertTrue(Form(record))
        arch = etree.fromstring(model.get_view(view_type="form")["arch"])
        if model.has_access("create") and arch.get("create") not in ("0", "False"):
            self.assertTrue(Form(model))

    def _specification(self, model, arch):
        """What the web client would read for the fields of ``arch``."""
        names = {node.get("name") for node in arch.iter("field")} & set(model._fields)
        return {
            name: {"fields": {"display_name": {}}}
            if model._fields[name].relational
            else {}
            for name in names
        }

    def _grouped(self, model, arch):
        names = []
        for node in arch.iter("field"):
            name = node.get("name")
            if node.get("type") != "measure" and model._fields[name].type != "monetary":
                interval = node.get("interval")
                if model._fields[name].type in ("date", "datetime"):
                    name = f"{name}:{interval or 'month'}"
                names.append(name)
        return names

    def _measured(self, model, arch):
        return ["__count"] + [
            f"{node.get('name')}:sum"
            for node in arch.iter("field")
            if node.get("type") == "measure"
        ]

    def _search_with(self, model, arch):
        """Use every filter and grouping of a search view."""
        uid = model.env.uid
        for node in arch.iter("filter"):
            if domain := node.get("domain"):
                model.search(self._evaluate(domain, uid), limit=1)
            if context := node.get("context"):
                group = literal_eval(context).get("group_by")
                if group and self._can_group(model, group):
                    model.formatted_read_group([], [group], ["__count"])

    def _can_group(self, model, group):
        """Properties are grouped by one of them at a time, chosen on the screen."""
        return ":" in group or model._fields[group].type not in (
            "date",
            "datetime",
            "properties",
        )

    def _evaluate(self, domain, uid):
        return eval(domain, {"uid": uid})


@tagged("post_install", "-at_install")
class TestGuards(AccessCommon):
    """Rights that rules and code give, beyond the lists of access."""

    def test_history_is_written_by_the_system_only(self):
        event = self.equipment.event_ids[0].with_user(self.manager)
        for attempt in (
            lambda: event.write({"note": "Other"}),
            event.unlink,
            event.copy,
        ):
            self.assertRaises(AccessError, attempt)

    def test_technician_cannot_reopen_what_is_signed(self):
        self.finished.write({"signature": SIGNATURE, "signed_by": "Mr Miller"})
        with self.assertRaises(UserError):
            self.finished.with_user(self.tech_user).action_reopen("Please")
