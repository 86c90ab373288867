# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The view type could be lifted out whole: it knows nothing of who uses it."""

import re
import tempfile
from pathlib import Path

from odoo.tests import BaseCase, tagged

ADDON = Path(__file__).parents[2]
ROOM = ("models/plan_view", "static/src/plan_view", "static/tests/plan_view", "rng")
# Words of after-sales service, none of which a plan of anything else would use.
SERVICE_WORDS = {
    "contract",
    "customer",
    "employee",
    "equipment",
    "hr",
    "intervention",
    "invoice",
    "job",
    "operation",
    "partner",
    "place",
    "practice",
    "priority",
    "protocol",
    "site",
    "skill",
    "technician",
    "warranty",
    "workshop",
}


def find_words(text):
    """Words of a text in small letters, also those that names are put together of."""
    parts = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", text)
    return [word.lower() for word in re.findall(r"[A-Za-z]+", parts)]


def find_service_words(folder):
    """Words that the room must not know, by file."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".py", ".js", ".xml", ".scss", ".rng"):
            words = set(find_words(path.read_text(encoding="utf-8")))
            known = words | {word.removesuffix("s") for word in words}
            if known & SERVICE_WORDS:
                found[path.relative_to(folder).as_posix()] = known & SERVICE_WORDS
    return found


@tagged("post_install", "-at_install")
class TestPlanViewAlone(BaseCase):
    def test_no_word_of_service(self):
        for folder in ROOM:
            self.assertTrue((ADDON / folder).is_dir(), folder)
            self.assertEqual(find_service_words(ADDON / folder), {}, folder)

    def test_planted_word_is_found(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for text in ("get peopleOfJobs() {", "partner_id", '_t("Every place")'):
                (folder / "planted.js").write_text(text, encoding="utf-8")
                self.assertTrue(find_service_words(folder), text)
            (folder / "planted.js").write_text("replace(jobless, placeholder)")
            self.assertEqual(find_service_words(folder), {})

    def test_imports_only_what_is_below(self):
        """Python from shared tools and itself, browser code from itself."""
        for path in (ADDON / "models/plan_view").glob("*.py"):
            for source in re.findall(
                r"^from (\.\.\S*) import", path.read_text(), re.MULTILINE
            ):
                self.assertRegex(source, r"^\.\.\.tools\.|^\.\.shared\b", path.name)
        room = ADDON / "static/src/plan_view"
        for path in room.rglob("*.js"):
            for source in re.findall(r'from "(\.[^"]+)"', path.read_text()):
                target = (path.parent / source).resolve()
                self.assertTrue(target.is_relative_to(room.resolve()), path.name)
