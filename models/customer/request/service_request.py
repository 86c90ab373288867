# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, formataddr, html2plaintext, plaintext2html

from ...shared.once import take_turns

LONGEST_TEXT = 5_000  # signs of what somebody writes, the rest is in the message
LONGEST_LINE = 200


class ServiceRequest(models.Model):
    """What somebody asked for in the portal, by e-mail or at the label of a machine.

    Requests of known customers are jobs from the start. Those of unknown people wait
    until somebody has seen who it is: they make neither a customer nor a job.
    """

    _name = "service.request"
    _description = "Service Request"
    _inherit = ["service.guarded.mixin", "mail.thread"]
    _primary_email = "email"
    _mail_post_access = "read"
    _order = "id desc"

    name = fields.Char(string="Subject", required=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    team_id = fields.Many2one(
        "service.team", string="Service Team", index="btree_not_null"
    )
    source = fields.Selection(
        [("portal", "Portal"), ("mail", "E-mail"), ("label", "Label")],
        string="By",
        required=True,
        readonly=True,
        default="mail",
    )
    token = fields.Char(
        readonly=True,
        copy=False,
        help="Of the form that was sent: sent twice it is one request.",
    )
    state = fields.Selection(
        [("new", "To Check"), ("taken", "Taken"), ("refused", "Refused")],
        default="new",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    sender = fields.Char(string="From")
    email = fields.Char(string="E-mail")
    phone = fields.Char()
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        domain="[('company_id', 'in', (False, company_id))]",
    )
    equipment_ids = fields.Many2many(
        "service.equipment",
        string="Machines",
        domain="[('company_id', '=', company_id), "
        "('partner_id', 'child_of', partner_id)]",
    )
    serial = fields.Char(string="Serial Number")
    fault = fields.Text(string="What They Write")
    priority = fields.Selection(
        [("0", "Normal"), ("1", "Important"), ("2", "High"), ("3", "Urgent")],
        default="0",
        required=True,
    )
    preferred_times = fields.Char()
    intervention_id = fields.Many2one(
        "service.intervention",
        string="Job",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    _token_unique = models.UniqueIndex(
        "(token) WHERE token IS NOT NULL", "This request was sent already."
    )

    # === ACTION METHODS === #

    def action_take(self):
        """Make the job that is asked for, and open it.

        :raises UserError: when nobody has said whose request it is
        """
        self._check_asked_one("write")
        if not self.partner_id:
            raise UserError(
                self.env._("Choose the customer first, or refuse the request.")
            )
        self._check_to_check()
        return self._make_job(self.partner_id).get_formview_action()

    def action_refuse(self):
        """Put the request away: it is not for us."""
        self._check_asked("write")
        self._check_to_check()
        self._set_state("refused")

    def _check_to_check(self):
        take_turns(self)
        settled = self.filtered(lambda request: request.state != "new")
        if settled:
            raise UserError(
                self.env._("%s is settled already.", settled[0].display_name)
            )

    # === BUSINESS METHODS === #

    @api.model
    def _receive(self, token, vals, files=(), person=None):
        """Take in what somebody has sent by a form; sent twice it is taken in once.

        :param str token: of the form
        :param dict vals: what they say
        :param files: names and contents of photos and documents
        :param person: ``res.partner`` who asks, when that is known
        :return: the request, with its job if the person is known
        """
        machines = self.env["service.equipment"].browse(vals.get("equipment_ids"))
        take_turns(person or machines)
        sent = self.search([("token", "=", token)], limit=1)
        if sent:
            return sent
        ids = [Command.set(machines.ids)]
        request = self.create({**vals, "equipment_ids": ids, "token": token})
        if person:
            thread = request._make_job(person)
        else:
            thread = request
            request._tell_responsible()
        thread.message_post(
            body=plaintext2html(request._get_told()),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=request.source == "portal" and person.id,
            email_from=request._get_sender_address(),
            attachments=list(files),
        )
        return request

    def _get_told(self):
        """All that was said, for the thread."""
        self.ensure_one()
        times = self.preferred_times and self.env._(
            "Preferred times: %s", self.preferred_times
        )
        lines = (self.fault, times, self._get_sender_line())
        return "\n\n".join(filter(None, lines))

    @api.model
    def _prepare_text_vals(self, text):
        """What is written, and the subject it gives."""
        text = (text or "").strip()[:LONGEST_TEXT]
        first = text.splitlines()[0] if text else self.env._("Service Call")
        return {"fault": text, "name": first[:LONGEST_LINE]}

    def _make_job(self, person):
        """The job for ``person``, a customer or one of their people.

        What has been written so far goes on with it.
        """
        self.ensure_one()
        jobs = self.env["service.intervention"]
        job = jobs.create(self._prepare_job_vals(person))
        self._by_server().write({"state": "taken", "intervention_id": job.id})
        self._pass_messages(job)
        job.message_subscribe(partner_ids=person.ids)
        return job

    def _prepare_job_vals(self, person):
        machines = self.equipment_ids._filter_of(person)
        vals = self.env["service.intervention"]._prepare_request_vals(
            person, machines, self.company_id, self.team_id
        )
        about = filter(None, (self.fault, self._get_sender_line()))
        return {
            **vals,
            "title": self.name,
            "fault": "\n\n".join(about),
            "priority": self.priority,
            "preferred_times": self.preferred_times,
        }

    def _get_sender_line(self):
        """Whom to ask, and what was typed instead of a known machine."""
        self.ensure_one()
        known = (
            () if self._is_sent_by_customer() else (self.sender, self.phone, self.email)
        )
        serial = self.serial if not self.equipment_ids else False
        return " · ".join(
            filter(None, (*known, serial and self.env._("Serial number: %s", serial)))
        )

    def _get_sender_address(self):
        """From whom e-mails about it are; who left no address has that of the company.

        :rtype: str | None
        """
        self.ensure_one()
        address = email_normalize(self.email or "")
        address = address or self.company_id.partner_id.email_normalized
        return formataddr((self.sender or "", address)) if address else None

    def _is_sent_by_customer(self):
        """Whether who has sent it is the contact that is known."""
        self.ensure_one()
        if self.source != "mail":
            return self.source == "portal"
        address = email_normalize(self.email or "")
        return bool(address) and address == self.partner_id.email_normalized

    def _pass_messages(self, job):
        """Messages and files go on with the job, and so do the answers to them."""
        self.ensure_one()
        # sudo: also what only the author may read
        request = self.sudo()
        request.message_change_thread(job)
        request.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "=", self.id)]
        ).write({"res_model": job._name, "res_id": job.id})

    def _tell_responsible(self):
        """Let those who take the requests of the team follow."""
        for request in self:
            responsible = request.team_id.user_id.partner_id
            request.message_subscribe(partner_ids=responsible.ids)

    @api.model
    def _read_text(self, body):
        return html2plaintext(body or "").strip()
