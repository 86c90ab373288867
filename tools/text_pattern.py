# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Texts with placeholders: ``{name}`` stands for a value, nothing else is special."""

import re

PLACEHOLDER = re.compile(r"\{(\w*)\}")


def unknown_placeholders(pattern, known):
    """What of ``pattern`` stands for nothing in ``known``; braces that stand alone."""
    unknown = [m[0] for m in PLACEHOLDER.finditer(pattern) if m[1] not in known]
    return unknown + re.findall(r"[{}]", PLACEHOLDER.sub("", pattern))


def fill_pattern(pattern, values):
    """``pattern`` with its values; lines of which all values are empty are left out."""
    lines = []
    for line in pattern.splitlines():
        names = PLACEHOLDER.findall(line)
        if names and not any(values.get(name) for name in names):
            continue
        lines.append(PLACEHOLDER.sub(lambda m: values.get(m[1]) or "", line).strip())
    return "\n".join(lines)
