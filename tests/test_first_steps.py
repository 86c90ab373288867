# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The first hour of a new company: its steps, what is made by one click, its invoice.

The company is made as Odoo makes one: without accounts, products or people.
"""

import re

from lxml import html

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from .common import ServiceCommon

MODULE = "service_management"


class FirstStepsCommon(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids |= cls.env.ref("base.group_system")
        cls.new = cls.env["res.company"].create(
            {"name": "New Company", "country_id": cls.env.ref("base.va").id}
        )
        cls._remove_warehouses(cls.new)
        cls.admin = cls._make_newcomer(
            "admin-new",
            "base.group_system",
            f"{MODULE}.group_manager",
            "sales_team.group_sale_manager",
            "stock.group_stock_manager",
            "account.group_account_manager",
            "hr.group_hr_manager",
        )
        cls.manager = cls._make_newcomer("manager-new", f"{MODULE}.group_manager")
        cls.manager.lang = "en_US"

    @classmethod
    def _remove_warehouses(cls, company):
        """Tests get one for each company, people only for the first of a database."""
        warehouses = cls.env["stock.warehouse"].search(
            [("company_id", "=", company.id)]
        )
        rules = cls.env["stock.rule"].with_context(active_test=False)
        rules.search(
            [
                "|",
                ("warehouse_id", "in", warehouses.ids),
                ("picking_type_id.warehouse_id", "in", warehouses.ids),
            ]
        ).unlink()
        warehouses.unlink()

    @classmethod
    def _make_newcomer(cls, login, *groups):
        return new_test_user(
            cls.env,
            login,
            groups=",".join(groups),
            company_id=cls.new.id,
            company_ids=[Command.set(cls.new.ids)],
        )

    def _as(self, user):
        """The environment of somebody who has logged in."""
        return self.env(
            user=user,
            context={
                "lang": user.lang,
                "allowed_company_ids": user.company_ids.ids,
            },
        )

    def _open_steps(self, user):
        """The rows of the screen, by code."""
        step = self._as(user)["service.first.step"]
        rows = step.search(step.action_open()["domain"])
        return {row.code: row for row in rows}


@tagged("post_install", "-at_install")
class TestFirstSteps(FirstStepsCommon):
    # === THE SCREEN === #

    def test_a_new_company_has_all_before_it(self):
        steps = self._open_steps(self.admin)
        self.assertEqual(list(steps)[:3], ["company", "taxes", "serials"])
        self.assertEqual(list(steps)[-3:], ["delivery", "contract", "invoice"])
        for code, step in steps.items():
            with self.subTest(step=code):
                self.assertTrue(step.name and step.why and step.button)
                self.assertFalse(step.who, "an administrator can do all")
        left = {code for code, step in steps.items() if not step.is_done}
        self.assertLessEqual({"taxes", "warehouse", "van", "stock", "invoice"}, left)

    def test_page_that_is_reloaded_shows_them_again(self):
        """As Odoo does it when a company or its settings are saved."""
        step = self._as(self.admin)["service.first.step"]
        action = step.action_open()
        again = self.env.ref(f"{MODULE}.service_first_step_action_open")
        self.assertEqual(action["path"], again.path)
        rows = step.search(again.with_env(self._as(self.admin)).run()["domain"])
        self.assertEqual(rows.mapped("code"), list(step._get_first_steps()))
        menu = self.env.ref(f"{MODULE}.service_menu_first_steps")
        self.assertEqual(menu.action, again)

    def test_each_step_can_be_taken(self):
        """What it opens is an action that the client can show."""
        self.machine.company_id = False
        for code, step in self._open_steps(self.admin).items():
            with self.subTest(step=code):
                self.assertIn("type", step.action_do())

    def test_who_cannot_is_told_who_can(self):
        """The manager of Service is no administrator of Odoo."""
        steps = self._open_steps(self.manager)
        self.assertIn(self.admin.name, steps["taxes"].who)
        with self.assertRaisesRegex(UserError, re.escape(self.admin.name)):
            steps["taxes"].action_do()
        self.assertFalse(steps["callout"].who)
        steps["callout"].action_do()

    def test_settings_switch_on_what_odoo_has(self):
        group = self.env.ref("stock.group_stock_multi_locations")
        employee = self.env.ref("base.group_user")
        employee.implied_ids -= group
        step = self._open_steps(self.admin)["locations"]
        self.assertFalse(step.is_done)
        step.action_do()
        self.assertIn(group, employee.all_implied_ids)
        step.invalidate_recordset()
        self.assertTrue(step.is_done)

    def test_charts_of_the_country(self):
        """Where Odoo has just one for the country, it is loaded without a question."""
        step = self._open_steps(self.admin)["taxes"]
        self.assertFalse(step._get_country_charts())
        self.new.country_id = self.env.ref("base.it")
        self.assertEqual(step._get_country_charts(), ["it"])

    # === MADE BY ONE CLICK === #

    def test_made_once_for_each_company(self):
        company = self.new.with_user(self.manager)
        for make, find in (
            ("action_make_service_warehouse", self._find_warehouses),
            ("action_make_service_callout", lambda c: c.service_callout_product_id),
            ("action_make_service_protocol", self._find_protocols),
            ("action_make_service_van", lambda c: c.sudo()._find_service_vans()),
        ):
            with self.subTest(make=make):
                first = getattr(company, make)()
                made = find(self.new)
                self.assertEqual(len(made), 1)
                self.assertEqual(made.company_id, self.new)
                self.assertEqual(first["res_id"], made.id)
                self.assertEqual(getattr(company, make)()["res_id"], made.id)
                self.assertEqual(find(self.new), made, "not made again")
                self.assertNotIn(made, find(self.company), "nor for another company")

    def _find_warehouses(self, company):
        return self.env["stock.warehouse"].search([("company_id", "=", company.id)])

    def _find_protocols(self, company):
        return self.env["service.protocol"].search([("company_id", "=", company.id)])

    def test_the_first_technician_gets_the_van(self):
        technician = self._make_newcomer("tech-new", f"{MODULE}.group_technician")
        employee = self.env["hr.employee"].create(
            {"company_id": self.new.id, "user_id": technician.id, "name": "Tina"}
        )
        action = self.new.with_user(self.manager).action_make_service_van()
        self.assertEqual(employee.service_location_id.id, action["res_id"])

    def test_in_the_language_of_whoever_clicks(self):
        self.env["res.lang"]._activate_lang("it_IT")
        self.env["ir.module.module"]._load_module_terms([MODULE], ["it_IT"])
        self.manager.lang = "it_IT"
        company = self._as(self.manager)["res.company"].browse(self.new.id)
        company.action_make_service_protocol()
        protocol = self._find_protocols(self.new)
        expected = self.env(context={"lang": "it_IT"})._("Yearly Check")
        self.assertEqual(protocol.with_context(lang="it_IT").name, expected)
        self.assertEqual(len(protocol.step_ids), 5)

    def test_only_who_administers_service_makes(self):
        planner = self._make_newcomer("planner-new", f"{MODULE}.group_planner")
        with self.assertRaisesRegex(UserError, re.escape(self.manager.name)):
            self.new.with_user(planner).action_make_service_van()

    # === WHERE THE APP BEGINS === #

    def _get_start(self, user):
        action = self.env.ref(f"{MODULE}.service_start_action").with_env(self._as(user))
        return action.run()

    def test_each_role_begins_where_it_works(self):
        self.assertEqual(self._get_start(self.admin)["res_model"], "service.first.step")
        self._make_job([{}], [], self._make_equipment("SN-1"))
        for groups, xmlid in (
            ("planner", "service_intervention_action_planning"),
            ("manager", "service_intervention_action_planning"),
            ("technician", "service_intervention_action_today"),
            ("contract_manager", "service_contract_action_all"),
        ):
            with self.subTest(role=groups):
                user = self._make_user(f"start-{groups}", f"{MODULE}.group_{groups}")
                expected = self.env.ref(f"{MODULE}.{xmlid}").id
                self.assertEqual(self._get_start(user)["id"], expected)
        clerk = self._make_user("start-clerk", "account.group_account_invoice")
        expected = self.env.ref(f"{MODULE}.service_invoicing_run_action").id
        self.assertEqual(self._get_start(clerk)["id"], expected)


@tagged("post_install", "-at_install")
class TestFirstHour(FirstStepsCommon):
    """From nothing to a delivered serial number, a contract and a posted invoice."""

    def _done(self, *codes):
        self.env.invalidate_all()
        steps = self._open_steps(self.admin)
        for code in codes:
            self.assertTrue(steps[code].is_done, code)
        return steps

    def test_from_nothing_to_the_first_invoice(self):
        env = self._as(self.admin)
        self._make_the_company_ready(env)
        product = self._make_product(env)
        self._put_on_stock(env, product)
        equipment = self._deliver_first(env, product)
        contract = self._make_first_contract(env, equipment)
        invoice = self._invoice_first(env)
        self.assertEqual(invoice.state, "posted")
        self.assertEqual(invoice.company_id, self.new)
        self.assertEqual(invoice.partner_id, equipment.partner_id)
        self.assertEqual(
            invoice.invoice_line_ids.service_contract_line_id, contract.line_ids
        )
        self._done("product", "stock", "delivery", "contract", "invoice")

    def test_a_contract_is_invoiced_without_any_goods(self):
        """Company, contract, invoice: the shortest way, in which nothing is guessed."""
        env = self._as(self.admin)
        self._make_the_company_ready(env)
        action = self._open_steps(self.admin)["contract"].action_do()
        customer = (
            env["res.partner"]
            .with_context(service_customer=True)
            .create({"name": "First Customer"})
        )
        self.assertEqual(customer.country_id, self.new.country_id)
        with Form(env["service.contract"].with_context(**action["context"])) as form:
            form.partner_id = customer
            form.contract_type_id = self.env.ref(f"{MODULE}.contract_type_maintenance")
            with form.line_ids.edit(0) as line:
                line.price_unit = 240.0
        contract = form.save()
        contract.action_activate()
        action = contract.action_invoice()
        invoice = env[action["res_model"]].browse(action["res_id"])
        invoice.action_post()
        self.assertEqual((invoice.state, invoice.amount_untaxed), ("posted", 240.0))
        self._done("company", "taxes", "contract", "invoice")

    def _make_the_company_ready(self, env):
        with Form(env["res.company"].browse(self.new.id)) as company:
            company.street, company.city, company.zip = "1 First Street", "Boston", "1"
        with Form(env["res.config.settings"]) as settings:
            settings.chart_template = "generic_coa"
            settings.group_stock_production_lot = True
        settings.save().execute()
        self._open_steps(self.admin)["warehouse"].action_do()
        self._done("company", "taxes", "serials", "warehouse")

    def _make_product(self, env):
        action = self._open_steps(self.admin)["product"].action_do()
        product = env["product.template"].with_context(**action["context"])
        with Form(product) as product:
            product.name, product.list_price = "First Machine", 900.0
        product = product.save()
        self.assertTrue(product.service_tracked and product.tracking == "serial")
        return product.product_variant_id

    def _put_on_stock(self, env, product):
        action = self._open_steps(self.admin)["stock"].action_do()
        with Form(
            env["stock.quant"].with_context(**action["context"]),
            view=action["views"][0][0],
        ) as quant:
            quant.lot_id = env["stock.lot"].create(
                {"name": "FIRST-1", "product_id": product.id}
            )
            quant.inventory_quantity_auto_apply = 1

    def _deliver_first(self, env, product):
        action = self._open_steps(self.admin)["delivery"].action_do()
        with Form(env["sale.order"].with_context(**action["context"])) as order:
            order.partner_id = env["res.partner"].create({"name": "First Customer"})
            with order.order_line.new() as line:
                line.product_id = product
        order = order.save()
        order.action_confirm()
        order.picking_ids.button_validate()
        equipment = env["service.equipment"].search([])
        self.assertEqual(equipment.serial_number, "FIRST-1")
        return equipment

    def _make_first_contract(self, env, equipment):
        action = self._open_steps(self.admin)["contract"].action_do()
        with Form(env["service.contract"].with_context(**action["context"])) as form:
            form.partner_id = equipment.partner_id
            form.contract_type_id = self.env.ref(f"{MODULE}.contract_type_maintenance")
            with form.line_ids.edit(0) as line:
                line.equipment_id = equipment
                line.price_unit = 240.0
        contract = form.save()
        contract.action_activate()
        return contract

    def _invoice_first(self, env):
        action = self._open_steps(self.admin)["invoice"].action_do()
        with Form(env[action["res_model"]]) as wizard:
            wizard.date_to = fields.Date.add(fields.Date.today(), years=1)
            wizard.post = True
        run = env["service.invoicing.run"].browse(wizard.save().action_run()["res_id"])
        self.assertFalse(run.exception_ids)
        return run.invoice_ids


@tagged("post_install", "-at_install")
class TestEmptyScreens(FirstStepsCommon):
    """Whoever sees nothing reads what belongs there, and what they can do first."""

    def _get_screens(self):
        """Our lists, boards and plans; dialogs ask and are never empty."""
        names = self.env["ir.model.data"].search(
            [("module", "=", MODULE), ("model", "=", "ir.actions.act_window")]
        )
        return (
            self.env["ir.actions.act_window"]
            .browse(names.mapped("res_id"))
            .filtered(
                lambda action: (
                    action.target != "new"
                    and action.res_model != "res.config.settings"
                    and action.view_mode != "form"
                    and not self.env[action.res_model]._transient
                )
            )
        )

    def test_each_screen_says_what_belongs_there(self):
        for action in self._get_screens():
            with self.subTest(action=action.xml_id):
                tree = html.fromstring(f"<div>{action.help or ''}</div>")
                title, *texts = tree.xpath("./p")
                self.assertIn("o_view_nocontent", title.get("class"))
                self.assertTrue("".join(text.text_content() for text in texts).strip())

    def test_each_link_leads_where_one_may(self):
        """What cannot be done is not offered, to nobody."""
        roles = {
            "technician": [f"{MODULE}.group_technician"],
            "planner": [f"{MODULE}.group_planner"],
            "contracts": [f"{MODULE}.group_contract_manager"],
            "clerk": ["account.group_account_invoice"],
        }
        offered = {}
        for role, groups in roles.items():
            env = self._as(self._make_newcomer(f"empty-{role}", *groups))
            offered[role] = set()
            for action in self._get_screens():
                offered[role] |= self._follow_links(env, action.xml_id)
        self.assertFalse(offered["technician"] & {"service.first.step", "hr.employee"})
        self.assertIn("service.first.step", offered["planner"])
        self.assertNotIn("hr.employee", offered["planner"])
        self.assertIn("service.contract", offered["contracts"])
        self.assertIn("service.invoicing", offered["clerk"])
        self.assertNotIn("service.protocol", offered["planner"], "a manager makes it")

    def _follow_links(self, env, xmlid):
        """Models of what the links of an empty screen open."""
        text = env["ir.actions.act_window"]._for_xml_id(xmlid)["help"]
        models = set()
        for link in html.fromstring(text).xpath("//a[@type='action']"):
            name = link.get("name")
            action = (
                self.env.ref(name)
                if "." in name
                else self.env["ir.actions.actions"].browse(int(name))
            )
            action = self.env[action.type].browse(action.id)
            if action._name == "ir.actions.server":
                models.add(action.with_env(env).run()["res_model"])
            else:
                models.add(action.res_model)
        return models
