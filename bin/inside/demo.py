# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Load the demo data of the add-on, and of no other: given to Odoo's shell by bin/run.

In a language with a file of its own beside the data, the company's people write in it:
also what Odoo does not translate, such as the subject of a job. So the texts are
replaced before the data are loaded, and all that Odoo makes of them follows.
"""

import io
import re
from pathlib import Path

import polib
from lxml import etree

from odoo.modules.module import get_manifest, get_module_path
from odoo.tools.convert import xml_import

ADDON = "service_management"
LITERAL = re.compile(r"'([^'\n]+)'")


def read_texts(path):
    """Translations by the text of the data."""
    if not path.is_file():
        return {}
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}


def translated(path, texts):
    """An open file with the data in another language."""
    tree = etree.parse(str(path))
    for element in tree.getroot().iter("field", "p"):
        words = " ".join((element.text or "").split())
        element.text = texts.get(words, element.text)
    for element in tree.getroot().iter("value", "function"):
        if values := element.get("eval"):
            element.set("eval", LITERAL.sub(lambda text: _say(text, texts), values))
    content = io.BytesIO(etree.tostring(tree, encoding="utf-8", xml_declaration=True))
    content.name = str(path)
    return content


def _say(literal, texts):
    """A text within values that are computed."""
    return repr(texts[literal[1]]) if literal[1] in texts else literal[0]


def load(env, language):
    root = Path(get_module_path(ADDON))
    texts = read_texts(root / "demo" / f"{language[:2]}.po")
    env = env(context={**env.context, "lang": language})
    idref = {}
    for name in get_manifest(ADDON)["demo"]:
        data = translated(root / name, texts)
        importer = xml_import(env, ADDON, idref, "init", True, data.name)
        importer.envs = [env]  # what Odoo writes beside it is in the language as well
        importer.parse(etree.parse(data).getroot())
    env.ref(f"base.module_{ADDON}").demo = True
