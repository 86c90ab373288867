# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""References that lead upwards."""

import re

from .house import ROOMS
from .references import References
from .views import ViewReferences

IMPORT = re.compile(r'\bfrom "(@service_management|\.{1,2})/([^"]+)"')


def find_violations(house, declarations):
    """One sentence for each reference of a room to a higher one."""
    found = [*_read_python(house, declarations), *_read_xml(house, declarations)]
    found += _read_scripts(house)
    upward = {
        f"{source.path.relative_to(house.root)}:{line}: {name} is of {ROOMS[rank]}"
        for source, line, name, rank in found
        if source.rank is not None and rank is not None and rank > source.rank
    }
    return sorted(upward)


def _read_python(house, declarations):
    for source in house.get_python():
        for reference in References(source, house, declarations).found:
            yield (source, *reference)


def _read_xml(house, declarations):
    for source in house.get_xml():
        for reference in ViewReferences(source, declarations).found:
            yield (source, *reference)


def _read_scripts(house):
    browser = house.root / "static" / "src"
    for source in house.get_scripts():
        for number, line in enumerate(source.tree.splitlines(), 1):
            for start, path in IMPORT.findall(line):
                base = browser if start.startswith("@") else source.path.parent / start
                target = (base / path).resolve()
                yield source, number, path, house.get_rank(target)
