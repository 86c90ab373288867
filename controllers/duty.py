# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import http
from odoo.http import request

from .portal import MODELS, ServicePortal


class DutyPortal(ServicePortal):
    """The checks that a customer's machines need, and their certificates."""

    def _get_duties_searchbar(self):
        return (
            {
                "due": {"label": request.env._("Due"), "order": "next_date, id"},
                "machine": {
                    "label": request.env._("Machine"),
                    "order": "equipment_id, next_date, id",
                },
            },
            {
                "all": {"label": request.env._("All"), "domain": []},
                "soon": {
                    "label": request.env._("Due in 60 Days"),
                    "domain": [("next_date", "<=", "today +60d")],
                },
                "failed": {
                    "label": request.env._("Failed"),
                    "domain": [("last_result", "=", "failed")],
                },
            },
            {
                "serial": {
                    "input": "serial",
                    "field": "equipment_id.serial_number",
                    "label": request.env._("Search by serial number"),
                },
                "site": {
                    "input": "site",
                    "field": "site_id",
                    "label": request.env._("Search by site"),
                },
                "type": {
                    "input": "type",
                    "field": "type_id.name",
                    "label": request.env._("Search by check"),
                },
            },
        )

    @http.route(
        "/my/equipment/<int:record_id>/certificate/<int:check_id>",
        type="http",
        auth="public",
        website=True,
    )
    def my_certificate(self, record_id, check_id, access_token=None, **kwargs):
        equipment = self._find_page(MODELS["equipment"], record_id, access_token)
        check = equipment and equipment._get_customer_checks().filtered(
            lambda one: one.id == check_id
        )
        if not check or not (check.document or check.name):
            raise request.not_found()
        if check.document:
            stream = request.env["ir.binary"]._get_stream_from(
                check, "document", filename=check.document_name
            )
            return stream.get_response(as_attachment=True)
        return self._show_report(
            check, "pdf", "service_management.report_duty_certificate", download=True
        )
