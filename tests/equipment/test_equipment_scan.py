# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestScan(ServiceCommon, HttpCase):
    """A barcode scanner types a serial number into the search box."""

    def test_scanned_serial_opens_its_equipment(self):
        self._make_equipment("SCAN-01")
        self._make_equipment("SCAN-02")
        user = self._make_user("scanner", "service_management.group_planner")
        self.start_tour(
            "/odoo/installed-base", "service_management.scan", login=user.login
        )
