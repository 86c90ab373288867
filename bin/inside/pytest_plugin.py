"""Makes pytest honest about browsers and about time.

Odoo skips a browser test when it finds no browser, which looks like success.
Here that is a failure, unless the reader asked for it with ``--no-browser``;
then exactly the tests that come to open a browser are counted as skipped.

The clock of pytest goes on where a test has stopped the time.
"""

import unittest

import freezegun
import pytest

from odoo.tests import common


def pytest_addoption(parser):
    parser.addoption("--no-browser", action="store_true", help="skip browser tests")


@pytest.fixture(scope="session", autouse=True)
def share_records(load_registry):
    from shared_records import share

    from odoo.addons.service_management.tests.common import ServiceRecords

    share(ServiceRecords)


def pytest_configure(config):
    patch = pytest.MonkeyPatch()
    opener = _refuse if config.getoption("--no-browser") else _insist
    patch.setattr(common.ChromeBrowser, "__init__", opener)
    config.add_cleanup(patch.undo)
    freezegun.configure(extend_ignore_list=["_pytest.timing"])


def _refuse(_self, *_args, **_kwargs):
    raise unittest.SkipTest("needs a browser, and --no-browser was given")


def _insist(self, *args, _open=common.ChromeBrowser.__init__, **kwargs):
    try:
        _open(self, *args, **kwargs)
    except unittest.SkipTest as reason:
        raise AssertionError(f"The browser did not start: {reason}") from reason
