# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools.mail import unfold_references

JOB, REQUEST = "service.intervention", "service.request"
SENT_BY_MACHINES = {"auto_reply", "bulk", "junk"}
LAST_REFERENCES = 32  # as many as Odoo looks at


class MailThread(models.AbstractModel):
    """What is sent to the address of a team: requests, answers, and nothing automatic.

    Odoo takes an answer that is sent to the address of another model for a new
    message. Here it is an answer: a job writes to its customer from such an address.
    """

    _inherit = "mail.thread"

    @api.model
    def _routing_check_route(self, message, message_dict, route, raise_exception=True):
        route = super()._routing_check_route(
            message, message_dict, route, raise_exception
        )
        if not route or route[0] not in (JOB, REQUEST):
            return route
        if self._detect_automatic_reply(message):
            return False
        return self._route_on(self._route_answer(route, message_dict))

    @api.model
    def _route_answer(self, route, message_dict):
        """The way to the job that is answered, else ``route``."""
        model, thread_id, *rest = route
        if model != REQUEST or thread_id:
            return route
        named = message_dict["references"] or message_dict["in_reply_to"] or ""
        answered = unfold_references(named)[-LAST_REFERENCES:]
        # sudo: who writes from outside sees no messages
        message = self.env["mail.message"].sudo()
        message = message.search(
            [("message_id", "in", answered), ("model", "=", JOB)],
            order="id desc",
            limit=1,
        )
        job = self.env[JOB].sudo().browse(message.res_id).exists()
        return (JOB, job.id, *rest) if job else route

    @api.model
    def _route_on(self, route):
        """What is written to a closed double is for the job that goes on instead."""
        model, thread_id, *rest = route
        if model != JOB:
            return route
        # sudo: who writes from outside sees no jobs
        job = self.env[JOB].sudo().browse(thread_id).exists()
        if job.is_open or not job.double_of_id:
            return route
        return (JOB, job.double_of_id.id, *rest)

    @api.model
    def _detect_automatic_reply(self, message):
        """Whether a mail says that nobody has written it, in answer to another one.

        What machines send by themselves, such as alarms, is no reply.
        """
        submitted = (message.get("Auto-Submitted") or "").strip().lower()
        precedence = (message.get("Precedence") or "").strip().lower()
        return (
            submitted.startswith(("auto-replied", "auto-notified"))
            or precedence in SENT_BY_MACHINES
            or "X-Autoreply" in message
            or "X-Autorespond" in message
        )
