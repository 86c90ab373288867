# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The pages of the documentation: examples, links, both languages."""

import doctest
import re
from pathlib import Path

from odoo.tests import BaseCase, tagged

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)[^)]*\)")
ENGLISH, ITALIAN = ROOT / "docs" / "en", ROOT / "docs" / "it"


def get_pages():
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")]


@tagged("post_install", "-at_install")
class TestDocs(BaseCase):
    def test_examples_come_out_as_they_say(self):
        for page in get_pages():
            with self.subTest(page=page.name):
                failed, _run = doctest.testfile(str(page), module_relative=False)
                self.assertFalse(failed)

    def test_the_rules_have_the_same_examples_in_both_languages(self):
        english, italian = (
            doctest.DocTestParser().get_examples(page.read_text())
            for page in (ENGLISH / "rules.md", ITALIAN / "regole.md")
        )
        self.assertTrue(english)
        self.assertEqual(
            [(example.source, example.want) for example in english],
            [(example.source, example.want) for example in italian],
        )

    def test_links_lead_somewhere(self):
        for page in get_pages():
            for target in LINK.findall(page.read_text()):
                with self.subTest(page=page.name, target=target):
                    self.assertTrue((page.parent / target).exists())

    def test_each_page_is_there_in_both_languages_and_listed(self):
        usage = (ROOT / "readme" / "USAGE.md").read_text()
        listed = {(ROOT / target).resolve() for target in LINK.findall(usage)}
        pages = {*ENGLISH.glob("*.md"), *ITALIAN.glob("*.md")}
        self.assertLessEqual(pages, listed)
        self.assertEqual(len(list(ENGLISH.iterdir())), len(list(ITALIAN.iterdir())))
