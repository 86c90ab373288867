# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime

from odoo import api, fields, models

from ...tools.local_time import local_day, to_local, to_utc

TIMES = {"date_start", "date_end"}
# What the day and the times of an operation follow from.
DAY_SOURCES = {"state", "date_done", "is_timed", *TIMES}


class ServiceBillableMixin(models.AbstractModel):
    """The day of the work: the one that cover, price, timesheet and invoice read."""

    _inherit = "service.billable.mixin"

    date_done = fields.Date(
        string="Done On",
        copy=False,
        index="btree_not_null",
        help="Day of the work where its site is: the one on which it is recorded, "
        "unless its times or somebody say otherwise. Cover, price, timesheet and "
        "invoicing go by it.",
    )

    @api.model
    def _get_coverage_depends(self):
        return [
            *super()._get_coverage_depends(),
            "date_done",
            "intervention_id.date_done",
        ]

    def write(self, vals):
        """Another day may have another price; one that somebody entered stays."""
        if "date_done" not in vals:
            return super().write(vals)
        day = fields.Date.to_date(vals["date_done"])
        listed = self.filtered(
            lambda one: (
                one.product_id
                and one._get_service_date() != day
                and one.price_unit == one._get_list_price()
            )
        )
        result = super().write(vals)
        if "price_unit" not in vals:
            listed._compute_price_unit()
        return result

    @api.model
    def _get_job_of(self, vals):
        """The job that a record with ``vals`` is to be created on."""
        job_id = vals.get("intervention_id") or self.env.context.get(
            "default_intervention_id"
        )
        return self.env["service.intervention"].browse(job_id)


class ServiceActivity(models.Model):
    """When an operation was really done, as far as somebody knows."""

    _inherit = "service.activity"

    is_timed = fields.Boolean(
        string="Times Known",
        copy=False,
        help="Start and end are those of the work: measured or entered, not planned.",
    )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._add_day(vals) for vals in vals_list])

    def write(self, vals):
        if not DAY_SOURCES & vals.keys():
            return super().write(vals)
        for day_vals, activities in self.grouped(
            lambda activity: tuple(activity._prepare_day_vals(vals).items())
        ).items():
            super(ServiceActivity, activities).write({**vals, **dict(day_vals)})
        self.intervention_id._follow_work()
        return True

    # === BUSINESS METHODS === #

    @api.model
    def _add_day(self, vals):
        """Values of an operation that is entered as done already, with its day."""
        if vals.get("state") != "done" or vals.get("date_done"):
            return vals
        job = self._get_job_of(vals)
        start = fields.Datetime.to_datetime(vals.get("date_start"))
        return {
            "is_timed": bool(start),
            **vals,
            "date_done": (
                local_day(start, job._get_zone()) if start else job._get_day_of_entry()
            ),
        }

    def _prepare_day_vals(self, vals):
        """What ``vals`` mean for the day and the times of this operation.

        An operation is done on the day of its times when they are known, else on the
        day on which it is recorded. A plan says nothing about it: its times move to
        that day.
        """
        self.ensure_one()
        is_done = vals.get("state", self.state) == "done"
        is_timed = self._is_timed_by(vals, is_done)
        if not is_done:
            cleared = {"date_done": False} if "state" in vals else {}
            return {"is_timed": is_timed, **cleared}
        zone = self.intervention_id._get_zone()
        start = fields.Datetime.to_datetime(vals.get("date_start", self.date_start))
        day = fields.Date.to_date(vals.get("date_done"))
        is_new = TIMES & vals.keys() or not self.date_done
        if not day and is_timed and start and is_new:
            day = local_day(start, zone)
        day = day or self.date_done or self.intervention_id._get_today()
        return {
            "is_timed": is_timed,
            "date_done": day,
            **self._prepare_moved_times(vals, start, day, zone),
        }

    def _is_timed_by(self, vals, is_done):
        """Whether it is known, with ``vals``, when the work was.

        Of what is still to do only a start in the past is no plan.
        """
        if "is_timed" in vals:
            return vals["is_timed"]
        if "date_start" in vals:
            start = fields.Datetime.to_datetime(vals["date_start"])
            return bool(start and (is_done or start <= fields.Datetime.now()))
        return self.is_timed or bool(is_done and vals.get("date_end"))

    def _prepare_moved_times(self, vals, start, day, zone):
        """Times on ``day`` by the same clock, unless ``vals`` have times."""
        if not start or TIMES & vals.keys() or local_day(start, zone) == day:
            return {}
        moved = to_utc(datetime.combine(day, to_local(start, zone).time()), zone)
        end = self.date_end and moved + (self.date_end - start)
        return {"date_start": moved, "date_end": end}

    @api.model
    def _get_timesheet_sources(self):
        return super()._get_timesheet_sources() | {"date_done"}


class ServiceCharge(models.Model):
    """The day of a charge: that of its entry on a job under way, else the job's."""

    _inherit = "service.charge"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._add_day(vals) for vals in vals_list])

    def write(self, vals):
        result = super().write(vals)
        if "date_done" in vals:
            self.intervention_id._follow_work()
        return result

    @api.model
    def _add_day(self, vals):
        job = self._get_job_of(vals)
        if vals.get("date_done") or job.state not in ("in_progress", "done"):
            return vals
        return {**vals, "date_done": job._get_day_of_entry()}


class ServiceIntervention(models.Model):
    """The day of a job: the last one of its work."""

    _inherit = "service.intervention"

    date_done = fields.Date(
        string="Worked On",
        copy=False,
        index="btree_not_null",
        help="Last day of the work, where the site is. What was done on the day that "
        "you correct follows.",
    )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        jobs = super().create(vals_list)
        for job in jobs.filtered(lambda job: job.state in ("in_progress", "done")):
            job.date_done = (
                job.date_done or job._get_last_work_day() or job._get_plan_day()
            )
        return jobs

    def write(self, vals):
        if "date_done" in vals:
            self._move_work(fields.Date.to_date(vals["date_done"]))
        elif vals.get("state") in ("in_progress", "done"):
            for day, jobs in self.grouped(
                lambda job: job._get_day_of(vals["state"])
            ).items():
                super(ServiceIntervention, jobs).write({**vals, "date_done": day})
            self._date_charges()
            return True
        return super().write(vals)

    # === BUSINESS METHODS === #

    def _get_today(self):
        """Day that it is where the site is."""
        return local_day(fields.Datetime.now(), self._get_zone())

    def _get_plan_day(self):
        """Day that is planned, where the site is; of the request without a plan."""
        moment = self.date_start or self.request_date or fields.Datetime.now()
        return local_day(moment, self._get_zone())

    def _get_service_date(self):
        """Day of the work where its site is; the planned one until there is any."""
        self.ensure_one()
        return self.date_done or self._get_plan_day()

    def _get_day_of_entry(self):
        """Day of work that is entered now, without saying when it was."""
        self.ensure_one()
        if self.state == "in_progress":
            return self._get_today()
        return self._get_service_date()

    def _get_day_of(self, state):
        """Day of the job when it is begun or finished now."""
        if state == "in_progress":
            return self.date_done or self._get_today()
        return self._get_last_work_day() or self._get_today()

    def _get_last_work_day(self):
        done = self.activity_ids.filtered(lambda activity: activity.state == "done")
        days = done.mapped("date_done") + self.charge_ids.mapped("date_done")
        return max(filter(None, days), default=False)

    def _follow_work(self):
        """Keep the day of finished jobs that of the last of their work."""
        for job in self.filtered(lambda job: job.state == "done"):
            day = job._get_last_work_day()
            if day and day != job.date_done:
                # the day alone: the work is not moved by what follows from it
                # pylint: disable=super-method-mismatch
                super(ServiceIntervention, job).write({"date_done": day})

    def _date_charges(self):
        """What was foreseen on finished jobs was used on their day."""
        finished = self.filtered(lambda job: job.state == "done")
        for day, jobs in finished.grouped("date_done").items():
            undated = jobs.charge_ids.filtered(lambda charge: not charge.date_done)
            undated.write({"date_done": day})

    def _move_work(self, day):
        """What was done on the day of these jobs was done on ``day`` instead."""
        for job in self.filtered(lambda job: job.date_done not in (False, day)):
            for work in (job.activity_ids, job.charge_ids):
                moved = work.filtered(
                    lambda one, old=job.date_done: one.date_done == old
                )
                if moved and day:
                    moved.write({"date_done": day})

    def _get_requested_day(self):
        """Day of the request where the site is."""
        self.ensure_one()
        return local_day(self.request_date, self._get_zone())
