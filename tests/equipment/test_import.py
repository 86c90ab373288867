# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Goods sold by others come in from a file, with an error for each bad row."""

import csv
from pathlib import Path

from odoo.modules.module import get_module_path
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import ServiceCommon

OPTIONS = {
    "quoting": '"',
    "separator": ",",
    "has_headers": True,
    "date_format": "%Y-%m-%d",
    "keep_matches": False,
}
HEADER = "Serial Number,Product,Customer,Delivery Date"


@tagged("post_install", "-at_install")
class TestImport(ServiceCommon):
    """Serial number, product and customer are enough."""

    def _import(self, *rows):
        """Import a file as the screen does: columns by their headers."""
        wizard = self.env["base_import.import"].create(
            {
                "res_model": "service.equipment",
                "file": "\n".join([HEADER, *rows]).encode(),
                "file_type": "text/csv",
                "file_name": "equipment.csv",
            }
        )
        preview = wizard.parse_preview(OPTIONS)
        self.assertNotIn("error", preview)
        matches = preview["matches"]
        columns = ["/".join(matches[index]) for index in range(len(matches))]
        self.assertEqual(
            columns, ["serial_number", "product_id", "partner_id", "delivery_date"]
        )
        return wizard.execute_import(columns, HEADER.split(","), dict(OPTIONS))

    def _all(self):
        return self.env["service.equipment"].search(
            [("product_id.name", "=", "Machine")]
        )

    def test_good_rows_are_imported(self):
        result = self._import(
            "TP-1,Machine,Customer,2026-01-31", "TP-2,Machine,Customer,"
        )
        self.assertEqual(result["messages"], [])
        self.assertRecordValues(
            self._all().sorted("serial_number"),
            [
                {
                    "serial_number": "TP-1",
                    "partner_id": self.customer.id,
                    "site_id": self.customer.id,
                    "delivery_date": self._day("2026-01-31"),
                    "state": "in_service",
                },
                {
                    "serial_number": "TP-2",
                    "partner_id": self.customer.id,
                    "site_id": self.customer.id,
                    "delivery_date": False,
                    "state": "in_service",
                },
            ],
        )

    def _errors(self, result):
        return [
            (message["rows"]["from"], message["message"])
            for message in result["messages"]
        ]

    def test_customer_that_does_not_exist_is_told_for_its_row(self):
        result = self._import("TP-1,Machine,Customer,", "TP-2,Machine,Nobody at All,")
        self.assertFalse(result["ids"])
        [(row, message)] = self._errors(result)
        self.assertEqual(row, 1)
        self.assertIn("Nobody at All", message)
        self.assertFalse(self._all())

    @mute_logger("odoo.sql_db")
    def test_serial_that_is_there_already_is_told_for_its_row(self):
        self._make_equipment("TP-2")
        result = self._import("TP-1,Machine,Customer,", "TP-2,Machine,Customer,")
        [(row, message)] = self._errors(result)
        self.assertEqual(row, 1)
        for name in ("TP-2", "Machine", "Customer"):
            self.assertIn(name, message)

    @mute_logger("odoo.sql_db")
    def test_each_bad_row_has_its_own_error(self):
        self._make_equipment("TP-2")
        result = self._import(
            "TP-1,Machine,Customer,",
            "TP-2,Machine,Customer,",
            "TP-3,No Such Product,Customer,",
        )
        self.assertEqual({row for row, _message in self._errors(result)}, {1, 2})

    def test_template_is_there_and_its_columns_are_found(self):
        [template] = self.env["service.equipment"].get_import_templates()
        module, _, path = template["template"].lstrip("/").partition("/")
        file = Path(get_module_path(module)) / path
        header, *rows = csv.reader(file.read_text().splitlines())
        self.assertTrue(rows)
        labels = {
            field["string"]: name
            for name, field in self.env["service.equipment"].fields_get().items()
        }
        self.assertLessEqual(set(header), set(labels))
