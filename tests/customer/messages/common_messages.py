# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of messages to customers begin with: all are switched on."""

from freezegun import freeze_time

from ...common import ServiceCommon

NOW = "2026-03-10 09:00:00"  # ten o'clock in Italy
JOB_MOMENTS = ("received", "planned", "moved", "called_off", "day_before", "on_the_way")


class MessageCommon(ServiceCommon):
    today = NOW

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Europe/Rome"
        cls.customer.write(
            {"email": "ask@rossi.example", "country_id": cls.env.ref("base.it").id}
        )
        cls.moments = cls.env["service.customer.moment"].search([])
        for moment in cls.moments:
            moment._switch(cls.company, True)

    @classmethod
    def _switch(cls, code, is_on):
        cls.moments._find(code)._switch(cls.company, is_on)

    def _tell(self, moment=NOW):
        """E-mails that have come into the queue at ``moment``, the oldest first."""
        mails = self.env["mail.mail"].sudo()
        before = mails.search([], limit=1, order="id desc").id or 0
        self.env.flush_all()
        with freeze_time(moment):
            self.env["service.customer.message"].sudo()._cron_tell()
        self.env.flush_all()
        return mails.search([("id", ">", before)], order="id")

    def _plan(self, start="2026-03-12 08:00:00", **vals):
        job = self._make_job(date_start=start, origin="planned", **vals)
        job.action_plan()
        return job

    def _get_messages(self, document):
        return [
            (one.moment_id.code, one.said, bool(one.sent_on))
            for one in document.customer_message_ids
        ]
