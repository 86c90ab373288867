# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A request in the browser, by a customer and by a stranger, on phone and desktop."""

from odoo.tests import tagged

from .test_request import RequestCommon


class RequestTours:
    """What is done in a browser of each size."""

    def test_a_customer_asks_for_help(self):
        self._make_equipment("OWN-2")
        self.start_tour("/my", "service_request_portal", login="anna")
        job = self._sent().intervention_id
        self.assertEqual(job.item_ids.equipment_id, self.own[0])
        self.assertEqual((job.priority, job.preferred_times), ("3", "mornings"))
        self.assertEqual(job.message_ids.attachment_ids.mapped("name"), ["leak.png"])

    def test_a_customer_answers(self):
        """What is typed is recognised, a meter read, a machine chosen, a no said."""
        machine, contract, _job = self.own
        contract.write({"labour_coverage": 100.0, "response_hours": 4.0})
        self.start_tour(
            "/my/requests/new?equipment=other", "service_request_cover", login="anna"
        )
        meter = self.env["service.meter"].create(
            {"equipment_id": machine.id, "name": "Hours"}
        )
        meter.reading_ids.create(
            {"meter_id": meter.id, "date": "2026-03-01", "value": 1300}
        )
        self.start_tour(machine.access_url, "service_meter", login="anna")
        reading = meter.reading_ids.filtered(lambda one: one.source == "customer")
        self.assertEqual((reading.value, reading.state), (130.0, "to_check"))
        self.assertTrue(reading.photo)
        contract.write({"date_end": "2026-12-31", "renewal": "manual"})
        contract.renewal_months = 12
        proposal = contract._propose_renewal()
        proposal._mark_proposed()
        self.start_tour(contract.access_url, "service_decline", login="anna")
        self.assertEqual((proposal.state, proposal.proposal), ("draft", "declined"))
        self.assertIn("Too dear", proposal.activity_ids.note)
        for number in range(20):
            self._make_equipment(f"MANY-{number}")
        last = self._make_equipment("ZZZ-LAST")
        job = self._make_job(date_start=False, employee_ids=False, title="Leaks")
        url = job._get_machine_url()
        url = url[url.index("/service/") :]
        self.start_tour(url, "service_which_machine", login=None)
        self.assertEqual(job.item_ids.equipment_id, last)

    def test_a_stranger_asks_at_the_label(self):
        url = "/service/m/" + self.own[0]._get_label_url().rsplit("/", 1)[1]
        self.own[0].label_code = "ABC234"
        self.start_tour(url, "service_request_label", login=None)
        request = self._sent()
        self.assertEqual((request.sender, request.state), ("Passer By", "new"))
        self.assertEqual(request.equipment_ids, self.own[0])
        self.start_tour(url, "service_request_code", login=None)


@tagged("post_install", "-at_install")
class TestRequestOnDesktop(RequestTours, RequestCommon):
    browser_size = "1400x850"


@tagged("post_install", "-at_install")
class TestRequestOnPhone(RequestTours, RequestCommon):
    browser_size = "390x844"
    touch_enabled = True
