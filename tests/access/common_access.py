# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One user of each role, and one record of everything."""

from odoo import Command
from odoo.tests import new_test_user

from ..common import CONFIGURATION, DOCUMENTS, ServiceCommon

MODULE = "service_management"


class AccessCommon(ServiceCommon):
    """One user of each role, and one record of everything."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tech_user = cls._make_user("tessa", f"{MODULE}.group_technician")
        cls.planner = cls._make_user("planner", f"{MODULE}.group_planner")
        cls.contract_manager = cls._make_user(
            "contracts", f"{MODULE}.group_contract_manager"
        )
        cls.clerk = cls._make_user("clerk", "account.group_account_invoice")
        cls.manager = cls._make_user("manager", f"{MODULE}.group_manager")
        cls.plain = cls._make_user("plain", "base.group_user")
        cls.portal = new_test_user(cls.env, "portal", groups="base.group_portal")
        cls.technician.user_id = cls.tech_user
        cls.colleague = cls._make_employee("Carl Colleague")

        cls.protocol = cls._make_protocol("Overhaul", {"check_type": "measure"})
        cls.machine.service_protocol_id = cls.protocol
        cls.equipment = cls._deliver(["SN-1"])
        cls._make_equipment("SN-2", parent_id=cls.equipment.id)
        cls.contract = cls._make_contract(
            {"equipment_id": cls.equipment.id, "visit_interval": 12},
            labour_coverage=50,
            included_hours=10,
        )
        cls._make_stock(cls.part, 10.0)
        cls.finished = cls._finish(cls._make_full_job())
        cls.past_run = cls._invoice("2026-12-31")
        cls.past_run.exception_ids.create(
            {
                "run_id": cls.past_run.id,
                "document": f"service.contract,{cls.contract.id}",
                "message": "Test",
            }
        )
        cls.job = cls._make_full_job()
        cls.foreign_job = cls._make_job(
            [{}],
            [{"kind": "fee"}],
            cls.equipment,
            employee_ids=[Command.set(cls.colleague.ids)],
            user_id=cls.planner.id,
        )
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _make_full_job(cls):
        return cls._make_job(
            [{}, {"check_type": "measure"}],
            [{}, {"kind": "travel", "product_id": cls.travel_product.id}],
            cls.equipment,
            contract_id=cls.contract.id,
            user_id=cls.planner.id,
        )

    def _assert_access(self, user, **operations):
        """Check the rights of ``user`` on models given by operation."""
        for operation in ("read", "write", "create", "unlink"):
            for model in DOCUMENTS + CONFIGURATION:
                with self.subTest(user=user.login, model=model, operation=operation):
                    self.assertEqual(
                        self.env[model].with_user(user).has_access(operation),
                        model in operations.get(operation, ()),
                    )
