# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import suppress

from odoo import http
from odoo.exceptions import UserError
from odoo.http import content_disposition, request

from .portal import MODELS, ServicePortal


class ServiceJobPortal(ServicePortal):
    """What a customer takes from the page of a job, and says there."""

    @http.route("/my/jobs/<int:record_id>/calendar", type="http", auth="public")
    def my_job_calendar(self, record_id, access_token=None, **kwargs):
        """The appointment as a file for the customer's calendar."""
        job = self._find_page(MODELS["jobs"], record_id, access_token)
        if not job or not job._has_appointment():
            raise request.not_found()
        return request.make_response(
            job._make_calendar_file(),
            [
                ("Content-Type", "text/calendar; charset=utf-8"),
                ("Content-Disposition", content_disposition(job._get_calendar_name())),
            ],
        )

    @http.route(
        "/my/jobs/<int:record_id>/rate",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def rate_job(self, record_id, access_token=None, stars=None, feedback="", **kwargs):
        job = self._find_page(MODELS["jobs"], record_id, access_token)
        if not job:
            return request.redirect("/my")
        # what is refused was said before, which the page shows
        with suppress(UserError), request.env.cr.savepoint():
            job._rate_online(stars, feedback)
        return request.redirect(job.get_portal_url(anchor="service_rating"))
