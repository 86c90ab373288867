# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...shared.guarded import work_in_batches, work_off

_logger = logging.getLogger(__name__)

CRON = "service_management.ir_cron_customer_messages"
LAYOUT = "mail.mail_notification_light"  # unless the text says which one
MAIL_QUEUE = "mail.ir_cron_mail_scheduler_action"
TOO_LATE = timedelta(days=1)  # after the time at which it should have been said
KEY = ("moment_id", "res_model", "res_id", "partner_id", "said", "corrects_id")


class ServiceCustomerMessage(models.Model):
    """What is to be said to a customer, and then what was.

    While it waits there is one for each moment of a document. Once it is its turn it
    says what is true by then, or nothing, and the database keeps that it was said.
    """

    _name = "service.customer.message"
    _description = "Told to a Customer"
    _order = "id"

    moment_id = fields.Many2one(
        "service.customer.moment", required=True, ondelete="cascade", index=True
    )
    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", required=True, index=True
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    scheduled_date = fields.Datetime(
        required=True, help="When to look at what is true and to say it."
    )
    said = fields.Char(help="Empty: it waits.")
    partner_id = fields.Many2one(
        "res.partner", string="Customer", ondelete="cascade", index="btree_not_null"
    )
    corrects_id = fields.Many2one(
        "service.customer.message", ondelete="cascade", index="btree_not_null"
    )
    sent_on = fields.Datetime(help="Empty: nobody could be reached.")

    _waiting_once = models.UniqueIndex(
        "(moment_id, res_model, res_id) WHERE said IS NULL"
    )
    _said_once = models.UniqueIndex(
        "(moment_id, res_model, res_id, partner_id, said, COALESCE(corrects_id, 0)) "
        "WHERE said IS NOT NULL"
    )
    _due = models.Index("(scheduled_date) WHERE said IS NULL")

    # === NOTING === #

    @api.model
    def _note(self, moment, documents):
        """Remember that there may be something to say; say it when it need not wait."""
        waiting = self._search_waiting(moment, documents).grouped("res_id")
        new = documents.filtered(lambda one: one.id not in waiting)
        times = {one: one._get_time_to_tell(moment) for one in documents}
        for document in documents - new:
            waiting[document.id].scheduled_date = times[document]
        noted = self.create(
            [
                {
                    "moment_id": moment.id,
                    "res_model": documents._name,
                    "res_id": document.id,
                    "company_id": document.company_id.id,
                    "scheduled_date": times[document],
                }
                for document in new
            ]
        )
        if moment.wait:
            self.env.ref(CRON)._trigger({*times.values()})
        else:
            noted = noted.union(*waiting.values())
            # whatever is wrong with a text keeps nobody from the work
            work_off(self.env, noted, lambda some: some._tell(), self._log_failure)

    @api.model
    def _search_waiting(self, moment, documents):
        return self.search(
            Domain("moment_id", "=", moment.id)
            & Domain("res_model", "=", documents._name)
            & Domain("res_id", "in", documents.ids)
            & Domain("said", "=", False)
        )

    # === SCHEDULED WORK === #

    @api.model
    def _cron_tell(self):
        """Say what is due, batch by batch; what fails is tried again for a day."""
        self._note_what_has_come()
        now = fields.Datetime.now()
        waiting = Domain("said", "=", False)
        self.search(waiting & Domain("scheduled_date", "<", now - TOO_LATE)).unlink()
        work_in_batches(
            self.search(waiting & Domain("scheduled_date", "<=", now)),
            lambda messages: messages._tell_free(),
            self._log_failure,
        )

    @api.model
    def _note_what_has_come(self):
        """Note what comes with time, such as the day before an appointment."""
        companies = self.env["res.company"].search(Domain.TRUE)
        for moment in self.env["service.customer.moment"].search(Domain.TRUE):
            documents = self.env[moment.template_id.model or "base"]
            find = getattr(documents, f"_get_due_domain_{moment.code}", None)
            for company in companies if find else ():
                if moment._is_said_by(company):
                    work_in_batches(
                        documents.search(find(company)),
                        lambda some, code=moment.code: some._tell_customer_of(code),
                        self._log_failure,
                    )

    @api.model
    def _log_failure(self, message, error):
        _logger.warning("%s could not be said: %s", message, error)

    # === TELLING === #

    def _tell_free(self):
        """Tell those that nobody else is telling just now."""
        free = self.try_lock_for_update()
        waiting = free.filtered(lambda message: not message.said)
        (waiting - waiting._put_off())._tell()

    def _put_off(self):
        """Those whose turn comes so late that it is quiet by now: they wait on."""
        now = fields.Datetime.now()
        documents = self._find_documents()
        put_off = self.browse()
        for message in self.filtered(lambda one: not one.moment_id.is_urgent):
            document = documents.get((message.res_model, message.res_id))
            due = document._after_quiet(now) if document else now
            if due > now:
                message.scheduled_date = due
                put_off |= message
        self.env.ref(CRON)._trigger({*put_off.mapped("scheduled_date")})
        return put_off

    def _find_documents(self):
        """What the messages are about, by model and id."""
        documents = {}
        for model, messages in self.grouped("res_model").items():
            found = self.env[model].browse(messages.mapped("res_id")).exists()
            documents |= {(model, one.id): one for one in found}
        return documents

    def _tell(self):
        """Say what is true now, each thing once."""
        said = self._decide()
        # first of all the database is to know that they are said, or refuse it
        self.env.flush_all()
        for (moment, company, model, former), messages in said.grouped(
            lambda one: (
                one.moment_id,
                one.company_id,
                one.res_model,
                one._get_former_customer(),
            )
        ).items():
            documents = self.env[model].browse(messages.mapped("res_id"))
            documents = documents.with_company(company)._as_told_to(former)
            moment.with_env(documents.env)._send(documents._pick_told(moment.code))

    def _get_former_customer(self):
        """Whom it is said to, if the document has another customer by now."""
        self.ensure_one()
        document = self.env[self.res_model].browse(self.res_id)
        return document._find_former(self.partner_id if self.corrects_id else None)

    def _decide(self):
        """Those of these messages that are sent; those without news are forgotten."""
        documents = self._find_documents()
        known = self._get_known()
        forgotten = self.browse()
        for message in self:
            document = documents.get((message.res_model, message.res_id))
            news = document and document._get_customer_news(message.moment_id.code)
            vals = news and message._prepare_said(document, news)
            key = vals and tuple(vals[name] for name in KEY)
            if not vals or key in known:
                forgotten |= message
            else:
                known.add(key)
                message.write(vals)
        sent = (self - forgotten).filtered("sent_on")
        forgotten.unlink()
        return sent

    def _get_known(self):
        """What was said already of the same documents."""
        said = self.search(
            Domain("res_model", "in", self.mapped("res_model"))
            & Domain("res_id", "in", self.mapped("res_id"))
            & Domain("said", "!=", False)
        )
        return {
            tuple(
                one[name].id if self._fields[name].relational else one[name]
                for name in KEY
            )
            for one in said
        }

    def _prepare_said(self, document, news):
        """Values of a message that is said now; it may be of another moment by now."""
        moment = self.moment_id._find(news.code)
        former = news.corrects and document._find_former(news.corrects.partner_id)
        document = document._as_told_to(former)
        addresses = moment._get_addresses(document)
        partner = next(iter(addresses.values()), document._get_told_customer())
        return {
            "moment_id": moment.id,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "partner_id": partner.id,
            "said": news.said,
            "corrects_id": news.corrects.id if news.corrects else False,
            "sent_on": fields.Datetime.now() if addresses else False,
        }

    def _take_back(self, code):
        """What was said of a moment is not true any more, and may be said anew."""
        for message in self.filtered(lambda one: one.moment_id.code == code):
            if message.said:
                message.said = f"{message.said} #{message.id}"


class ServiceCustomerMoment(models.Model):
    """How a message is sent."""

    _inherit = "service.customer.moment"

    def _get_addresses(self, document):
        """Whom the document's customer is told by, and how.

        :return: addresses by the name of the way, none when nobody can be reached
        :rtype: dict
        """
        self.ensure_one()
        partner = document._get_told_partner()
        is_mailed = self.template_id and self._is_on_for(document.company_id)
        return {"mail": partner} if is_mailed and partner._may_be_mailed() else {}

    def _send(self, documents):
        """Put the messages into the queue, to be sent when it is not quiet."""
        self.ensure_one()
        partners = {one.id: self._get_addresses(one).get("mail") for one in documents}
        mailed = documents.filtered(lambda one: partners[one.id])
        now = fields.Datetime.now()
        for due, some in mailed.grouped(
            lambda one: now if self.is_urgent else one._after_quiet(now)
        ).items():
            template = self.template_id
            mails = template.send_mail_batch(
                some.ids,
                email_layout_xmlid=template.email_layout_xmlid or LAYOUT,
                email_values={
                    "author_id": self.env.company.partner_id.id,
                    # whatever becomes of the e-mail, the document keeps what was said
                    "is_notification": True,
                    "scheduled_date": due > now and fields.Datetime.to_string(due),
                },
            )
            self._keep_reachable(mails, partners)
            self.env.ref(MAIL_QUEUE)._trigger(due)

    @api.model
    def _keep_reachable(self, mails, partners):
        """A text may name recipients of its own: of them only who may be mailed.

        :param dict partners: who is told if nobody else is, by the id of the document
        """
        for mail in mails:
            reachable = mail.recipient_ids.filtered(lambda one: one._may_be_mailed())
            if mail.recipient_ids != reachable or not (reachable or mail.email_to):
                mail.recipient_ids = reachable or partners[mail.res_id]
