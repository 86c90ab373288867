# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import http
from odoo.http import request

from .portal import MODELS, ServicePortal

ACTIONS = "hold, release, confirm, cancel"


class ServiceAppointments(ServicePortal):
    """Customers choose, move and cancel the appointment of a job.

    Each answer is a page that can be loaded again; what was sent is never sent twice.
    """

    def _find_job(self, record_id, access_token):
        return self._find_page(MODELS["jobs"], record_id, access_token)

    @http.route(
        "/my/jobs/<int:record_id>/appointment",
        type="http",
        auth="public",
        website=True,
    )
    def my_appointment(self, record_id, access_token=None, gone=None, **kwargs):
        job = self._find_job(record_id, access_token)
        if not job:
            return request.redirect("/my")
        if not job._may_choose_appointment():
            return request.redirect(job.get_portal_url())
        hold = job._get_hold()
        values = self._get_page_values(
            job,
            access_token,
            "jobs",
            {
                "hold": hold,
                "days": [] if hold else job._get_offered_days(),
                "gone": bool(gone),
            },
        )
        return request.render("service_management.portal_appointment", values)

    @http.route(
        f"/my/jobs/<int:record_id>/appointment/<any({ACTIONS}):action>",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def change_appointment(
        self, record_id, action, access_token=None, time="", **kwargs
    ):
        job = self._find_job(record_id, access_token)
        if not job:
            return request.redirect("/my")
        return getattr(self, f"_{action}_appointment")(job, time)

    def _hold_appointment(self, job, time):
        return self._show_appointments(job, bool(job._hold_appointment(time)))

    def _release_appointment(self, job, time):
        job._release_hold()
        return self._show_appointments(job)

    def _confirm_appointment(self, job, time):
        if not job._choose_appointment(time, self._get_person()):
            job._release_hold()
            return self._show_appointments(job, False)
        return request.redirect(
            job.get_portal_url(query_string="&message=appointment_ok")
        )

    def _cancel_appointment(self, job, time):
        done = job._give_up_appointment(self._get_person())
        message = "appointment_cancelled" if done else "appointment_late"
        return request.redirect(job.get_portal_url(query_string=f"&message={message}"))

    def _show_appointments(self, job, is_free=True):
        """The times, with a word that the one that was chosen is gone, if so."""
        return request.redirect(
            job.get_portal_url(
                suffix="/appointment", query_string="" if is_free else "&gone=1"
            )
        )

    def _get_person(self):
        """Whoever is logged in; with the link alone, nobody knows who it is."""
        user = request.env.user
        return user.partner_id if not user._is_public() else None
