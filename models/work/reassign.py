# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from contextlib import contextmanager

from odoo import models


class ServiceIntervention(models.Model):
    """Who is given a job takes over the operations of whoever leaves it."""

    _inherit = "service.intervention"

    # === HOOKS === #

    @contextmanager
    def _watch_change(self, vals):
        """Hand on the operations, whatever changes the people: form, plan or import."""
        changing = self if "employee_ids" in vals else self.browse()
        before = {job: job.employee_ids for job in changing}
        with super()._watch_change(vals):
            yield
        for job, people in before.items():
            # sudo: whoever gives a job away need not see it any more
            job.sudo()._hand_on(people)

    # === BUSINESS METHODS === #

    def _hand_on(self, before):
        """Give what the people of ``before`` leave to those who come.

        What is done stays theirs, and so does what a timer has counted hours of. What
        a third person was given stays with that person.
        """
        self.ensure_one()
        successors = self._get_successors(before)
        activities = self.activity_ids.filtered(lambda one: one._can_hand_on())
        charges = self.charge_ids.filtered(lambda one: one._can_hand_on())
        for records in (activities, charges):
            by_successor = defaultdict(records.browse)
            for record in records:
                if record.employee_id.id in successors:
                    by_successor[successors[record.employee_id.id]] |= record
            for person_id, theirs in by_successor.items():
                theirs.employee_id = person_id

    def _get_successors(self, before):
        """Id of who takes over, by the id of each person who leaves.

        One who comes for each that leaves, in the order of their names. Are there
        fewer, the last one takes over the rest; comes nobody, the first who stays.
        """
        self.ensure_one()
        leaving = (before - self.employee_ids).ids
        coming = (self.employee_ids - before) or self.employee_ids[:1]
        successors = coming.ids or [False]
        return {
            person_id: successors[min(position, len(successors) - 1)]
            for position, person_id in enumerate(leaving)
        }


class ServiceActivity(models.Model):
    _inherit = "service.activity"

    def _can_hand_on(self):
        """Whether somebody else can do it: nobody has begun yet."""
        self.ensure_one()
        return self.state == "todo" and not (self.timer_start or self.timer_hours)


class ServiceCharge(models.Model):
    _inherit = "service.charge"

    def _can_hand_on(self):
        """Whether it is only planned: the job has not been begun."""
        self.ensure_one()
        job = self.intervention_id
        return job.state in job._get_unbegun_states()
