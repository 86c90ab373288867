# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Part a text in HTML so that its end can be kept with what follows on a page."""

from lxml import html

LISTS = {"ol", "ul"}
CONTAINERS = {"div", "section", *LISTS}


def split_ending(text, size=300):
    """Part the HTML ``text`` before its last paragraphs.

    Lists are parted between their points; the numbers of a list go on.

    :param size: characters that the last paragraphs have at least, if there are as many
    :return: the HTML of both parts; the first is empty when there is nothing before
    """
    whole = html.fragment_fromstring(text or "", create_parent="div")
    if whole.text and whole.text.strip():  # no paragraphs to part it between
        return "", text
    ending = _take_ending(whole, size)
    return _get_content(whole), _get_content(ending)


def _take_ending(node, size):
    """Move the last paragraphs of ``node`` into a copy of it, which is returned."""
    ending = html.Element(node.tag, dict(node.attrib))
    while len(node) and (missing := size - len(ending.text_content())) > 0:
        child = node[-1]
        if child.tag in CONTAINERS and len(child) > 1:
            ending.insert(0, _take_ending(child, missing))
            if len(child):
                break
            node.remove(child)
        else:
            ending.insert(0, child)
    if node.tag in LISTS:
        node.set("style", f"{node.get('style', '')}; margin-bottom: 0".lstrip("; "))
    if node.tag == "ol":
        ending.set("start", str(int(node.get("start", 1)) + len(node)))
    return ending


def _get_content(node):
    return "".join(html.tostring(child, encoding="unicode") for child in node)
