# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Makes pytest honest about browsers and about time.

Odoo skips a browser test when it finds no browser, which looks like success.
Here that is a failure, unless the reader asked for it with ``--no-browser``;
then exactly the tests that come to open a browser are counted as skipped.

The clock of pytest goes on where a test has stopped the time.

Several processes (pytest-xdist) have a database each, made by ``bin/test`` with files
of its own: pytest-odoo would let them share the files, and tests delete some.
"""

import contextlib
import importlib
import os
import unittest

import freezegun
import pytest
import pytest_odoo

from odoo.tests import common
from odoo.tools import config as odoo_config


def pytest_addoption(parser):
    parser.addoption("--no-browser", action="store_true", help="skip browser tests")


@pytest.fixture(scope="session", autouse=True)
def share_records(load_registry):
    from shared_records import share

    from odoo.addons.service_management.tests.common import ServiceRecords

    share(ServiceRecords)


@pytest.fixture(scope="session", autouse=True)
def load_solver(load_registry):
    """Load it while the clock runs: pandas, loaded in a stopped time, never ends."""
    with contextlib.suppress(ImportError):
        importlib.import_module("vroom")


def pytest_configure(config):
    patch = pytest.MonkeyPatch()
    opener = _refuse if config.getoption("--no-browser") else _insist
    patch.setattr(common.ChromeBrowser, "__init__", opener)
    config.add_cleanup(patch.undo)
    patch.setattr(pytest_odoo, "_worker_db_name", _own_database)
    freezegun.configure(extend_ignore_list=["_pytest.timing"])


def pytest_collection_modifyitems(items):
    """What makes databases takes longest: nobody shall wait for it in the end."""
    from odoo.addons.service_management.tests.databases import DatabasesCase

    items.sort(key=lambda item: not issubclass(item.cls or object, DatabasesCase))


@contextlib.contextmanager
def _own_database():
    name = common.get_db_name()
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        name = os.environ["TEST_DATABASES"].split(",")[int(worker.removeprefix("gw"))]
        odoo_config["db_name"] = [name]
        odoo_config["dbfilter"] = f"^{name}$"
    yield name


def _refuse(_self, *_args, **_kwargs):
    raise unittest.SkipTest("needs a browser, and --no-browser was given")


def _insist(self, *args, _open=common.ChromeBrowser.__init__, **kwargs):
    try:
        _open(self, *args, **kwargs)
    except unittest.SkipTest as reason:
        raise AssertionError(f"The browser did not start: {reason}") from reason
