# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields, models

from ....tools.local_time import local_day, to_local
from ....tools.slots import STEP
from ....tools.windows import Window, iter_half_days, iter_hours
from ...shared.moment_words import MomentWords


class ServiceIntervention(models.Model):
    """Times that customers may choose, found as the plan finds its proposals."""

    _inherit = "service.intervention"

    # === WHO MAY CHOOSE === #

    def _may_choose_appointment(self):
        """Whether the customer may choose when somebody comes, or another time."""
        self.ensure_one()
        if (
            not self.active
            or not self.company_id.service_appointments
            or self.place == "workshop"
        ):
            return False
        if self.state == "new":
            # with both, whoever plans is at it
            return not (self.date_start and self.employee_ids)
        return self.state == "planned" and self._may_move_appointment()

    def _may_move_appointment(self):
        """Whether there is time enough left for another time, or for none."""
        self.ensure_one()
        return bool(
            self.state == "planned"
            and self.company_id.service_appointments
            and self.date_start
            and self.date_start >= self._get_first_appointment()
        )

    def _get_first_appointment(self):
        """The first moment that is not too soon."""
        hours = timedelta(hours=self.company_id.service_appointment_notice)
        return fields.Datetime.now() + hours

    # === WHAT IS FREE === #

    def _get_appointment_windows(self):
        """Times of the coming days, by the clock of the site, free or not.

        :rtype: list[Window]
        """
        self.ensure_one()
        company = self.company_id
        first = self._get_first_appointment()
        last = company._get_service_day_start(company.service_appointment_days + 1)
        is_by_hour = company.service_appointment_kind == "hour"
        split = iter_hours if is_by_hour else iter_half_days
        return list(split(first, last, self._get_zone())) if first < last else []

    def _find_appointments(self, windows):
        """What somebody is free for: the slot of each of ``windows`` that has one.

        :rtype: dict[Window, Slot]
        """
        self.ensure_one()
        job = self.with_company(self.company_id)
        people = job._get_proposable_people(fields.Domain.TRUE)
        teams = job._get_appointment_teams(people)
        if not teams or not windows:
            return {}
        # when it suits them is for the customers to say, also beyond the deadline
        task = job._make_planning_task(teams)._replace(deadline=None)
        first = self._get_first_appointment()
        bounds = windows[0].start, windows[-1].end + task.length
        search = job._make_planning_search(
            job._without_uncertified(
                people._get_planning_hours(*bounds), people, *bounds
            ),
            job._get_appointment_stops(people, *bounds),
        )
        slots = {
            window: search.find(
                task,
                max(window.start, first),
                window.end - STEP + task.length,
            )
            for window in windows
        }
        return {window: slot for window, slot in slots.items() if slot}

    def _get_appointment_teams(self, people):
        """Those that it was given to; anybody able, if the customer chose it before."""
        if self.appointment_start:
            return self._get_able_teams(people)
        return self._get_planning_teams(people)

    def _get_appointment_stops(self, people, start, end):
        """What people do, apart from this job, and what is held for others."""
        stops = (self._search_planned(people, start, end) - self)._make_planning_stops()
        holds = self.env["service.appointment.hold"]
        return holds._add_stops(stops, self, people, start, end)

    def _get_planning_stops(self, people, start, end):
        """What customers are about to confirm is not proposed for anything else."""
        stops = super()._get_planning_stops(people, start, end)
        holds = self.env["service.appointment.hold"]
        # nor for its own job, which is planned together with others
        return holds._add_stops(stops, self.browse(), people, start, end)

    # === WORDS === #

    def _get_offered_days(self):
        """Free times by day, in words: ``day`` and ``times`` with ``key`` and ``text``.

        :rtype: list[dict]
        """
        windows = self._get_appointment_windows()
        zone = self._get_zone()
        words = MomentWords(self.env)
        today = local_day(words.now, zone)
        days = {}
        for window in self._find_appointments(windows):
            day = local_day(window.start, zone)
            days.setdefault(day, []).append(
                {
                    "key": self._get_window_key(window),
                    "text": self._get_time_words(window, words),
                }
            )
        return [
            {"day": _capitalize(words.day(day, today)), "times": times}
            for day, times in days.items()
        ]

    def _get_window_key(self, window):
        return fields.Datetime.to_string(window.start)

    def _get_time_words(self, window, words):
        zone = self._get_zone()
        if not window.is_half_day:
            return words.time(to_local(window.start, zone))
        if window.is_morning(zone):
            return self.env._("morning")
        return self.env._("afternoon")

    def _get_window_words(self, window):
        """Day and time of a window, as the customer and the planner call it."""
        words = self._get_customer_words()
        zone = self._get_zone()
        if not window.is_half_day:
            return words.moment(window.start, zone)
        day = words.day(local_day(window.start, zone), local_day(words.now, zone))
        return f"{day}, {self._get_time_words(window, words)}"

    def _get_expiry_words(self, hold):
        """Until what o'clock a time is held, by the clock of the site."""
        return MomentWords(self.env).time(to_local(hold.expires_on, self._get_zone()))

    def _get_promised_window(self):
        """What the customer has chosen; None when they have not."""
        self.ensure_one()
        if not self.appointment_start:
            return None
        return Window(self.appointment_start, self.appointment_end)


def _capitalize(text):
    return text[:1].upper() + text[1:]
