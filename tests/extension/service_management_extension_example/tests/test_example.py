# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One of each thing that may be added, at work."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

# this is an add-on of its own
# pylint: disable-next=odoo-addons-relative-import
from odoo.addons.service_management.tests.common import ServiceCommon


@tagged("post_install", "-at_install")
class TestExample(ServiceCommon):
    today = "2026-03-16"

    # === A STATE === #

    def _make_waiting_job(self, **vals):
        job = self._make_job(
            [{}],
            **{
                "deadline": "2026-03-12 08:00:00",
                "date_end": "2026-03-10 10:00:00",
                **vals,
            },
        )
        job.action_start()
        job.action_wait_for_parts()
        return job

    def test_job_that_waits_counts_as_open(self):
        job = self._make_waiting_job()
        jobs = self.env["service.intervention"]
        self.assertTrue(job.is_open)
        self.assertTrue(job.is_late)
        for condition in ("is_open", "is_late"):
            self.assertIn(job, jobs.search([(condition, "=", True)]))
        self.assertNotIn(job.id, job._service_gantt_readonly())
        self.assertEqual(job.next_step_id, job.activity_ids)
        self.assertTrue(job.responded_on)
        job.activity_ids._check_job_open()
        late = self.env["service.activity"].search([("is_late", "=", True)])
        self.assertIn(job.activity_ids, late)

    def test_job_that_waits_still_takes_the_people(self):
        times = {"date_start": "2026-03-20 08:00:00", "date_end": "2026-03-20 10:00:00"}
        self._make_waiting_job(**times)
        other = self._make_job(**times)
        self.assertTrue(other.has_conflict)

    def test_job_that_waits_can_be_given_up_or_finished(self):
        self._make_waiting_job().action_cancel()
        job = self._make_waiting_job()
        job.action_parts_arrived()
        self.assertEqual(self._finish(job).state, "done")

    # === A REASON TO HOLD BACK === #

    def test_held_back_reason_shows_in_the_preview(self):
        self._make_contract()
        self.customer.ref = "HOLIDAY"
        wizard = self._make_wizard("2026-03-31")
        wizard.action_preview()
        self.assertEqual(wizard.held_ids.code, "holiday")
        labels = dict(wizard.held_ids._fields["code"]._description_selection(self.env))
        self.assertEqual(labels["holiday"], "Customer on Holiday")
        self.assertFalse(wizard.line_ids)
        run = self._invoice("2026-03-31")
        self.assertFalse(run.invoice_ids)
        self.assertEqual(run.exception_ids.code, "holiday")

    # === A CHECK === #

    def _make_checked_job(self):
        protocol = self._make_protocol("Lamps", {"check_type": "colour"})
        job = self._make_job(protocol_id=protocol.id)
        job.action_apply_protocols()
        job.action_start()
        return job

    def test_check_is_recorded_and_printed(self):
        job = self._make_checked_job()
        operation = job.activity_ids
        self.assertEqual(operation.check_type, "colour")
        with self.assertRaisesRegex(UserError, "which colour"):
            operation.action_done()
        operation.check_colour = "red"
        operation.action_done()
        self.assertFalse(operation.check_passed)
        html = self._print(job)
        self.assertIn("Red", html)
        self.assertIn("Failed", html)

    def _print(self, job):
        reports = self.env["ir.actions.report"]
        name = "service_management.report_work"
        return reports._render_qweb_html(name, job.ids)[0].decode()

    # === A KIND OF RENEWAL === #

    def test_contract_renews_once_by_the_daily_job(self):
        contract = self._make_contract(
            date_end="2026-12-31", renewal="once", renewal_months=12, notice_days=30
        )
        for day in ("2027-01-02", "2028-01-02"):
            with freeze_time(day):
                self.env["service.contract"]._cron_update_state()
            self.assertEqual(contract.date_end, self._day("2027-12-31"))
        self.assertIn(contract.state, ("expired", "closed"))

    # === A GROUPING === #

    def test_run_makes_one_invoice_for_each_site(self):
        sites = [
            self._make_customer(name, parent_id=self.customer.id, type="other")
            for name in ("North", "South")
        ]
        for site in (*sites, sites[0]):
            self._finish(self._make_job([{}], site_id=site.id))
        run = self._invoice("2026-03-31", grouping="site")
        self.assertEqual(len(run.invoice_ids), 2)
        lines = run.invoice_ids.invoice_line_ids
        self.assertEqual(
            {
                frozenset(jobs.site_id.mapped("name"))
                for jobs in (
                    lines.filtered(
                        lambda line, one=move: line.move_id == one
                    ).service_intervention_id
                    for move in run.invoice_ids
                )
            },
            {frozenset({"North"}), frozenset({"South"})},
        )

    # === A COVER === #

    def _make_insured(self, **vals):
        today = fields.Date.today()
        return self._make_equipment(
            vals.pop("serial_number", "INSURED"),
            insured_from=today - timedelta(days=30),
            insured_until=today + timedelta(days=30),
            **vals,
        )

    def test_cover_counts_when_it_is_the_highest(self):
        machine = self._make_insured()
        contract = self._make_contract(labour_coverage=50)
        job = self._make_job([{}], equipment=machine, contract_id=contract.id)
        operation = job.activity_ids
        self.assertEqual(
            (operation.coverage, operation.coverage_source), (90.0, "insurance")
        )
        contract.labour_coverage = 100
        operation._compute_coverage()
        self.assertEqual(
            (operation.coverage, operation.coverage_source), (100.0, "contract")
        )

    def test_badge_and_filter_know_the_cover(self):
        machine = self._make_insured()
        self.assertEqual(machine.cover_state, "insurance")
        self.assertEqual(machine.cover_until, machine.insured_until)
        found = machine.search([("cover_state", "=", "insurance")])
        self.assertEqual(found, machine)
        warranted = self._make_insured(
            serial_number="BOTH", warranty_start="2026-01-01", warranty_end="2026-12-31"
        )
        self.assertEqual(warranted.cover_state, "warranty")
