# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The records that most tests begin with, made once for a whole process.

Odoo makes a company with its accounts, people and products again for each class of
tests, which takes longer than most tests. Here the first class that needs them has
them committed to the database, which is dropped in the end; all of them borrow them.
What a test changes in them is rolled back as ever.
"""

import functools

from freezegun import freeze_time

from odoo.models import BaseModel
from odoo.sql_db import Cursor

from odoo.addons.base.tests.common import BaseCommon

BEFORE_EVERY_TEST = "2020-01-01"


def share(case):
    """Let ``case`` and what inherits from it borrow what it would make."""
    make = vars(case)["setUpClass"]

    @functools.cache
    def made():
        with freeze_time(BEFORE_EVERY_TEST):
            return _commit(type("Maker", (case,), {"setUpClass": make}))

    def borrow(cls):
        records = made()
        super(BaseCommon, cls).setUpClass()
        user = records["user"].id
        cls.env = cls.env(user=user, context=cls.default_env_context())
        for name in records.keys() - vars(cls).keys():
            setattr(cls, name, _borrowed(records[name], cls.env))

    case.setUpClass = classmethod(borrow)


def _commit(maker):
    """Set a class up for good and return what it has got by that."""
    known = set(dir(maker))
    maker.setUpClass()
    try:
        maker.env.flush_all()
        Cursor.commit(maker.cr)
    finally:
        maker.doClassCleanups()
    return {name: value for name, value in vars(maker).items() if name not in known}


def _borrowed(value, env):
    if isinstance(value, dict):
        return {key: _borrowed(one, env) for key, one in value.items()}
    return value.with_env(env) if isinstance(value, BaseModel) else value
