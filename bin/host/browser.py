# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The programs that drive pages and print them: Chromium and wkhtmltopdf."""

from __future__ import annotations

import shutil

from . import system
from .console import HostError, say

# The names under which Odoo's own test code looks for a browser.
BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def need_browser() -> None:
    if any(shutil.which(name) for name in BROWSERS):
        return
    try:
        system.install("chromium")
    except HostError as error:
        error.remedy += "\n→ Or leave the browser tests out: bin/test --no-browser"
        raise


def want_pdf_printer() -> None:
    """Reports are printed by wkhtmltopdf; without it they are shown as HTML."""
    if shutil.which("wkhtmltopdf"):
        return
    try:
        system.install("wkhtmltopdf")
    except HostError as error:
        say(f"  Without wkhtmltopdf no PDF can be printed. {error.remedy}")
