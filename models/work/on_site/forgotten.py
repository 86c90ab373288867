# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ....tools.working_time import hours_between
from ...shared.asked import Asked
from ...shared.once import take_turns

LONGEST_PROPOSAL = 12.0  # hours since the start; more of them were not worked


class ServiceIntervention(models.Model):
    """What is asked of whoever was there, before a job is finished.

    Only what seems to be forgotten is asked for, and each answer is given through the
    same doors as without the questions. What was answered with no is not asked again.
    """

    _inherit = "service.intervention"

    without_travel = fields.Boolean(string="No Travel", copy=False)
    without_parts = fields.Boolean(string="No Parts", copy=False)
    without_time = fields.Boolean(string="No Time", copy=False)
    without_photos = fields.Boolean(string="No Photos", copy=False)

    # === ACTION METHODS === #

    def action_finish(self):
        """Ask whoever was there for what is forgotten; then finish as ever."""
        self._check_asked_one()
        self._check_transition(("in_progress",))
        if not self._is_done_by_user():
            return super().action_finish()
        if not self._get_forgotten():
            return self._finish_and_sign()
        return {
            "type": "ir.actions.client",
            "tag": "service_finish",
            "params": {"id": self.id},
        }

    def get_forgotten(self):
        """What is to be asked before the job is finished.

        :return: ``code`` of each question, with what its answer is about
        :rtype: list[dict]
        """
        self._check_asked_one()
        return self._get_forgotten()

    def action_finish_answered(self):
        """Finish the job once all is answered, and let the customer sign.

        :return: the action that asks for the signature, if any
        :raises UserError: as :meth:`action_done`
        """
        self._check_asked_one()
        self._check_transition(("in_progress",))
        return self._finish_and_sign()

    def action_all_done(self):
        """Record all operations as done of which nothing has to be found out."""
        self._check_asked_one("write")
        self._get_plain_operations().action_done()

    def action_add_travel(self, kilometres):
        """Charge the way to the customer.

        :param float kilometres: there and back, as far as they are charged
        """
        self._check_asked_one("write")
        kilometres = Asked(self.env).number(kilometres, 0.0, 10_000.0)
        self._check_transition(("in_progress",))
        take_turns(self)
        product = self.company_id.service_travel_product_id
        if not product or self._has_travel() or not kilometres:
            return
        vals = {"intervention_id": self.id, "kind": "travel", "product_id": product.id}
        self.env["service.charge"].create({**vals, "quantity": kilometres})

    def action_add_time(self, hours):
        """Enter the time of the job, of which none is recorded.

        :param float hours: shared out over what was done, as it was planned; of an
            operation of its own where nothing was planned
        """
        self._check_asked_one("write")
        hours = Asked(self.env).number(hours, 0.0, 24.0)
        self._check_transition(("in_progress",))
        take_turns(self)
        if not hours or self._has_time():
            return
        if operations := self._get_without_hours():
            self._share_hours(operations, hours)
        else:
            self._create_work(hours)

    # === HOOKS === #

    def _get_forgotten(self):
        """Questions in the order in which they are asked."""
        self.ensure_one()
        questions = (
            self._ask_travel(),
            self._ask_parts(),
            self._ask_time(),
            self._ask_photos(),
            self._ask_operations(),
        )
        return [question for question in questions if question]

    def _is_done_by_user(self):
        """Whether the user was there and knows what the office does not."""
        self.ensure_one()
        return self.env.user.employee_id in self.employee_ids

    # === QUESTIONS === #

    def _ask_travel(self):
        if (
            self.place != "site"
            or self.without_travel
            or not self.company_id.service_travel_product_id
            or self._has_travel()
            or self._is_near()
            or self._get_trips() & self._get_trips_made()
        ):
            return None
        return {"code": "travel", "kilometres": self._get_charged_km()}

    def _ask_parts(self):
        used = "part" in self.charge_ids.mapped("kind")
        if self.place == "remote" or self.without_parts or used:
            return None
        return {"code": "parts"}

    def _ask_time(self):
        if self.without_time or self._has_time():
            return None
        planned = sum(self._get_without_hours().mapped("planned_hours"))
        return {"code": "time", "hours": planned or self._get_probable_hours()}

    def _ask_photos(self):
        taken = self.photo_ids or self.activity_ids.filtered("check_photo")
        if self.place == "remote" or self.without_photos or taken:
            return None
        return {"code": "photos"}

    def _ask_operations(self):
        left = self.activity_ids.filtered(lambda activity: activity.state == "todo")
        plain = self._get_plain_operations()
        return left and {
            "code": "operations",
            "operations": [activity._describe_left() for activity in left],
            "plain": len(plain),
        }

    # === BUSINESS METHODS === #

    def _finish_and_sign(self):
        self.action_done()
        return self.place != "remote" and self.action_sign()

    def _get_plain_operations(self):
        return self.activity_ids.filtered(
            lambda activity: (
                activity.state == "todo" and activity.check_type in ("none", "done")
            )
        )

    def _has_travel(self):
        return "travel" in self.charge_ids.mapped("kind") or any(
            self.activity_ids.mapped("is_travel")
        )

    def _is_near(self):
        """Whether the way is known to be free of charge."""
        return bool(self._get_distance_km() and not self._get_charged_km())

    def _has_time(self):
        """Whether time is recorded, or will be once what is left is done."""
        work = self.activity_ids.filtered(lambda one: not one.is_travel)
        return not self._get_without_hours() and any(
            one.hours or one.timer_start or (one.state == "todo" and one.planned_hours)
            for one in work
        )

    def _get_probable_hours(self):
        """Hours since the start, if they are not too many; else the planned ones."""
        now = fields.Datetime.now()
        passed = hours_between(self.date_start or now, now)
        hours = passed if 0 < passed <= LONGEST_PROPOSAL else self.duration
        return round(hours * 4) / 4 or 0.25

    def _share_hours(self, operations, hours):
        planned = sum(operations.mapped("planned_hours"))
        for operation in operations:
            operation.hours = hours * operation.planned_hours / planned

    def _create_work(self, hours):
        kind = self.env["service.activity.type"].search(
            [
                ("is_travel", "=", False),
                ("company_id", "in", (False, self.company_id.id)),
            ],
            order="company_id, sequence, id",
            limit=1,
        )
        work = self.env["service.activity"].create(
            {
                "intervention_id": self.id,
                "activity_type_id": kind.id,
                "employee_id": self.env.user.employee_id.id,
                "date_start": self.date_start,
                "hours": hours,
            }
        )
        work.action_done()


class ServiceActivity(models.Model):
    _inherit = "service.activity"

    def _describe_left(self):
        """What the question about this operation shows."""
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "equipment": self.item_id.display_name or "",
            "check_type": self.check_type,
            "required": self.required,
        }
