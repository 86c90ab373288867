# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The log of what changed after activation, and the movement of value it adds up to."""

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestContractChanges(ServiceCommon):
    today = "2026-06-15"

    def _log(self, contract):
        """Kind, first day, difference and movement, oldest entry first."""
        return [
            (one.kind, str(one.effective_date), one.delta, one.movement)
            for one in contract.change_ids.sorted("id")
        ]

    def _new_entries(self, contract):
        """Entries since the activation."""
        return [entry for entry in self._log(contract) if entry[0] != "activated"]

    # === COMING === #

    def test_a_draft_logs_nothing(self):
        contract = self._make_contract({}, {}, active=False)
        contract.line_ids[0].price_unit = 5.0
        contract.line_ids[1].unlink()
        contract.date_end = "2026-12-31"
        self.assertFalse(contract.change_ids)

    def test_activation_is_new_value(self):
        contract = self._make_contract({}, {"price_unit": 200.0})
        self.assertEqual(
            self._log(contract),
            [
                ("activated", "2026-01-01", 1000.0, "new"),
                ("activated", "2026-01-01", 200.0, "new"),
            ],
        )

    def test_values_are_those_of_a_year(self):
        contract = self._make_contract({"price_unit": 100.0}, billing_interval=3)
        self.assertEqual(contract.change_ids.value_after, 400.0)

    def test_a_line_that_ends_before_its_contract_is_logged_both_ways(self):
        contract = self._make_contract({"date_end": "2026-03-31"})
        self.assertEqual(
            self._log(contract),
            [
                ("activated", "2026-01-01", 1000.0, "new"),
                ("removed", "2026-04-01", -1000.0, "contraction"),
            ],
        )

    # === CHANGING === #

    def test_a_price_that_goes_up_or_down(self):
        contract = self._make_contract()
        self._invoice("2026-01-01")
        contract.line_ids.price_unit = 1200.0
        contract.line_ids.write({"quantity": 0.5, "discount": 10.0})
        self.assertEqual(
            self._new_entries(contract),
            [
                ("repriced", "2027-01-01", 200.0, "contraction"),
                ("repriced", "2027-01-01", -660.0, "contraction"),
            ],
        )

    def test_a_price_from_a_day_and_back(self):
        contract = self._make_contract()
        contract.line_ids._set_price_from(self._day("2026-08-01"), 1100.0)
        self.assertEqual(
            self._new_entries(contract),
            [("repriced", "2026-08-01", 100.0, "expansion")],
        )
        contract.line_ids._take_back_price()
        self.assertEqual(
            self._new_entries(contract),
            [
                ("repriced", "2026-08-01", 100.0, "none"),
                ("repriced", "2026-08-01", -100.0, "none"),
            ],
        )

    def test_terms_that_change_what_a_year_is_worth(self):
        contract = self._make_contract()
        contract.write({"billing_interval": 6, "price_choice": "unit"})
        self.assertEqual(contract.change_ids.sorted("id")[-1].delta, 1000.0)

    def test_a_line_added_and_one_removed(self):
        contract = self._make_contract()
        line = self.env["service.contract.line"].create(
            {
                "contract_id": contract.id,
                "price_unit": 300.0,
                "date_start": "2026-07-01",
            }
        )
        line.date_end = "2026-09-30"
        self.assertEqual(
            self._new_entries(contract),
            [
                ("added", "2026-07-01", 300.0, "expansion"),
                ("removed", "2026-10-01", -300.0, "contraction"),
            ],
        )

    def test_a_deleted_line_keeps_its_entry(self):
        contract = self._make_contract({}, {"name": "Gone", "price_unit": 200.0})
        contract.line_ids[1].unlink()
        entry = contract.change_ids.sorted("id")[-1]
        self.assertEqual(
            (entry.kind, entry.name, entry.delta), ("removed", "Gone", -200)
        )
        self.assertFalse(entry.line_id)

    def test_dates_that_move(self):
        contract = self._make_contract({}, {"date_start": "2026-02-01"})
        contract.line_ids[1].date_start = "2026-03-01"
        self.assertEqual(
            self._new_entries(contract), [("rescheduled", "2026-03-01", 0.0, "none")]
        )

    def test_what_changes_nothing_is_not_logged(self):
        contract = self._make_contract()
        contract.line_ids.write({"price_unit": 1000.0, "note": "Hello"})
        contract.note = "Hello"
        self.assertFalse(self._new_entries(contract))

    # === RESTING AND GOING ON === #

    def test_suspension_and_resume_move_no_value(self):
        contract = self._make_contract()
        contract.action_suspend()
        with freeze_time("2026-07-01"):
            contract.action_activate()
        self.assertEqual(
            self._new_entries(contract),
            [
                ("suspended", "2026-06-15", 0.0, "none"),
                ("resumed", "2026-07-01", 0.0, "none"),
            ],
        )
        self.assertEqual(contract.change_ids.mapped("value_after"), [1000.0] * 3)

    def test_renewal_is_logged_with_its_adjustment(self):
        contract = self._make_contract(
            date_end="2026-06-30",
            renewal="manual",
            renewal_months=12,
            adjustment="percent",
            adjustment_percent=2,
        )
        contract.action_renew()
        self.assertEqual(
            self._new_entries(contract),
            [
                ("repriced", "2026-07-01", 20.0, "expansion"),
                ("renewed", "2026-07-01", 0.0, "none"),
            ],
        )

    def test_a_late_renewal_makes_up_for_the_end(self):
        contract = self._make_contract(
            date_end="2026-05-31", renewal="manual", renewal_months=12
        )
        self.env["service.contract"]._cron_update_state()
        self.assertEqual(
            self._new_entries(contract), [("ended", "2026-06-01", -1000.0, "churn")]
        )
        contract.action_renew()
        self.assertEqual(
            self._new_entries(contract),
            [
                ("ended", "2026-06-01", -1000.0, "none"),
                ("renewed", "2026-06-01", 1000.0, "none"),
            ],
        )

    def test_a_successor_makes_up_for_the_contract_it_renews(self):
        contract = self._make_contract(date_end="2026-05-31", renewal="manual")
        successor = contract._propose_renewal(percent=2.0)
        successor.action_activate()
        self.env["service.contract"]._cron_update_state()
        self.assertEqual(
            self._new_entries(contract), [("ended", "2026-06-01", -1000.0, "expansion")]
        )
        self.assertEqual(
            self._log(successor), [("activated", "2026-06-01", 1020.0, "expansion")]
        )

    # === GOING === #

    def test_closing_is_churn_of_what_is_left(self):
        contract = self._make_contract({}, {"price_unit": 200.0})
        contract.line_ids[1].date_end = "2026-04-30"
        contract.action_close()
        self.assertEqual(
            self._new_entries(contract),
            [
                ("removed", "2026-05-01", -200.0, "contraction"),
                ("ended", "2026-06-16", -1000.0, "churn"),
            ],
        )

    def test_cancelling_is_churn_today(self):
        contract = self._make_contract()
        contract.action_cancel()
        self.assertEqual(
            self._new_entries(contract), [("ended", "2026-06-15", -1000.0, "churn")]
        )

    def test_the_log_adds_up_to_what_is_in_force(self):
        contract = self._make_contract({}, {"price_unit": 200.0})
        contract.line_ids[0]._set_price_from(self._day("2026-09-01"), 1100.0)
        contract.line_ids[1]._end_on(self._day("2026-08-31"))
        self.assertEqual(sum(contract.change_ids.mapped("delta")), 1100.0)
        contract.action_close()
        self.assertEqual(sum(contract.change_ids.mapped("delta")), 0.0)

    # === EQUIPMENT === #

    def test_a_replacement_moves_no_value(self):
        old, new = self._make_equipment("S-1"), self._make_equipment("S-2")
        contract = self._make_contract({"equipment_id": old.id})
        old._pass_promises(new, self._day("2026-07-01"))
        self.assertEqual(
            sorted(self._new_entries(contract)),
            [
                ("added", "2026-07-01", 1000.0, "none"),
                ("removed", "2026-07-01", -1000.0, "none"),
            ],
        )

    def test_a_dearer_replacement_is_an_expansion(self):
        contract = self._make_contract({"date_end": "2026-06-30"}, {})
        self.env["service.contract.line"].create(
            {
                "contract_id": contract.id,
                "price_unit": 1500.0,
                "date_start": "2026-07-01",
            }
        )
        same_day = contract.change_ids.filtered(
            lambda one: str(one.effective_date) == "2026-07-01"
        )
        self.assertEqual(set(same_day.mapped("movement")), {"expansion"})
        self.assertEqual(sum(same_day.mapped("delta")), 500.0)

    # === WHO AND WHERE === #

    def test_one_message_for_each_contract_and_operation(self):
        contract = self._make_contract({}, {})
        before = contract.message_ids
        contract.line_ids._set_prices_from(
            self._day("2026-08-01"), dict.fromkeys(contract.line_ids, 1100.0)
        )
        message = contract.message_ids - before
        self.assertEqual(len(message), 1)
        self.assertEqual(message.body.count("1,100.00"), 2)

    def test_nobody_writes_the_log_by_hand(self):
        contract = self._make_contract()
        manager = self._make_user("boss", "service_management.group_manager")
        entries = contract.change_ids.with_user(manager)
        self.assertEqual(entries.delta, 1000.0)
        for refused in (
            lambda: entries.write({"value_after": 1.0}),
            entries.unlink,
            lambda: entries.create({"contract_id": contract.id}),
        ):
            with self.assertRaises(AccessError):
                refused()

    def test_a_contract_manager_is_named_in_the_log(self):
        manager = self._make_user("cm", "service_management.group_contract_manager")
        contract = self._make_contract()
        contract.with_user(manager).line_ids.price_unit = 1100.0
        self.assertEqual(contract.change_ids.sorted("id")[-1].user_id, manager)

    def test_values_are_also_in_the_currency_of_the_company(self):
        currency = self.setup_other_currency("EUR", rates=[("2020-01-01", 2.0)])
        pricelist = self._create_pricelist(name="Euro", currency_id=currency.id)
        contract = self._make_contract(pricelist_id=pricelist.id)
        entry = contract.change_ids
        self.assertEqual((entry.delta, entry.company_delta), (1000.0, 500.0))
