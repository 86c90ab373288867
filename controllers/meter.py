# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
from math import isfinite

from odoo import http
from odoo.exceptions import UserError, ValidationError
from odoo.http import request

from .portal import ServicePortal

MOST = 1e12  # that a counter shows
MAX_PHOTO = 15 * 1024 * 1024  # bytes


class MeterPortal(ServicePortal):
    """Customers read their meters, on their portal or by the link in a reminder."""

    @http.route(
        "/my/meters/<int:record_id>",
        type="http",
        auth="public",
        website=True,
        methods=["GET", "POST"],
    )
    def my_meter(self, record_id, access_token=None, value=None, **kwargs):
        meter = self._find_page("service.meter", record_id, access_token)
        if not meter:
            return request.redirect("/my")
        values = {
            "page_name": "meters",
            "meter": meter,
            "token": access_token,
            "value": value,
            "has_photo": bool(request.httprequest.files.get("photo")),
        }
        if request.httprequest.method == "POST":
            values |= self._take_reading(meter, value, bool(kwargs.get("sure")))
        return request.render("service_management.portal_page_meters", values)

    def _take_reading(self, meter, value, sure):
        """What the page says after a value was sent: thanks, a question, an error."""
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = -1.0
        if not isfinite(number) or not 0 <= number < MOST:
            return {"error": request.env._("Enter the number that the meter shows.")}
        question = not sure and meter._get_customer_question(number)
        if question:
            return {"question": question}
        try:
            with request.env.cr.savepoint():
                meter._receive_reading(number, self._read_photo())
        except (UserError, ValidationError) as error:
            return {"error": str(error)}
        return {"done": True, "value": None}

    def _read_photo(self):
        photo = request.httprequest.files.get("photo")
        content = photo.read(MAX_PHOTO + 1) if photo else b""
        if len(content) > MAX_PHOTO:
            raise UserError(
                request.env._("The photo is too large: take a smaller one.")
            )
        return base64.b64encode(content) if content else False
