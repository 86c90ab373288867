# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a page asks the database does not depend on how much the customer has."""

import logging

from odoo import Command
from odoo.tests import tagged

from .common_portal import PortalCommon

_logger = logging.getLogger(__name__)

OF_ODOO = 7  # of any page: what is cached, language, user, companies, addresses
MOST = 21 + OF_ODOO
FEW, MANY = 10, 100


@tagged("post_install", "-at_install")
class TestPortalGrowth(PortalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"service_appointments": True, "service_online_notice": True})
        cls.technician.service_plannable = True

    def _make_owner(self, login, number):
        """A customer with so many of everything; the addresses that are looked at."""
        customer = self._make_customer(login.title())
        self._make_person(login, customer)
        machines = self.env["service.equipment"].union(
            *(
                self._make_equipment(f"{login}-{one}", partner_id=customer.id)
                for one in range(number)
            )
        )
        first = machines[0]
        machines[1:].parent_id = first
        meters = self.env["service.meter"].create(
            [
                {"equipment_id": first.id, "name": f"Meter {one}"}
                for one in range(number)
            ]
        )
        lines = [{"equipment_id": one.id, "price_unit": 10.0} for one in machines]
        large = self._make_contract(
            *lines, partner_id=customer.id, renewal="tacit", billing_interval=1
        )
        for _one in range(number):
            self._make_contract({"equipment_id": first.id}, partner_id=customer.id)
        done = self._finish(
            self._make_job(
                [{"hours": 0.1} for _one in range(number)],
                [],
                first,
                partner_id=customer.id,
                title=f"{login} overhaul",
            )
        )
        done.item_ids = [
            Command.create({"equipment_id": machine.id}) for machine in machines[1:]
        ]
        waiting = [
            self._make_job(
                equipment=first,
                partner_id=customer.id,
                date_start=False,
                employee_ids=False,
                title=f"{login} request",
            )
            for _one in range(number)
        ]
        nameless = self._make_job(
            partner_id=customer.id, date_start=False, employee_ids=False
        )
        asked = f"/my/requests/new?equipment={first.id}"
        return {
            "home": "/my",
            "counters": "/my/counters",
            "equipment": "/my/equipment",
            "contracts": "/my/contracts",
            "jobs": "/my/jobs",
            "one equipment": first.access_url,
            "one contract": large.access_url,
            "notice": f"{large.access_url}/notice",
            "one job": done.access_url,
            "one request": waiting[0].access_url,
            "appointment": f"{waiting[0].access_url}/appointment",
            "new request": "/my/requests/new",
            "search": f"/my/requests/new?search={login}",
            "request of a machine": asked,
            "request sent": f"/my/requests/{waiting[0].id}",
            "which machine": f"/service/machine/{nameless.id}",
            "meter": f"/my/meters/{meters[0].id}",
            "label": "/service/m/" + first._get_label_url().rsplit("/", 1)[1],
        }

    def _count(self, name, address):
        """Queries of a page that was opened before, as most are."""
        counts = []
        for _time in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            if name == "counters":
                names = [f"service_{path}_count" for path in ("equipment", "jobs")]
                self.make_jsonrpc_request(address, {"counters": names})
            else:
                answer = self._open(address)
                self.assertEqual(answer.status_code, 200, address)
            counts.append(self.env.cr.sql_log_count - before)
        return counts[-1]

    def _count_all(self, login, number):
        addresses = self._make_owner(login, number)
        label = addresses.pop("label")
        self.authenticate(login, login)
        counts = {name: self._count(name, url) for name, url in addresses.items()}
        self.authenticate(None, None)
        return {**counts, "label": self._count("label", label)}

    def test_few_queries_whatever_the_customer_has(self):
        few = self._count_all("few", FEW)
        many = self._count_all("many", MANY)
        for name, count in many.items():
            with self.subTest(page=name):
                self.assertLessEqual(count, few[name] + 1)
                self.assertLessEqual(count, MOST)
        _logger.info("Queries: %s", many)
