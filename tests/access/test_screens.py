# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every view and menu opens with data, for every role."""

from ast import literal_eval

from lxml import etree

from odoo.tests import Form, tagged

from ..common import DOCUMENTS
from .common_access import AccessCommon

MODULE = "service_management"


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
