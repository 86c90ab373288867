# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prepaid blocks in detail: rounding, factor, carry-over, top-up, warning, balance."""

from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import ServiceCommon

WARNING = "service_management.mail_activity_prepaid"


class PrepaidCommon(ServiceCommon):
    today = "2026-06-15 12:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.urgent = cls.env["service.activity.type"].create(
            {
                "name": "Urgent",
                "product_id": cls.labour_product.id,
                "prepaid_factor": 2.0,
            }
        )

    def _make_prepaid(self, *lines, **vals):
        """Ten hours each year, that renews."""
        return self._make_contract(
            *lines,
            **{
                "labour_coverage": 100,
                "included_hours": 10,
                "renewal": "tacit",
                "renewal_months": 12,
                **vals,
            },
        )

    def _work(self, contract, *hours, day="2026-03-10", **vals):
        job = self._make_job(
            [{"hours": one, **vals} for one in hours],
            contract_id=contract.id,
            date_start=f"{day} 08:00:00",
        )
        return self._finish(job).activity_ids

    def _add(self, contract, **vals):
        wizard = self.env["service.contract.topup"].create(
            {"contract_id": contract.id, **vals}
        )
        wizard.action_confirm()
        contract.invalidate_recordset()

    def _movements(self, contract, unit="hours"):
        return [
            (str(m.date), m.kind, m.amount, m.balance)
            for m in contract._get_prepaid_movements(unit)
        ]


@tagged("post_install", "-at_install")
class TestPrepaidCount(PrepaidCommon):
    def test_hours_are_rounded_up(self):
        contract = self._make_prepaid(prepaid_rounding=30)
        for hours, taken in ((0.1, 0.5), (0.5, 0.5), (0.75, 1.0), (1.0, 1.0)):
            work = self._work(contract, hours)
            self.assertEqual(work.prepaid_hours, taken)
        self.assertEqual(contract.remaining_hours, 7.0)

    def test_urgent_counts_double(self):
        contract = self._make_prepaid(prepaid_rounding=30)
        work = self._work(contract, 1.25, activity_type_id=self.urgent.id)
        self.assertEqual(work.prepaid_hours, 3.0)

    def test_what_is_left_is_covered_and_the_rest_billed(self):
        contract = self._make_prepaid(included_hours=3)
        urgent = self._work(contract, 2.0, activity_type_id=self.urgent.id)
        self.assertEqual(urgent.coverage, 75.0)
        self.assertEqual(urgent.prepaid_hours, 3.0)
        self.assertEqual(urgent.amount_billable, 40.0)

    def test_partial_coverage_is_shared_as_well(self):
        contract = self._make_prepaid(included_hours=1, labour_coverage=50)
        self.assertEqual(self._work(contract, 2.0).coverage, 25.0)

    def test_discount_that_is_better_takes_nothing(self):
        contract = self._make_prepaid(labour_coverage=50)
        work = self._work(contract, 2.0, discount=60)
        self.assertEqual((work.coverage_source, work.prepaid_hours), ("discount", 0))
        self.assertEqual(contract.remaining_hours, 10.0)

    # === CARRY-OVER === #

    def test_what_is_left_expires(self):
        contract = self._make_prepaid(renewal_months=3)
        self._work(contract, 4.0, day="2026-03-31")
        self.assertEqual(self._work(contract, 16.0, day="2026-04-01").coverage, 62.5)

    def test_what_is_left_moves_to_the_next_term_only(self):
        contract = self._make_prepaid(renewal_months=3, carry_over="next")
        self._work(contract, 4.0, day="2026-02-10")
        self.assertEqual(contract.remaining_hours, 16.0)
        self._work(contract, 5.0, day="2026-05-10")  # one hour of the first is unused
        self.assertEqual(contract.remaining_hours, 11.0)
        with freeze_time("2026-07-01 12:00:00"):
            contract.invalidate_recordset()
            self.assertEqual(contract.remaining_hours, 20.0)
            self.assertEqual(
                self._movements(contract),
                [
                    ("2026-01-01", "included", 10.0, 10.0),
                    ("2026-02-10", "used", -4.0, 6.0),
                    ("2026-03-31", "moved", -6.0, 0.0),
                    ("2026-04-01", "carried", 6.0, 6.0),
                    ("2026-04-01", "included", 10.0, 16.0),
                    ("2026-05-10", "used", -5.0, 11.0),
                    ("2026-06-30", "expired", -1.0, 10.0),
                    ("2026-06-30", "moved", -10.0, 0.0),
                    ("2026-07-01", "carried", 10.0, 10.0),
                    ("2026-07-01", "included", 10.0, 20.0),
                ],
            )

    def test_no_more_moves_than_agreed(self):
        contract = self._make_prepaid(
            renewal_months=3, carry_over="next", carry_over_limit=2
        )
        self.assertEqual(contract.remaining_hours, 12.0)
        self.assertIn(("2026-03-31", "expired", -8.0, 0.0), self._movements(contract))

    def test_hours_that_moved_cannot_be_used_before_as_well(self):
        contract = self._make_prepaid(renewal_months=3, carry_over="next")
        self._work(contract, 20.0, day="2026-05-10")
        late = self._work(contract, 1.0, day="2026-03-10")
        self.assertEqual(late.coverage_source, "none")

    # === TOP-UP === #

    def test_added_hours_cover_and_expire(self):
        contract = self._make_prepaid(included_hours=1)
        self._add(contract, hours=5, price=300, date_from="2026-06-01")
        self.assertEqual(contract.remaining_hours, 6.0)
        self._add(
            contract,
            hours=2,
            price=100,
            date_from="2026-06-10",
            date_to="2026-06-14",
        )
        self.assertEqual(contract.remaining_hours, 6.0)
        before = self._work(contract, 2.0, day="2026-05-31")
        self.assertEqual(before.coverage, 50.0)

    def test_added_hours_are_invoiced_once(self):
        contract = self._make_prepaid()
        self._add(contract, hours=5, price=300)
        self._invoice("2026-06-30")
        self._invoice("2027-12-31")
        line = contract.line_ids.filtered("topup_hours")
        self.assertEqual(line.invoice_line_ids.mapped("price_subtotal"), [300.0])

    def test_added_hours_cover_work_that_is_not_invoiced_yet(self):
        contract = self._make_prepaid(included_hours=1)
        work = self._work(contract, 3.0, day="2026-06-10")
        self.assertAlmostEqual(work.coverage, 100 / 3)
        self._add(contract, hours=5, price=300, date_from="2026-06-01")
        self.assertEqual(work.coverage, 100.0)
        self.assertEqual(contract.remaining_hours, 3.0)

    def test_added_hours_promise_nothing_else(self):
        machine = self._make_equipment("ONE")
        contract = self._make_prepaid({"equipment_id": machine.id})
        other = self._make_equipment("TWO")
        self._add(contract, hours=5)
        self.assertFalse(contract._covers(other, self._day("2026-06-15")))
        self.assertEqual(other.cover_state, "none")
        self.assertFalse(other.search([("cover_state", "=", "contract")]) & other)
        self.assertFalse(contract.line_ids.filtered("topup_hours").visit_interval)

    def test_added_visits(self):
        contract = self._make_prepaid(included_hours=0, included_visits=1)
        self._work(contract, 1.0)
        self.assertEqual(self._work(contract, 1.0).coverage_source, "none")
        self._add(contract, visits=2, date_from="2026-03-01")
        self.assertEqual(contract.remaining_visits, 1)
        self.assertEqual(
            self._movements(contract, "visits")[-1], ("2026-03-10", "used", -1, 1.0)
        )

    def test_what_cannot_be_added_is_refused(self):
        contract = self._make_prepaid()
        draft = self._make_prepaid(active=False)
        for one, vals in (
            (contract, {}),
            (contract, {"hours": -1}),
            (contract, {"hours": 5, "visits": -1}),
            (contract, {"visits": 1}),  # visits are not limited
            (draft, {"hours": 5}),
        ):
            with (
                self.subTest(contract=one.state, vals=vals),
                self.assertRaises(UserError),
            ):
                self._add(one, **vals)

    # === WARNING === #

    def _warn(self):
        self.env["service.contract"]._cron_warn_prepaid()

    def _warnings(self, contract):
        return contract.activity_ids.filtered(
            lambda a: a.activity_type_id == self.env.ref(WARNING)
        )

    def test_warning_speaks_the_language_of_whoever_is_responsible(self):
        """A scheduled job has none."""
        self.env["res.lang"]._activate_lang("it_IT")
        kind = self.env.ref(WARNING)
        kind.with_context(lang="it_IT").summary = "Resta poco"
        manager = self._make_user("elena", "service_management.group_contract_manager")
        manager.lang = "it_IT"
        contract = self._make_prepaid(prepaid_warning=100, user_id=manager.id)
        self.env.flush_all()
        self._warn()
        self.assertEqual(self._warnings(contract).summary, "Resta poco")

    def test_warning_comes_once_and_goes_with_more_hours(self):
        contract = self._make_prepaid(prepaid_warning=20)
        self._work(contract, 7.0)
        self._warn()
        self.assertFalse(self._warnings(contract))
        self._work(contract, 1.0)
        self._warn()
        self.assertEqual(self._warnings(contract).user_id, contract.user_id)
        self._warnings(contract).action_done()
        self._warn()
        self.assertFalse(self._warnings(contract))
        contract.prepaid_warned_term = False
        self._warn()
        self._add(contract, hours=10)
        self.assertFalse(self._warnings(contract))

    def test_customer_is_told_when_wanted(self):
        template = self.env.ref("service_management.mail_template_prepaid")
        contract = self._make_prepaid(
            prepaid_warning=20, prepaid_template_id=template.id
        )
        self.customer.email = "customer@example.com"
        self._work(contract, 9.0)
        with patch.object(type(template), "unlink"):
            self._warn()
        mail = self.env["mail.mail"].search(
            [("model", "=", "service.contract"), ("res_id", "=", contract.id)]
        )
        self.assertEqual(mail.recipient_ids, self.customer)
        self.assertIn("1.0", mail.body_html)

    # === BALANCE === #

    def test_balance_is_shown_and_printed(self):
        contract = self._make_prepaid()
        work = self._work(contract, 3.0)
        action = contract.action_view_prepaid()
        movements = self.env["service.contract.movement"].search(action["domain"])
        self.assertEqual(
            movements.filtered(lambda m: m.kind == "used").intervention_id,
            work.intervention_id,
        )
        html = self.env["ir.actions.report"]._render_qweb_html(
            "service_management.service_contract_statement", contract.ids
        )[0]
        self.assertIn(work.intervention_id.name, html.decode())
        self.assertIn("7.00", html.decode())
        with self.assertRaises(UserError):
            self._make_contract().action_view_prepaid()

    def test_as_many_queries_for_many_contracts(self):
        def count(number):
            contracts = self.env["service.contract"]
            for _contract in range(number):
                contracts |= self._make_prepaid(carry_over="next", renewal_months=1)
            self._work(contracts[0], 1.0)
            contracts = contracts.browse(contracts.ids)
            return self._count_queries(lambda: contracts.mapped("remaining_hours"))

        count(1)
        self.assertLessEqual(count(12), count(3) + 2)


@tagged("post_install", "-at_install")
class TestTopupPrice(PrepaidCommon):
    def _propose(self, contract, **vals):
        return self.env["service.contract.topup"].create(
            {"contract_id": contract.id, **vals}
        )

    def test_price_per_hour_of_the_block_is_proposed(self):
        contract = self._make_prepaid()
        wizard = self._propose(contract, hours=3)
        self.assertEqual(wizard.price, 300.0)
        self.assertIn("100.00 per hour", wizard.price_source)
        self.assertEqual(self._propose(contract, hours=3, price=250).price, 250.0)
        contract.price_basis = "month"  # worth as much a year
        self.assertAlmostEqual(self._propose(contract, hours=3).price, 300.0)

    def test_price_in_a_term_of_half_a_year(self):
        contract = self._make_prepaid(renewal_months=6)
        self.assertEqual(self._propose(contract, hours=1).price, 50.0)

    def test_price_per_visit(self):
        contract = self._make_prepaid(included_hours=0, included_visits=4)
        wizard = self._propose(contract, visits=2)
        self.assertEqual(wizard.price, 500.0)
        self.assertIn("250.00 per visit", wizard.price_source)

    def test_no_proposal_for_a_free_block(self):
        wizard = self._propose(self._make_prepaid({"price_unit": 0.0}), hours=3)
        self.assertEqual((wizard.price, wizard.price_source), (0.0, False))
