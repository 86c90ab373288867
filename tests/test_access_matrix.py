# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may read, write, create and delete what: every model for every role.

``access_matrix.csv`` says it and has been reviewed. A cell has the letters of what is
allowed (r for read, w for write, c for create, d for delete) on three kinds of rows:
one's own / those of others in the company / those of another company. A model that is
not in the table fails, and so does a row of the table that no model has.

What it rests on: technicians have their own jobs and what belongs to them, rows of
wizards are their creator's, companies see nothing of each other's but the tags of
equipment, which all share, and whoever has no role in service or accounting has
nothing.
"""

import csv
from datetime import timedelta
from pathlib import Path

from odoo import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from .common import ServiceCommon

MODULE = "service_management"
TABLE = Path(__file__).parent / "access_matrix.csv"
ROLES = {
    "technician": f"{MODULE}.group_technician",
    "planner": f"{MODULE}.group_planner",
    "contract_manager": f"{MODULE}.group_contract_manager",
    "manager": f"{MODULE}.group_manager",
    "accountant": "account.group_account_user",
    "auditor": "account.group_account_readonly",
    "clerk": "account.group_account_invoice",
    "seller": "sales_team.group_sale_salesman",
    "storekeeper": "stock.group_stock_user",
    "employee": "base.group_user",
    "portal": "base.group_portal",
    "public": "base.group_public",
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


@tagged("post_install", "-at_install")
class TestAccessMatrix(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.setup_other_company(name="Other Company")["company"]
        cls.env.user.company_ids |= cls.other
        cls.companies = cls.company | cls.other
        cls.users = {
            (role, company): cls._make_role(role, company)
            for role in ROLES
            for company in cls.companies
        }
        cls.jobs = {company: cls._make_jobs(company) for company in cls.companies}
        for company in cls.companies:
            cls._make_contract({"visit_interval": 12}, company_id=company.id)
            cls._make_drift(company)
        cls.env.flush_all()

    @classmethod
    def _make_role(cls, role, company):
        return new_test_user(
            cls.env,
            f"{role}-{company.id}",
            groups=ROLES[role],
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )

    @classmethod
    def _make_jobs(cls, company):
        """One job that the technician of ``company`` works on, and one of others."""
        user = cls.users["technician", company]
        return [
            cls._finish(
                cls._make_job(
                    [{"employee_id": person.id}],
                    company_id=company.id,
                    employee_ids=[Command.set(person.ids)],
                    user_id=False,
                )
            )
            for person in (
                cls._make_employee("Own", company_id=company.id, user_id=user.id),
                cls._make_employee("Colleague", company_id=company.id),
            )
        ]

    @classmethod
    def _make_drift(cls, company):
        """A check whose measured value will reach its limit."""
        machine = cls._make_equipment(f"DRIFT-{company.id}", company_id=company.id)
        for months, value in ((2, 1.8), (1, 1.6), (0, 1.4)):
            day = company._get_service_today() - timedelta(days=30 * months)
            job = cls._make_job(
                [
                    {
                        "check_type": "measure",
                        "measure_min": 1.0,
                        "measure_max": 2.0,
                        "check_value": value,
                        "state": "done",
                        "date_start": f"{day} 08:00:00",
                        "date_end": f"{day} 09:00:00",
                    }
                ],
                equipment=machine,
                company_id=company.id,
                employee_ids=[Command.clear()],
            )
            job.activity_ids.item_id = job.item_ids[:1]

    # === ROWS === #

    def _get_models(self):
        return [
            self.env[name].sudo()
            for name in sorted(self.env.registry)
            if self.env[name]._original_module == MODULE
            and not self.env[name]._abstract
        ]

    def _get_rows(self, model, user):
        """A row of ``user``'s, one of others in the company, one of another company."""
        other = self.companies - user.company_id
        own, foreign = self.jobs[user.company_id]
        stranger = self.env.user
        places = [(own, user), (foreign, stranger), (self.jobs[other][0], stranger)]
        if not model._auto:
            rows = [self._find_row(model, job) for job, _creator in places]
            self.assertTrue(all(rows), model)
            return rows
        if model._name == "service.intervention":
            return [job.sudo() for job, _creator in places]
        return [self._insert_row(model, job, creator) for job, creator in places]

    def _find_row(self, model, job):
        """What a view of the database shows of a job, or else of its company."""
        if "intervention_id" in model._fields:
            return model.search([("intervention_id", "=", job.id)], limit=1)
        return model.search([("company_id", "=", job.company_id.id)], limit=1)

    def _insert_row(self, model, job, creator):
        """A row with nothing in it but what rules may ask for."""
        values = {
            "create_uid": creator.id,
            "company_id": job.company_id.id,
            "intervention_id": job.id,
        }
        names = [
            name
            for name in values
            if name in model._fields
            and model._fields[name].store
            and model._fields[name].column_type
        ]
        query = SQL(
            "INSERT INTO %s (%s) VALUES (%s) RETURNING id",
            SQL.identifier(model._table),
            SQL(", ").join(map(SQL.identifier, names)),
            SQL(", ").join(SQL("%s", values[name]) for name in names),
        )
        [[row]] = self.env.execute_query(query)
        return model.browse(row)

    def _take_anything(self, model):
        """Let the table of ``model`` take rows with nothing in them."""
        table = SQL.identifier(model._table)
        constraints = self.env.execute_query(
            SQL(
                """SELECT conname FROM pg_constraint
                    WHERE conrelid = %s::regclass AND contype IN ('c', 'u')""",
                model._table,
            )
        )
        changes = [
            SQL("DROP CONSTRAINT %s", SQL.identifier(name)) for (name,) in constraints
        ] + [
            SQL("ALTER COLUMN %s DROP NOT NULL", SQL.identifier(name))
            for name, field in model._fields.items()
            if field.store and field.column_type and name != "id"
        ]
        self.env.cr.execute(SQL("ALTER TABLE %s %s", table, SQL(", ").join(changes)))

    # === THE TABLE === #

    def _read_table(self):
        with TABLE.open() as file:
            return {row.pop("model"): row for row in csv.DictReader(file)}

    def _describe(self, model, user):
        """The cell that is true: what ``user`` may do with rows of each kind."""
        own, foreign, other = self._get_rows(model, user)
        # views ask for the user's companies only: what they leave out is not there
        rows = (own | foreign | other).with_user(user).exists()
        allowed = {
            letter: rows._filtered_access(operation)
            for letter, operation in OPERATIONS.items()
        }
        return "/".join(
            "".join(letter for letter, records in allowed.items() if row in records)
            or "-"
            for row in (own, foreign, other)
        )

    def test_every_model_for_every_role(self):
        models = self._get_models()
        table = self._read_table()
        self.assertEqual(
            sorted(table),
            [model._name for model in models],
            "Review who may do what with a new model and write it into the table.",
        )
        for model in models:
            if model._auto:
                self._take_anything(model)
            for (role, company), user in self.users.items():
                with self.subTest(model=model._name, role=role, company=company.name):
                    self.assertEqual(
                        self._describe(model, user), table[model._name][role]
                    )
