"""Makes pytest honest about browsers.

Odoo skips a browser test when it finds no browser, which looks like success.
Here that is a failure, unless the reader asked for it with ``--no-browser``;
then exactly the tests that come to open a browser are counted as skipped.
"""

import unittest

import pytest

from odoo.tests import common


def pytest_addoption(parser):
    parser.addoption("--no-browser", action="store_true", help="skip browser tests")


def pytest_configure(config):
    patch = pytest.MonkeyPatch()
    opener = _refuse if config.getoption("--no-browser") else _insist
    patch.setattr(common.ChromeBrowser, "__init__", opener)
    config.add_cleanup(patch.undo)


def _refuse(_self, *_args, **_kwargs):
    raise unittest.SkipTest("needs a browser, and --no-browser was given")


def _insist(self, *args, _open=common.ChromeBrowser.__init__, **kwargs):
    try:
        _open(self, *args, **kwargs)
    except unittest.SkipTest as reason:
        raise AssertionError(f"The browser did not start: {reason}") from reason
