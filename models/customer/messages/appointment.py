# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from base64 import b64encode
from contextlib import contextmanager
from datetime import timedelta

from babel.dates import format_date, format_time

from odoo import api, fields, models
from odoo.tools.misc import babel_locale_parse

from ....tools.calendar_file import make_calendar_file
from ....tools.local_time import ONE_DAY, local_day, to_local
from ...shared.moment_words import MomentWords
from .service_customer_told_mixin import CustomerNews

APPOINTMENT_FIELDS = {"active", "date_start", "partner_id", "state"}
APPOINTMENT_MOMENTS = ("planned", "moved", "called_off")
UNBEGUN = ("new", "planned", "cancelled")
WAITED_FOR = timedelta(hours=1)  # so long somebody waits for who does not come


class ServiceIntervention(models.Model):
    """The appointment of a job: planned, moved, called off.

    One message after the other, each about what has become of the one before: what is
    taken back within minutes was never said, and is no news.
    """

    _inherit = "service.intervention"

    @api.depends_context("service_told_to")
    def _compute_display_name(self):
        """A former customer knows the number; the subject may be new."""
        if not self._is_told_to_former():
            return super()._compute_display_name()
        for job in self:
            job.display_name = job.name
        return None

    @contextmanager
    def _watch_change(self, vals):
        with super()._watch_change(vals):
            is_watched = bool(APPOINTMENT_FIELDS & vals.keys())
            before = {job: job._get_promise() for job in self if is_watched}
            yield
            self.filtered(
                lambda job: job in before and job._find_former(before[job][0])
            )._tell_customer_of("called_off")
            self.filtered(
                lambda job: (
                    job in before
                    and job._get_promise() != before[job]
                    and (job.state in UNBEGUN or not job.active)
                )
            )._tell_customer_of("planned")

    # === WHAT IS PROMISED === #

    def _get_promise(self):
        """The customer, and the start that is promised; False when none is."""
        self.ensure_one()
        is_promised = (
            self.active and self.state == "planned" and not self._is_told_to_former()
        )
        return self._get_told_customer(), is_promised and self.date_start

    def _get_kept_window(self):
        """What the customer has chosen, as long as the plan keeps it."""
        window = self.date_start and self._get_promised_window()
        return window if window and window.holds(self.date_start) else None

    def _has_appointment(self):
        """Whether there is one that the customer may rely on."""
        return bool(self._get_promise()[1])

    def _get_news_planned(self):
        """What is to be said of the appointment after what was said last."""
        now = fields.Datetime.now()
        last = self._get_said(*APPOINTMENT_MOMENTS)[-1:]
        known = last.moment_id.code != "called_off" and last.said
        told_for = known and fields.Datetime.to_datetime(known)
        _customer, start = self._get_promise()
        if start and start > now:
            said = fields.Datetime.to_string(start)
            if not known:
                return CustomerNews("planned", said, last)
            window = self._get_kept_window()
            is_kept = said == known or (window and window.holds(told_for))
            return None if is_kept else CustomerNews("moved", said, last)
        is_void = not start and (self.state in UNBEGUN or not self.active)
        if known and is_void and self._after_quiet(told_for) > now - WAITED_FOR:
            return CustomerNews("called_off", known, last)
        return None

    def _get_reasons_to_keep(self):
        """A time that the customer was told is not changed by a better plan."""
        reasons = super()._get_reasons_to_keep()
        # sudo: that customers were told is no secret to whoever plans
        for job in self.sudo():
            last = job._get_said(*APPOINTMENT_MOMENTS)[-1:]
            if last and last.moment_id.code != "called_off":
                told = self.env._("The customer was told this time.")
                reasons.setdefault(job.with_env(self.env), told)
        return reasons

    def _get_news_called_off(self):
        """A former customer, who knows of the appointment, is not to wait for it."""
        told = self.customer_message_ids.filtered(
            lambda one: (
                one.sent_on
                and one.moment_id.code in APPOINTMENT_MOMENTS
                and self._find_former(one.partner_id)
            )
        )
        former = told[-1:].partner_id
        return self._as_told_to(former)._get_news_planned() if former else None

    # === WORDS === #

    def _get_appointment_words(self, start=None):
        """Day and time by the clock of the site, in words that stay true.

        :param start: a moment; that of the job unless given
        """
        self.ensure_one()
        start = start or self.date_start
        if not start:
            return ""
        window = None if self._is_told_to_former() else self._get_promised_window()
        locale = babel_locale_parse(self.env.lang)
        day = local_day(start, self._get_zone())
        words = format_date(day, "full", locale=locale)
        if window and window.is_half_day and window.holds(start):
            return f"{words}, {self._get_time_words(window, MomentWords(self.env))}"
        return f"{words}, {self._get_clock_words(start)}"

    def _get_clock_words(self, moment):
        """What the clock of the site shows at a moment."""
        self.ensure_one()
        local = to_local(moment, self._get_zone())
        locale = babel_locale_parse(self.env.lang)
        return format_time(local.time(), "short", locale=locale)

    def _get_former_appointment_words(self):
        """When it was to be before the message that is being written."""
        self.ensure_one()
        return self._get_appointment_words(self._get_former_appointment())

    def _get_former_appointment(self):
        """The start that the customer was told before; False when there was none."""
        self.ensure_one()
        last = self.sudo()._get_said(*APPOINTMENT_MOMENTS)[-1:]  # sudo: in previews
        former = last if last.moment_id.code == "called_off" else last.corrects_id
        return former.said and fields.Datetime.to_datetime(former.said)

    # === CALENDAR FILE === #

    def _make_calendar_file(self):
        """The appointment as calendars read it, by UTC; empty when there is none.

        A newer one replaces the one that a calendar has. A morning or an afternoon that
        was chosen is a note on its day.

        :rtype: bytes
        """
        self.ensure_one()
        if self._is_told_to_former():
            return self._make_former_calendar_file()
        if not self.date_start:
            return b""
        start, end, title = self.date_start, self.date_end, self.display_name
        window = self._get_kept_window()
        if window and window.is_half_day:  # within it the plan may still move
            start = local_day(window.start, self._get_zone())
            end = start + ONE_DAY
            title = f"{title} ({self._get_time_words(window, MomentWords(self.env))})"
        return make_calendar_file(
            uid=self._get_calendar_uid(),
            version=int(self.write_date.timestamp()),
            start=start,
            end=end,
            title=f"{self.company_id.name}: {title}",
            place=self.site_address or "",
            link=self._get_told_link(),
            is_cancelled=self.state == "cancelled" or not self.active,
        )

    def _make_former_calendar_file(self):
        """Strikes out the appointment for the former customer, and says no more."""
        start = self._get_former_appointment()
        if not start:
            return b""
        return make_calendar_file(
            uid=self._get_calendar_uid(),
            version=int(self.write_date.timestamp()),
            start=start,
            end=start + timedelta(hours=1),
            title=self.company_id.name,
            link=self._get_told_link(),
            is_cancelled=True,
        )

    def _get_calendar_uid(self):
        self.ensure_one()
        return f"service-job-{self.id}@{self.get_base_url().partition('//')[2]}"

    def _process_attachments_for_template_post(self, mail_template):
        """Messages about the appointment bring it along."""
        result = super()._process_attachments_for_template_post(mail_template)
        moments = self.env["service.customer.moment"]
        about = {moments._find(code).template_id for code in APPOINTMENT_MOMENTS}
        for job in self if mail_template in about else ():
            if content := job._make_calendar_file():
                files = result.setdefault(job.id, {}).setdefault("attachments", [])
                files.append((job._get_calendar_name(), b64encode(content)))
        return result

    def _get_calendar_name(self):
        self.ensure_one()
        return f"{self.name.replace('/', '-')}.ics"
