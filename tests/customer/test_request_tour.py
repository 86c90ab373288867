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
