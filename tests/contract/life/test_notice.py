# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Notice: called to mind in time, received, withdrawn."""

from base64 import b64encode

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common_renewal import RenewalCommon


@tagged("post_install", "-at_install")
class TestReminder(RenewalCommon):
    """Notice by 1 November 2026; 30 days before is 2 October."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "customer@example.com"

    def _activities(self, contract):
        return contract.activity_ids.filtered(
            lambda a: (
                a.activity_type_id
                == self.env.ref("service_management.mail_activity_renewal")
            )
        )

    def _mails(self, contract):
        return self.env["mail.mail"].search(
            [("model", "=", "service.contract"), ("res_id", "=", contract.id)]
        )

    def test_responsible_is_told_once_in_each_term(self):
        contract = self._make_ending("tacit")
        self._cron("2026-10-01")
        self.assertFalse(self._activities(contract))
        self._cron("2026-10-02")
        self._cron("2026-10-09")
        activity = self._activities(contract)
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.user_id, contract.user_id)
        self.assertEqual(str(activity.date_deadline), "2026-11-01")
        self.assertIn("12/31/2026", activity.summary)
        self._cron("2027-01-01")
        self.assertFalse(self._activities(contract))
        self._cron("2027-10-02")
        self.assertEqual(len(self._activities(contract)), 1)

    def test_missed_for_a_week(self):
        contract = self._make_ending("tacit", notify_customer=True)
        self._cron("2026-10-09")
        self.assertEqual(len(self._activities(contract)), 1)
        self.assertEqual(len(self._mails(contract)), 1)

    def test_company_says_how_early(self):
        self.company.service_renewal_reminder_days = 10
        contract = self._make_ending("tacit")
        self._cron("2026-10-21")
        self.assertFalse(self._activities(contract))
        self._cron("2026-10-22")
        self.assertTrue(self._activities(contract))

    def test_never_after_the_term(self):
        for renewal in ("manual", "tacit"):
            contract = self._make_ending(renewal, notify_customer=True)
            self._cron("2027-01-01")
            self.assertFalse(self._activities(contract))
            self.assertFalse(self._mails(contract))

    def test_manual_renewal_is_called_to_mind_until_the_end(self):
        contract = self._make_ending("manual")
        self._cron("2026-12-30")
        activity = self._activities(contract)
        self.assertEqual(str(activity.date_deadline), "2026-12-30")

    def test_customer_is_told_where_wanted(self):
        wanted = self._make_ending("tacit", notify_customer=True)
        unwanted = self._make_ending("tacit")
        self._cron("2026-10-02")
        self._cron("2026-10-09")
        mail = self._mails(wanted)
        self.assertEqual(len(mail), 1)
        self.assertIn("11/01/2026", mail.body_html)
        self.assertEqual(mail.recipient_ids, self.customer)
        self.assertFalse(self._mails(unwanted))

    def test_customer_is_told_in_his_own_language(self):
        self.env["res.lang"]._activate_lang("it_IT")
        template = self.env.ref("service_management.mail_template_renewal_notice")
        template.with_context(lang="it_IT").subject = "Scadenza"
        self.customer.lang = "it_IT"
        contract = self._make_ending("tacit", notify_customer=True)
        self._cron("2026-10-02")
        self.assertEqual(self._mails(contract).subject, "Scadenza")

    def test_customer_is_not_told_when_it_is_too_late(self):
        contract = self._make_ending("manual", notify_customer=True)
        self._cron("2026-11-02")
        self.assertTrue(self._activities(contract))
        self.assertFalse(self._mails(contract))

    def test_wish_comes_from_the_type(self):
        self.contract_type.notify_customer = True
        self.assertTrue(self._make_ending("tacit").notify_customer)

    def test_nothing_where_there_is_nothing_to_decide(self):
        for contract in (
            self._make_ending("none"),
            self._make_ending("tacit", active=False),
            self._make_contract(renewal="tacit", renewal_months=12),
        ):
            self._cron("2026-10-02")
            self.assertFalse(self._activities(contract))


@tagged("post_install", "-at_install")
class TestNotice(RenewalCommon):
    """Notice that was received stops the renewal."""

    def _give_notice(self, contract, **vals):
        wizard = self.env["service.contract.notice"].with_context(active_id=contract.id)
        with Form(wizard) as form:
            for name, value in vals.items():
                form[name] = value
        form.record.action_confirm()
        return form.record

    def test_in_time_it_ends_with_the_term(self):
        contract = self._make_ending("tacit", billing_interval=3)
        self._invoice("2026-06-15")
        wizard = self._give_notice(contract, reason="Moves abroad")
        self.assertEqual(str(wizard.date_end), "2026-12-31")
        self.assertFalse(wizard.late)
        self.assertEqual(wizard.amount_remaining, 2000.0)
        self.assertEqual(
            (str(contract.notice_date), str(contract.notice_end)),
            ("2026-06-15", "2026-12-31"),
        )
        self._cron("2027-01-07")
        self.assertEqual(
            (contract.state, str(contract.date_end)), ("expired", "2026-12-31")
        )

    def test_what_is_left_of_the_prepaid_hours(self):
        contract = self._make_ending("tacit", labour_coverage=100, included_hours=10)
        self._finish(self._make_job([{"hours": 4.0}], contract_id=contract.id))
        self.assertEqual(self._give_notice(contract).remaining_hours, 6.0)

    def test_last_day_of_notice_is_in_time(self):
        contract = self._make_ending("tacit")
        with freeze_time("2026-11-01"):
            self._give_notice(contract)
        self.assertEqual(str(contract.notice_end), "2026-12-31")

    def test_too_late_the_contract_runs_one_more_term(self):
        contract = self._make_ending("tacit")
        with freeze_time("2026-11-02"):
            wizard = self._give_notice(contract)
        self.assertTrue(wizard.late)
        # half of this year's instalments are still to come as are all of the next
        self.assertEqual(wizard.amount_remaining, 2000.0)
        self.assertEqual(
            (str(contract.notice_end), str(contract.date_end)),
            ("2027-12-31", "2027-12-31"),
        )
        self._cron("2028-01-07")
        self.assertEqual(str(contract.date_end), "2027-12-31")

    def test_recorded_after_the_renewal_but_received_in_time(self):
        contract = self._make_ending("tacit")
        self._cron("2027-01-01")
        with freeze_time("2027-01-07"):
            wizard = self._give_notice(contract, date=self._day("2026-10-30"))
        self.assertEqual(str(contract.date_end), "2026-12-31")
        self.assertEqual(len(contract.term_ids), 1)
        self.assertFalse(wizard.late)

    def test_manual_renewal_ends_with_the_term_however_late(self):
        contract = self._make_ending("manual")
        with freeze_time("2026-12-20"):
            wizard = self._give_notice(contract)
        self.assertFalse(wizard.late)
        self.assertEqual(str(contract.date_end), "2026-12-31")

    def test_a_letter_may_name_a_later_last_day(self):
        contract = self._make_ending("tacit")
        for end in ("2027-06-30", "2026-11-30"):
            with self.assertRaises(UserError):
                self._give_notice(contract, date_end=self._day(end))
        self._give_notice(contract, date_end=self._day("2027-12-31"))
        self.assertEqual(
            (str(contract.notice_end), str(contract.date_end)),
            ("2027-12-31", "2027-12-31"),
        )

    def test_without_end_it_ends_after_the_days_of_notice(self):
        contract = self._make_contract(notice_days=90)
        self._give_notice(contract)
        self.assertEqual(str(contract.date_end), "2026-09-13")
        self.assertEqual(str(contract.line_ids.date_end), "2026-09-13")
        contract.action_withdraw_notice()
        self.assertFalse(contract.date_end)
        self.assertFalse(contract.line_ids.date_end)

    def test_letter_and_reason_are_kept(self):
        contract = self._make_ending("tacit")
        self.env["service.contract.notice"].create(
            {
                "contract_id": contract.id,
                "reason": "Moves abroad",
                "document": b64encode(b"Dear Sirs"),
                "document_name": "letter.txt",
            }
        ).action_confirm()
        message = contract.message_ids[0]
        self.assertIn("Moves abroad", message.body)
        self.assertEqual(message.attachment_ids.name, "letter.txt")
        self.assertEqual(message.attachment_ids.raw, b"Dear Sirs")

    def test_withdrawn_it_renews_again(self):
        contract = self._make_ending("tacit")
        self._give_notice(contract)
        contract.action_withdraw_notice()
        self.assertFalse(contract.notice_date)
        self._cron("2027-01-07")
        self.assertEqual(str(contract.date_end), "2027-12-31")

    def test_no_reminder_after_notice(self):
        contract = self._make_ending("tacit", notify_customer=True)
        self._cron("2026-10-02")
        self._give_notice(contract)
        self.assertFalse(contract.activity_ids)
        self._cron("2026-10-09")
        self.assertFalse(contract.activity_ids)

    def test_contract_with_notice_is_not_renewed_by_hand(self):
        contract = self._make_ending("tacit")
        self._give_notice(contract)
        with self.assertRaisesRegex(UserError, "Withdraw"):
            contract.action_renew()

    def test_refused(self):
        contract = self._make_ending("tacit")
        with self.assertRaisesRegex(UserError, "still to come"):
            contract._receive_notice(self._day("2026-06-16"))
        self._give_notice(contract)
        with self.assertRaisesRegex(UserError, "already"):
            contract._receive_notice(self._day(self.today))
        with self.assertRaises(UserError):
            self._make_ending("tacit", active=False)._receive_notice(
                self._day(self.today)
            )
