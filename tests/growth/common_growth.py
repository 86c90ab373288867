# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 14: the number of queries does not grow with the number of records.

Each measurement does the same work for a few and for many records, both after a
first round that fills the caches, and compares the queries.
"""

from odoo import Command, models

from ..common import ServiceCommon

FEW, MANY = 10, 100
MORE = 40  # of what Odoo itself needs much time for; one query for each still shows
# the ORM reads and inserts in chunks, and loads what is new in batches
SLACK = 5


class GrowthCommon(ServiceCommon):
    """Set-based or not at all."""

    def _count_work(self, work, prepared):
        if isinstance(prepared, models.BaseModel):
            prepared = prepared.browse(prepared.ids)  # as a search returns them
        return self._count_queries(lambda: work(prepared))

    def _assert_constant(self, prepare, work, numbered=False):
        """Check that ``work`` needs as many queries for many records as for few.

        :param prepare: makes ``n`` records, each time others
        :param work: does with them what is measured
        :param numbered: it makes documents, each of which draws its own number
        """
        slack = SLACK + (MANY - FEW if numbered else 0)
        work(prepare(2))
        few, many = prepare(FEW), prepare(MANY)
        few_queries = self._count_work(work, few)
        many_queries = self._count_work(work, many)
        self.assertLessEqual(
            many_queries,
            few_queries + slack,
            f"{FEW} records: {few_queries} queries, {MANY} records: {many_queries}",
        )

    def _serials(self, number):
        """Names that no other call has given."""
        self.serial = getattr(self, "serial", 0)
        self.serial += number
        return [f"SN-{self.serial - one:05}" for one in range(number)]

    def _make_many_equipment(self, number):
        return self.env["service.equipment"].create(
            [
                {
                    "product_id": self.machine.id,
                    "partner_id": self.customer.id,
                    "serial_number": serial,
                }
                for serial in self._serials(number)
            ]
        )

    def _make_contracts(self, number, **line):
        contracts = self.env["service.contract"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "contract_type_id": self.contract_type.id,
                    "date_start": "2026-01-01",
                    "line_ids": [Command.create({"price_unit": 100.0, **line})],
                }
                for _contract in range(number)
            ]
        )
        contracts.action_activate()
        return contracts

    def _make_jobs(self, number, **vals):
        return self.env["service.intervention"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "date_start": "2026-03-10 08:00:00",
                    "contract_id": False,
                    **vals,
                }
                for _job in range(number)
            ]
        )
