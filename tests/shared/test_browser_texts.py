# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the browser says can be translated: Odoo finds each text in our sources."""

import re
from pathlib import Path

from odoo.modules.module import get_module_path
from odoo.tests import TransactionCase, tagged
from odoo.tools.babel import extract_javascript

SOURCES = Path(get_module_path("service_management"), "static", "src")
TEXT = re.compile(r'\b_t\(\s*"((?:[^"\\]|\\.)*)"')


@tagged("post_install", "-at_install")
class TestBrowserTexts(TransactionCase):
    def _extract(self, path):
        with path.open("rb") as file:
            for _line, _function, text, *_rest in extract_javascript(
                file, {"_t": None}, [], {}
            ):
                yield text if isinstance(text, str) else text[0]

    def test_each_text_is_found(self):
        """Some names, such as ``class`` before a colon, mislead who looks for them."""
        paths = list(SOURCES.rglob("*.js"))
        self.assertTrue(paths)
        for path in paths:
            texts = {
                text.replace('\\"', '"') for text in TEXT.findall(path.read_text())
            }
            with self.subTest(path=path.name):
                self.assertFalse(texts - set(self._extract(path)))
