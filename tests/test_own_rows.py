# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rows of wizards, and their files, belong to whoever has opened the wizard."""

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import ServiceCommon

MODULE = "service_management"


@tagged("post_install", "-at_install")
class TestOwnRows(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = (f"{MODULE}.group_manager", "account.group_account_invoice")
        cls.owner = cls._make_user("owner", *groups)
        cls.colleague = cls._make_user("colleague", *groups)

    def _get_wizards(self):
        return [
            model
            for model in self.env.values()
            if model._transient
            and not model._abstract
            and model._original_module == MODULE
        ]

    def _insert(self, model):
        """A row of the owner's with nothing in it, whatever the wizard asks for."""
        cr = self.env.cr
        table = SQL.identifier(model._table)
        for name, field in model._fields.items():
            if field.store and field.column_type and name != "id":
                column = SQL.identifier(name)
                cr.execute(
                    SQL("ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL", table, column)
                )
        cr.execute(
            SQL(
                "INSERT INTO %s (create_uid) VALUES (%s) RETURNING id",
                table,
                self.owner.id,
            )
        )
        return model.browse(cr.fetchone()[0])

    def test_of_every_wizard(self):
        wizards = self._get_wizards()
        self.assertGreater(len(wizards), 20)
        for model in wizards:
            row = self._insert(model)
            own, foreign = row.with_user(self.owner), row.with_user(self.colleague)
            with self.subTest(model=model._name):
                self.assertEqual(own.search([("id", "=", row.id)]), own)
                self.assertFalse(foreign.search([("id", "=", row.id)]))
                for operation in ("read", "write", "unlink"):
                    self.assertTrue(own.has_access(operation))
                    self.assertFalse(foreign.has_access(operation))

    def test_files_are_the_owners(self):
        """The sheets with everybody's cost that a planner has made."""
        self._finish(self._make_job([{}]))
        wizard = (
            self.env["service.daily.sheet.print"]
            .with_user(self.owner)
            .create({"date_from": "2026-01-01", "date_to": "2026-12-31"})
        )
        wizard.employee_ids = False
        wizard.action_xlsx()
        self.assertTrue(wizard.file)
        foreign = wizard.with_user(self.colleague)
        for change in (
            lambda: foreign.read(["file"]),
            lambda: foreign.write({"date_to": "2026-12-30"}),
            foreign.action_xlsx,
            foreign.unlink,
        ):
            self.assertRaises(AccessError, change)
        attachments = self.env["ir.attachment"].sudo()
        file = attachments.search(
            [
                ("res_model", "=", wizard._name),
                ("res_id", "=", wizard.id),
                ("res_field", "=", "file"),
            ]
        )
        self.assertEqual(len(file), 1)
        file = file.sudo(False)
        self.assertTrue(file.with_user(self.owner).raw)
        with self.assertRaises(AccessError):
            file.with_user(self.colleague).read(["raw"])

    def test_reports_of_wizards_are_the_owners(self):
        self._finish(self._make_job([{}]))
        wizard = (
            self.env["service.daily.sheet.print"]
            .with_user(self.owner)
            .create({"date_from": "2026-01-01", "date_to": "2026-12-31"})
        )
        report = self.env["ir.actions.report"].with_user(self.colleague)
        with self.assertRaises(AccessError):
            report._render_qweb_html(
                "service_management.report_daily_sheet", wizard.ids
            )
