# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The house is built from the ground: a room knows only the rooms below it."""

import ast
import re
import tempfile
from pathlib import Path

from odoo.modules.module import get_module_path
from odoo.tests import TransactionCase, tagged

from .rooms.declarations import Core, Declarations
from .rooms.house import ROOMS, House
from .rooms.violations import find_violations

MODULE = "service_management"
ROOT = Path(get_module_path(MODULE))
# The largest number of files that somebody still overlooks.
MAX_FILES = 25


@tagged("post_install", "-at_install")
class TestRooms(TransactionCase):
    def test_no_room_knows_a_higher_one(self):
        house = House(ROOT)
        core = Core.from_registry(self.env.registry, MODULE)
        violations = find_violations(house, Declarations(house, core))
        self.assertFalse(violations, "\n" + "\n".join(violations))

    def test_every_file_lies_in_a_room(self):
        outside = [
            source.path
            for source in House(ROOT).get_python()
            if source.rank is None and source.path.name != "__init__.py"
        ]
        self.assertFalse(outside)

    def test_no_folder_holds_too_much(self):
        for folder in ("models", "wizards", "views", "report", "data", "tests"):
            for path in [ROOT / folder, *(ROOT / folder).rglob("*/")]:
                names = {one.stem for one in path.glob("*.*") if one.is_file()}
                with self.subTest(path=path.relative_to(ROOT)):
                    self.assertLessEqual(len(names - {"__init__"}), MAX_FILES)

    def test_documented_rooms_are_those_of_the_code(self):
        text = (ROOT / "docs" / "architecture.md").read_text()
        documented = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
        self.assertEqual(tuple(documented), ROOMS)
        for room in ROOMS:
            self.assertTrue((ROOT / "models" / room).is_dir(), room)

    def test_documented_hooks_exist(self):
        text = (ROOT / "docs" / "architecture.md").read_text()
        defined = {
            node.name
            for source in House(ROOT).get_python()
            for node in ast.walk(source.tree)
            if isinstance(node, ast.FunctionDef)
        }
        self.assertFalse({*re.findall(r"`(_\w+)\(", text)} - defined)


@tagged("post_install", "-at_install")
class TestPlantedViolations(TransactionCase):
    """Each way to know a higher room is noticed."""

    GROUND_FLOOR = """
class Equipment(models.Model):
    _name = "service.equipment"
    child_ids = fields.One2many("service.equipment", "parent_id")
    name = fields.Char()
"""
    UPPER_FLOOR = """
class Contract(models.Model):
    _name = "service.contract"
    equipment_id = fields.Many2one("service.equipment")
    billed_until = fields.Date()
    state = fields.Char()

class Equipment(models.Model):
    _inherit = "service.equipment"
    contract_ids = fields.One2many("service.contract", "equipment_id")
    cover = fields.Char()

    def _get_cover_today(self):
        return self.contract_ids
"""
    RECORD = '<odoo><record id="contract_action" model="ir.actions.act_window"/></odoo>'

    def _find(self, planted="", view=""):
        """What is found when ``planted`` stands on the floor of the equipment."""
        with tempfile.TemporaryDirectory() as folder:
            for path, text in {
                "models/equipment/service_equipment.py": self.GROUND_FLOOR,
                "models/equipment/planted.py": planted,
                "models/contract/service_contract.py": self.UPPER_FLOOR,
                "views/contract/contract_views.xml": self.RECORD,
                "views/equipment/planted_views.xml": f"<odoo>{view}</odoo>",
            }.items():
                target = Path(folder, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text)
            house = House(folder)
            core = Core({"res.partner": {"name": None, "state": None}})
            return find_violations(house, Declarations(house, core))

    def _method(self, body):
        return (
            "class Equipment(models.Model):\n"
            '    _inherit = "service.equipment"\n'
            "    def method(self):\n"
            f"        {body}\n"
        )

    def assertFound(self, planted="", view=""):
        self.assertEqual(len(self._find(planted, view)), 1, (planted, view))

    def test_sound_house_is_left_alone(self):
        self.assertFalse(self._find(self._method("return self.child_ids.name")))

    def test_import(self):
        self.assertFound("from ..contract import service_contract\n")

    def test_inheritance(self):
        self.assertFound('class A(models.Model):\n    _inherit = "service.contract"\n')

    def test_relational_field(self):
        self.assertFound(
            "class Equipment(models.Model):\n"
            '    _inherit = "service.equipment"\n'
            '    last_id = fields.Many2one("service.contract")\n'
        )

    def test_model_of_the_environment(self):
        self.assertFound(self._method('return self.env["service.contract"]'))

    def test_field_of_a_higher_room(self):
        self.assertFound(self._method("return self.cover"))
        self.assertFound(self._method('return self["cover"]'))
        self.assertFound(self._method("return [one.cover for one in self.child_ids]"))
        self.assertFound(self._method("return self.filtered(lambda one: one.cover)"))

    def test_field_of_an_unknown_record(self):
        self.assertFound(self._method("return some.billed_until"))

    def test_method_of_a_higher_room(self):
        self.assertFound(self._method("return self._get_cover_today()"))

    def test_domain_order_and_dependencies(self):
        self.assertFound(self._method('return self.search([("contract_ids", "=", 1)])'))
        self.assertFound(
            "class Equipment(models.Model):\n"
            '    _inherit = "service.equipment"\n'
            '    @api.depends("child_ids.cover")\n'
            "    def method(self):\n"
            "        return\n"
        )

    def test_record_of_a_higher_room(self):
        self.assertFound(
            self._method('return self.env.ref("service_management.contract_action")')
        )
        self.assertFound(view='<menuitem id="menu" action="contract_action"/>')

    def test_field_in_a_view(self):
        self.assertFound(
            view="""<record id="partner_view" model="ir.ui.view">
                <field name="model">res.partner</field>
                <field name="arch" type="xml"><field name="contract_ids"/></field>
            </record>"""
        )

    def test_table_in_a_query(self):
        self.assertFound(self._method('return "SELECT id FROM service_contract"'))
