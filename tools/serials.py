# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Serial numbers in what people write."""

import re
from collections import defaultdict

SHORTEST = 3  # shorter ones are found in any text
GAP = r"[\s\-_./]{0,3}"  # what people put between the signs, or leave out
NOT_WORD = re.compile(r"[\W_]+")


def flatten_serial(serial):
    """The letters and digits of a serial number, in small letters."""
    return NOT_WORD.sub("", serial).lower()


def find_serials(text, serials):
    """Those of ``serials`` that ``text`` names, also with other spaces and dashes.

    A number is named when it stands by itself: A-12 is not in "A-123". Numbers of less
    than three signs are never found.

    :param str text: what somebody has written
    :param serials: serial numbers as they are known
    :rtype: set[str]
    """
    text = text.lower()
    flat_text = flatten_serial(text)
    spellings = defaultdict(set)
    for serial in serials:
        spellings[flatten_serial(serial)].add(serial)
    found = set()
    for flat, same in spellings.items():
        if len(flat) >= SHORTEST and flat in flat_text and _stands_alone(flat, text):
            found |= same
    return found


def _stands_alone(flat, text):
    pattern = GAP.join(map(re.escape, flat))
    return re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", text) is not None
