# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 14: the number of queries does not grow with the number of records.

Each measurement does the same work for a few and for many records, both after a
first round that fills the caches, and compares the queries.
"""

from datetime import date

from freezegun import freeze_time

from odoo import Command, models
from odoo.fields import Domain
from odoo.tests import tagged

from .common import ServiceCommon

FEW, MANY = 10, 100
MORE = 40  # of what Odoo itself needs much time for; one query for each still shows
# the ORM reads and inserts in chunks, and loads what is new in batches
SLACK = 5


@tagged("post_install", "-at_install")
class TestGrowth(ServiceCommon):
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

    # === CAPTURE === #

    def _make_done_moves(self, number, size=1, lots=None, source=None, target=None):
        """Moves of ``size`` serials each that look done and are not captured.

        New serials are delivered, unless ``lots`` and locations are given.
        """
        source = source or self.stock_location
        target = target or self.customer.property_stock_customer
        lots = lots or self.env["stock.lot"].create(
            [
                {"product_id": self.machine.id, "name": serial}
                for serial in self._serials(number * size)
            ]
        )
        way = {"location_id": source.id, "location_dest_id": target.id}
        moves = self.env["stock.move"].create(
            [
                {
                    "product_id": self.machine.id,
                    "product_uom_qty": size,
                    "company_id": self.company.id,
                    "partner_id": self.customer.id,
                    "picked": True,
                    "move_line_ids": [
                        Command.create(
                            {
                                "product_id": self.machine.id,
                                "lot_id": lot.id,
                                "quantity": 1.0,
                                **way,
                            }
                        )
                        for lot in lots[one * size : (one + 1) * size]
                    ],
                    **way,
                }
                for one in range(number)
            ]
        )
        moves.state = "done"
        return moves

    def _capture(self, moves):
        self.env["service.equipment"].sudo()._capture_moves(moves)

    def test_capture_of_serials_in_one_delivery(self):
        self._assert_constant(lambda n: self._make_done_moves(1, n), self._capture)

    def test_capture_of_many_deliveries(self):
        self._assert_constant(self._make_done_moves, self._capture)

    def test_capture_of_serials_entered_by_hand(self):
        def prepare(number):
            moves = self._make_done_moves(1, number)
            lots = moves.move_line_ids.lot_id
            self.env["service.equipment"].create(
                [
                    {
                        "product_id": self.machine.id,
                        "partner_id": self.customer.id,
                        "serial_number": lot.name,
                    }
                    for lot in lots
                ]
            )
            return moves

        self._assert_constant(prepare, self._capture)

    def test_many_deliveries_of_known_serials(self):
        def prepare(number):
            moves = self._make_done_moves(number)
            self._capture(moves)
            return moves

        self._assert_constant(prepare, self._capture)

    def test_many_returns(self):
        location = self.customer.property_stock_customer

        def prepare(number):
            delivered = self._make_done_moves(number)
            self._capture(delivered)
            lots = delivered.move_line_ids.lot_id
            return self._make_done_moves(number, 1, lots, location, self.stock_location)

        def take_back(moves):
            self._capture(moves)
            equipment = moves.move_line_ids.lot_id.service_equipment_ids
            self.assertEqual(set(equipment.mapped("state")), {"returned"})

        self._assert_constant(prepare, take_back)

    # === VISITS === #

    @freeze_time("2026-01-02")
    def test_visits_of_many_lines_of_one_contract(self):
        def prepare(number):
            equipment = self._make_many_equipment(number)
            return self._make_contract(
                *({"equipment_id": one.id, "visit_interval": 12} for one in equipment)
            )

        self._assert_constant(prepare, self._generate_visits)

    @freeze_time("2026-01-02")
    def test_visits_of_many_contracts(self):
        self._assert_constant(
            lambda n: self._make_contracts(n, visit_interval=12),
            self._generate_visits,
            numbered=True,
        )

    def _generate_visits(self, contracts):
        visits = self.env["service.contract.line"]._generate_visits(
            self._day("2027-01-31"), Domain("contract_id", "in", contracts.ids)
        )
        self.assertEqual(visits.contract_id, contracts)

    def _make_ending_contracts(self, number):
        contracts = self._make_contracts(number, visit_interval=12)
        contracts._start_terms()
        contracts.write({"date_end": "2026-12-31", "renewal": "tacit"})
        contracts.line_ids.date_end = "2026-12-31"
        contracts.notify_customer = True
        return contracts

    def test_renewing_many_contracts(self):
        self._assert_constant(
            self._make_ending_contracts, lambda contracts: contracts._append_term()
        )

    def test_reminding_of_many_contracts(self):
        self.customer.email = "customer@example.com"
        self._assert_constant(
            self._make_ending_contracts,
            lambda contracts: contracts._remind(self._day("2026-12-01")),
            numbered=True,  # one e-mail each
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

    # === ANALYSIS === #

    def test_margin_of_many_contracts(self):
        self._assert_constant(
            self._make_contracts, lambda contracts: contracts.mapped("margin")
        )

    # === PROTOCOLS === #

    def test_protocol_of_many_equipment(self):
        protocol = self._make_protocol("Overhaul", {}, {"check_type": "measure"})
        self.machine.service_protocol_id = protocol
        self._assert_constant(
            lambda n: self._make_job(equipment=self._make_many_equipment(n)),
            self._apply,
        )

    def test_protocol_of_many_jobs(self):
        protocol = self._make_protocol("Overhaul", {}, {})
        self._assert_constant(
            lambda n: self._make_jobs(n, protocol_id=protocol.id), self._apply
        )

    def test_practice_of_many_customers(self):
        def prepare(number):
            clients = self.env["res.partner"].create(
                [{"name": f"Client {one}"} for one in range(number)]
            )
            return self._make_protocol(
                "Practice",
                {},
                {},
                trigger="periodic",
                trigger_date=date.today(),
                domain=f"[('id', 'in', {clients.ids})]",
            )

        self._assert_constant(
            prepare, lambda p: p._start_due_periods(date.today()), numbered=True
        )

    def test_protocol_with_conditions_of_many_jobs(self):
        protocol = self._make_protocol(
            "Overhaul",
            {"condition": "[('age', '<', 10)]"},
            {
                "condition_model": "res.partner",
                "condition": f"[('id', 'child_of', {self.customer.id})]",
            },
        )
        self.machine.service_protocol_id = protocol
        self._assert_constant(
            lambda n: self._make_job(equipment=self._make_many_equipment(n)),
            self._apply,
        )

    def test_protocol_applied_to_many(self):
        protocol = self._make_protocol("New Law", {}, {})

        def prepare(number):
            equipment = self._make_many_equipment(number)
            wizard = self.env["service.protocol.apply"].create(
                {
                    "protocol_id": protocol.id,
                    "occasion_name": equipment[0].serial_number,
                    "target_model": "service.equipment",
                    "domain": f"[('id', 'in', {equipment.ids})]",
                }
            )
            wizard.action_preview()
            return wizard

        self._assert_constant(prepare, lambda w: w.action_apply(), numbered=True)

    def _apply(self, jobs):
        jobs.action_apply_protocols()
        self.assertTrue(all(jobs.mapped("activity_ids")))

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

    # === WORK === #

    def _make_jobs_in_progress(self, number):
        jobs = self._make_jobs(
            number,
            activity_ids=[
                Command.create(
                    {
                        "activity_type_id": self.activity_type.id,
                        "employee_id": self.technician.id,
                        "date_start": "2026-03-10 08:00:00",
                        "hours": 0.2,  # a day has 24, also for many jobs
                    }
                )
            ],
        )
        jobs.action_start()
        return jobs

    def test_starting_many_jobs(self):
        self.customer.service_distance_km = 10
        self._assert_constant(self._make_jobs, lambda jobs: jobs.action_start())

    def test_recording_many_activities(self):
        self._assert_constant(
            lambda n: self._make_jobs_in_progress(n).activity_ids,
            lambda activities: activities.write({"state": "done"}),
        )

    def test_finishing_many_jobs(self):
        self._assert_constant(
            self._make_jobs_in_progress, lambda jobs: jobs.action_done()
        )

    def test_cover_of_many_activities_of_a_prepaid_contract(self):
        def prepare(number):
            contract = self._make_contract(labour_coverage=100, included_hours=1000)
            jobs = self._make_jobs_in_progress(number)
            jobs.contract_id = contract
            return jobs.activity_ids

        self._assert_constant(
            prepare, lambda activities: activities._compute_coverage()
        )

    # === INVOICING === #

    def _make_due(self, number):
        """A customer with contracts and finished work."""
        customer = self._make_customer("Debtor")
        self._make_contracts(number).partner_id = customer
        jobs = self._make_jobs(
            number,
            partner_id=customer.id,
            state="done",
            activity_ids=[
                Command.create(
                    {
                        "activity_type_id": self.activity_type.id,
                        "hours": 1.0,
                        "state": "done",
                    }
                )
            ],
        )
        self.assertEqual(set(jobs.mapped("invoice_state")), {"to_invoice"})
        return customer, 2 * number

    def test_finding_what_is_due(self):
        def find(due):
            customer, expected = due
            wizard = self._make_wizard(
                "2026-12-31", partner_ids=[Command.set(customer.ids)]
            )
            self.assertEqual(len(wizard._find_due_items()), expected)

        self._assert_constant(self._make_due, find)

    def test_invoicing_many_lines_of_one_customer(self):
        """Odoo itself needs some queries for each line, we add none."""

        def invoice(due):
            customer, number = due
            run = self._invoice("2026-12-31", partner_ids=[Command.set(customer.ids)])
            lines = run.invoice_ids.invoice_line_ids.filtered("product_id")
            self.assertEqual(len(lines), number)

        self._assert_grows_like_odoo(
            self._make_due, invoice, lambda due: self._invoice_plainly(due, 1, due[1])
        )

    def test_invoicing_many_contracts_apart(self):
        """Odoo itself needs some queries for each invoice, we add none."""

        def prepare(number):
            customer = self._make_customer("Debtor")
            self._make_contracts(number).partner_id = customer
            return customer, number

        def invoice(due):
            customer, number = due
            run = self._invoice(
                "2026-12-31",
                partner_ids=[Command.set(customer.ids)],
                grouping="contract",
            )
            self.assertEqual(len(run.invoice_ids), number)

        self._assert_grows_like_odoo(
            prepare, invoice, lambda due: self._invoice_plainly(due, due[1], 1)
        )

    def _invoice_plainly(self, due, number, size):
        """Create ``number`` invoices of ``size`` lines, as anybody would."""
        customer, _number = due
        self.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": customer.id,
                    "invoice_date": "2026-12-31",
                    "invoice_line_ids": [
                        Command.create({"product_id": self.fee_product.id})
                        for _line in range(size)
                    ],
                }
                for _invoice in range(number)
            ]
        )

    def _assert_grows_like_odoo(self, prepare, work, plain_work):
        growth = {}
        for name, function in (("service", work), ("odoo", plain_work)):
            function(prepare(2))
            few, many = prepare(FEW), prepare(MORE)
            few_queries = self._count_work(function, few)
            growth[name] = self._count_work(function, many) - few_queries
        self.assertLessEqual(growth["service"], growth["odoo"] + SLACK, growth)

    # === PLANNING === #

    def _make_planned_jobs(self, number):
        """Jobs of one person and one day that all stand in each other's way."""
        return self.env["service.intervention"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "contract_id": False,
                    "date_start": "2026-03-14 08:00:00",
                    "employee_ids": [Command.set(self.technician.ids)],
                    "activity_ids": [
                        Command.create({"activity_type_id": self.activity_type.id})
                    ],
                }
                for _job in range(number)
            ]
        )

    def test_conflicts_of_many_jobs(self):
        self.activity_type.required_skill_ids = self.env["service.skill"].create(
            {"name": "Gas"}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "date_from": "2026-03-14 00:00:00",
                "date_to": "2026-03-15 00:00:00",
                "resource_id": self.technician.resource_id.id,
            }
        )

        def read_conflicts(jobs):
            for job, conflicts in jobs._get_conflicts().items():
                kinds = {kind for kind, _text in conflicts}
                self.assertLessEqual({"booked", "leave", "hours", "skill"}, kinds, job)

        self._assert_constant(self._make_planned_jobs, read_conflicts)
