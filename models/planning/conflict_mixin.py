# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from bisect import bisect_right
from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from babel.dates import format_datetime

from odoo import models
from odoo.tools.misc import babel_locale_parse

from ...tools.local_time import ONE_DAY, to_local
from ...tools.sweep import overlaps

MANY = 1000  # more than anybody looks at one by one


class Block(NamedTuple):
    """What takes the time of people."""

    id: int
    start: datetime
    end: datetime
    people: tuple
    label: str = ""
    work: int = 0  # blocks of the same work may be at the same time


class Moments(dict):
    """Times as the user reads them, each formatted once."""

    def __init__(self, env):
        super().__init__()
        self.env = env
        self.locale = babel_locale_parse(env.lang)

    def __missing__(self, moment):
        local = to_local(moment, self.env.tz)
        text = format_datetime(local, "short", locale=self.locale)
        self[moment] = text
        return text


class ServiceConflictMixin(models.AbstractModel):
    """Work of people at a time: what speaks against it is said, never forbidden.

    The number of queries does not depend on the number of records, and nothing is
    compared with everything: twenty thousand jobs are no trouble.
    """

    _name = "service.conflict.mixin"
    _description = "Conflicts of Planned Work"

    def _get_conflicts(self):
        """What speaks against the plan of each record.

        :return: for each record of ``self`` a list of kind and text. The kinds are
            ``booked``, ``leave``, ``hours``, ``archived``, ``skill``, ``deadline``
            and ``away``
        :rtype: dict
        """
        conflicts = self._get_conflicts_by_id()
        return {record: conflicts.get(record.id, []) for record in self}

    def _get_conflicts_by_id(self):
        """The same by id, of those that have any."""
        conflicts = defaultdict(dict)
        for record_id, kind, text in self._find_conflicts():
            conflicts[record_id][kind, text] = True
        return {record_id: list(found) for record_id, found in conflicts.items()}

    def _find_conflicts(self):
        """Yield the id, a kind and a text for each conflict."""
        yield from self._find_time_conflicts(self._get_blocks())

    # === HOOKS === #

    def _get_blocks(self):
        """Those of ``self`` that are open and have a time, as blocks."""
        raise NotImplementedError

    def _get_other_blocks(self, people, start, end):
        """What else ``people`` do between two moments."""
        raise NotImplementedError

    # === TIME === #

    def _find_time_conflicts(self, blocks):
        """Yield what is at a time when one of its people is elsewhere or off."""
        by_person = defaultdict(list)
        for block in sorted(blocks, key=lambda block: block.start):
            for person_id in block.people:
                by_person[person_id].append(block)
        if not by_person:
            return
        # sudo: when somebody works is no secret to whoever plans with them
        people = self.env["hr.employee"].sudo().browse(by_person)
        people.fetch(["name", "resource_id", "company_id", "active"])
        people.resource_id.fetch(["calendar_id", "company_id", "tz"])
        bounds = (
            min(block.start for block in blocks),
            max(block.end for block in blocks),
        )
        moments = Moments(self.env)
        others = self._get_other_blocks(people, *bounds)
        yield from self._find_double_bookings(people, by_person, others, moments)
        yield from self._find_leaves(people, by_person, bounds, moments)
        yield from self._find_odd_hours(people, by_person, bounds)
        yield from self._find_archived(people, by_person)

    def _find_double_bookings(self, people, by_person, others, moments):
        """Yield what one of its people is elsewhere during."""
        mine = set(self._ids)
        elsewhere = defaultdict(list)
        for block in others:
            for person_id in block.people:
                elsewhere[person_id].append(block)
        limit = 1 if len(self) > MANY else 10
        text = self.env._("%(person)s is also on %(job)s, from %(start)s to %(end)s.")
        for person in people:
            blocks = [*by_person[person.id], *elsewhere[person.id]]
            spans = [(block.start, block.end) for block in blocks]
            for pair in overlaps(spans, limit):
                one, other = (blocks[position] for position in pair)
                if one.work and one.work == other.work:
                    continue
                for block, rival in ((one, other), (other, one)):
                    if block.id in mine:
                        yield (
                            block.id,
                            "booked",
                            text
                            % {
                                "person": person.name,
                                "job": rival.label or self.env._("another job"),
                                "start": moments[rival.start],
                                "end": moments[rival.end],
                            },
                        )

    def _find_archived(self, people, by_person):
        """Yield what somebody is planned for who is there no more."""
        for person in people.filtered(lambda person: not person.active):
            text = self.env._("%s is archived. Choose somebody else.", person.name)
            for block in by_person[person.id]:
                yield block.id, "archived", text

    def _find_leaves(self, people, by_person, bounds, moments):
        """Yield what is at a time when one of its people is off."""
        company = self.env.company
        times = people.resource_id._get_times_off(*bounds, company)
        for person in people:
            for time in times.get_all(person.resource_id):
                text = None
                for block in by_person[person.id]:
                    if block.start >= time.end:
                        break
                    if block.end > time.start:
                        text = text or self._explain_time_off(person, time, moments)
                        yield block.id, "leave", text

    def _explain_time_off(self, person, time, moments):
        terms = {
            "person": person.name,
            "start": moments[time.start],
            "end": moments[time.end],
        }
        if time.is_appointment:
            return self.env._(
                "%(person)s has an appointment from %(start)s to %(end)s.", **terms
            )
        if time.is_own:
            return self.env._("%(person)s is off from %(start)s to %(end)s.", **terms)
        return self.env._(
            "Holiday for %(person)s: %(name)s.",
            person=person.name,
            name=time.name or terms["start"],
        )

    def _find_odd_hours(self, people, by_person, bounds):
        """Yield what begins or ends outside the hours of its people."""
        start, end = bounds
        days = people.resource_id._get_working_days(start - ONE_DAY, end + ONE_DAY)
        for person in people:
            spans = days.get(person.resource_id)
            if spans is None:
                continue
            begins = [span[0] for span in spans]
            text = self.env._(
                "Outside the working hours of %(person)s.", person=person.name
            )
            for block in by_person[person.id]:
                for moment in (block.start, block.end):
                    position = bisect_right(begins, moment) - 1
                    if position < 0 or moment > spans[position][1]:
                        yield block.id, "hours", text
                        break
