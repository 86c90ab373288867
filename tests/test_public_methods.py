# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every public method, called by everybody with anything, answers in words at worst."""

import contextlib

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from psycopg2 import IntegrityError

from odoo import models
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ServiceCommon

ADDON = "odoo.addons.service_management."
OPTIONS = {"date_start": "date_start", "date_stop": "date_end", "plan": True}
# What anybody's program may send: whatever JSON can say.
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=10),
    st.sampled_from(
        [
            -1,
            2**31,
            10**40,
            1e300,
            "0001-01-01",
            "9999-12-31 23:59:59",
            "2026-02-30",
            "__class__",
            "/web",
            "name",
        ]
    ),
)
NONSENSE = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text(max_size=5), inner, max_size=2),
    ),
    max_leaves=4,
)
MOMENTS = st.sampled_from(
    [
        "2026-03-02 00:00:00",
        "2026-03-09 00:00:00",
        "2426-03-09 00:00:00",
        "0001-01-01 00:00:00",
        "9999-12-31 23:59:59",
    ]
)
VALUES = st.dictionaries(
    st.sampled_from(
        [
            "date_start",
            "date_end",
            "duration",
            "planned_hours",
            "employee_id",
            "employee_ids",
            "partner_id",
            "state",
            "title",
            "nowhere",
        ]
    ),
    st.one_of(MOMENTS, NONSENSE),
    max_size=3,
)


def find_public_methods(registry):
    """Names of the methods that this add-on adds or extends, by model.

    Those that every model has are left out: they are those of the plan.
    """
    found = {}
    for name, model in registry.items():
        names = {
            attribute
            for base in model.mro()
            if base.__module__.startswith(ADDON)
            for attribute, value in vars(base).items()
            if callable(value)
            and not attribute.startswith("_")
            and not getattr(value, "_api_private", False)
        }
        names -= set(dir(models.BaseModel)) | set(dir(registry["base"]))
        if names and not model._abstract:
            found[name] = sorted(names)
    return found


@tagged("post_install", "-at_install")
class TestPublicMethods(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "service_management.group_{}".format
        cls.roles = [
            cls._make_user("asks-technician", group("technician")),
            cls._make_user("asks-planner", group("planner")),
            cls._make_user("asks-contracts", group("contract_manager")),
            cls._make_user("asks-manager", group("manager")),
            cls._make_user("asks-clerk", "account.group_account_invoice"),
            cls._make_user("asks-employee"),
            new_test_user(cls.env, "asks-portal", groups="base.group_portal"),
            cls.env.ref("base.public_user"),
        ]
        cls.companies = {user.id: user.sudo().company_ids.ids for user in cls.roles}
        cls.technician.user_id = cls.roles[0]
        cls.equipment = cls._make_equipment("ASKED-1")
        cls.contract = cls._make_contract({"equipment_id": cls.equipment.id})
        cls.jobs = cls._make_job([{}], [{"kind": "fee"}], cls.equipment)
        cls.jobs += cls._make_job(date_start=False)
        cls.env.flush_all()

    def _call(self, records, name, args):
        """What comes out is undone; what is no message to the user is an error."""
        with self.env.cr.savepoint() as savepoint:
            # an error of the database's own rules is told in words, too
            with contextlib.suppress(UserError, IntegrityError):
                getattr(records, name)(*args)
                records.env.flush_all()
            savepoint.rollback()

    def _strategies(self, function):
        """Arguments of a method: as they should be, or anything."""
        code = function.__code__
        names = code.co_varnames[1 : code.co_argcount]
        ids = st.sampled_from([*self.jobs.ids, 2**31 - 1])
        changes = st.lists(
            st.fixed_dictionaries(
                {"id": st.one_of(ids, NONSENSE), "new": VALUES, "old": VALUES}
            ),
            max_size=2,
        )
        sensible = {
            "start": MOMENTS,
            "stop": MOMENTS,
            "at": MOMENTS,
            "day": MOMENTS.map(lambda moment: moment[:10]),
            "options": st.just(OPTIONS),
            "group_by": st.sampled_from([["employee_ids"], ["partner_id"], []]),
            "fields": st.just(["display_name"]),
            "record_id": ids,
            "record_ids": st.lists(ids, max_size=3),
            "changes": changes,
            "domain": st.lists(
                st.tuples(
                    st.sampled_from(["date_start", "id", "partner_id", "nowhere"]),
                    st.sampled_from(["=", "in", "<", "child_of", "any", "~"]),
                    SCALARS,
                ),
                max_size=2,
            ),
            "filters": st.dictionaries(
                st.sampled_from(["late", "place", "priority"]), NONSENSE, max_size=2
            ),
        }
        return [
            st.one_of(sensible[name], sensible[name], NONSENSE)
            if name in sensible
            else NONSENSE
            for name in names
        ]

    def _ask(self, model, name, records, examples):
        function = getattr(type(self.env[model]), name)
        is_global = getattr(function, "_api_model", False)

        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            report_multiple_bugs=False,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(
            st.sampled_from(self.roles),
            st.just([]) if is_global else st.sampled_from(records),
            st.tuples(*self._strategies(function)),
        )
        def ask(user, ids, args):
            asked = self.env[model].with_user(user).browse(ids)
            companies = self.companies[user.id]
            self._call(asked.with_context(allowed_company_ids=companies), name, args)

        with self.subTest(model=model, method=name):
            ask()

    def _records(self, model):
        """Ids to call a method with: none, one, some, and one that is not there."""
        ids = self.env[model].sudo().search([], limit=2).ids
        return [[], ids[:1], ids, [2**31 - 1]]

    @mute_logger("odoo.sql_db", "odoo.models.unlink")
    def test_methods_on_records(self):
        methods = find_public_methods(self.env.registry)
        self.assertIn("action_plan", methods["service.intervention"])
        self.assertIn("action_run", methods["service.invoicing"])
        for model, names in methods.items():
            for name in names:
                self._ask(model, name, self._records(model), 12)

    @mute_logger("odoo.sql_db", "odoo.models.unlink")
    def test_methods_of_the_plan(self):
        names = [
            name for name in dir(self.env["base"]) if name.startswith("service_gantt_")
        ]
        self.assertIn("service_gantt_read", names)
        for model in ("service.intervention", "service.activity", "service.contract"):
            for name in names:
                self._ask(model, name, [[]], 60)
