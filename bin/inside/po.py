# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Check translations: ``python po.py FILE…``, started by the checkers' Python.

A released language is complete: nothing untranslated, nothing fuzzy, nothing
left of texts that are gone, and every placeholder is kept.
"""

import re
import sys

import polib

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdfr]|%%")


def problems(path):
    for entry in polib.pofile(path, check_for_duplicates=True):
        where = f"{path}:{entry.linenum}: {entry.msgid[:60]!r}"
        if entry.obsolete:
            yield f"{where} is obsolete"
        elif entry.fuzzy:
            yield f"{where} is fuzzy"
        elif not entry.translated():
            yield f"{where} is not translated"
        elif _placeholders(entry.msgid) != _placeholders(entry.msgstr):
            yield f"{where} has other placeholders than its translation"


def _placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


def main(paths):
    found = [problem for path in paths for problem in problems(path)]
    print("\n".join(found))
    return 1 if found else 0


sys.exit(main(sys.argv[1:]))
