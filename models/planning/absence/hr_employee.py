# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ....tools.local_time import day_bounds, get_zone, local_day

SICK_LEAVE = "hr_holidays.leave_type_sick_time_off"


class HrEmployee(models.Model):
    """People who do not come to work today."""

    _inherit = "hr.employee"

    service_absent = fields.Boolean(
        string="Absent Today",
        compute="_compute_service_absent",
        groups="hr.group_hr_user,service_management.group_planner",
    )
    service_absence_id = fields.Many2one(
        "resource.calendar.leaves",
        string="Absence",
        readonly=True,
        copy=False,
        groups="hr.group_hr_user",
        help="Time off that was made when the person was last said to be absent.",
    )

    def _compute_service_absent(self):
        absent = self._filter_absent()
        for person in self:
            person.service_absent = person in absent

    # === ACTION METHODS === #

    def action_service_absent_today(self):
        """Mark this person as absent, and show what waits to be planned again.

        :return: the action of the plan, with a notification before it
        """
        self._check_asked_one()
        result = self.env["service.intervention"].service_mark_absent(self.id)
        plan = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_intervention_action_planning"
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "title": self.env._("%s is absent today", self.name),
                "message": self.env._("Jobs to replan: %s", len(result["replan"])),
                "next": plan,
            },
        }

    def action_service_back_today(self):
        """Take back that this person is absent; planned jobs stay as they are."""
        self._check_asked_one()
        self.env["service.intervention"].service_take_back_absence(self.id)

    # === BUSINESS METHODS === #

    @api.model
    def _get_plannable_fields(self):
        return [*super()._get_plannable_fields(), "service_absence_id"]

    def _get_today_bounds(self):
        """When today begins and ends where this person is."""
        zone = get_zone(self.resource_id.tz)
        return day_bounds(local_day(fields.Datetime.now(), zone), zone)

    def _filter_absent(self):
        """Those who were marked as absent for now."""
        now = fields.Datetime.now()
        # sudo: that a person is absent is no secret to whoever plans with them
        absent = self.sudo().filtered(
            lambda person: (
                person.service_absence_id
                and person.service_absence_id.service_absent_until > now
            )
        )
        return absent.with_env(self.env)

    def _mark_absent(self):
        """Be off for the rest of today, as the company keeps time off."""
        self.ensure_one()
        if self._filter_absent():
            return
        _start, end = self._get_today_bounds()
        leave = self._request_time_off() or self._create_time_off()
        leave.service_absent_until = end
        self.service_absence_id = leave

    def _end_absence(self):
        """Take back the time off of today that :meth:`_mark_absent` made."""
        self.ensure_one()
        # sudo: planners say who is absent, whoever keeps time off otherwise
        leave = self._filter_absent().sudo().service_absence_id
        if "holiday_id" in leave._fields:
            leave.holiday_id._force_cancel()
        leave.exists().unlink()

    def _create_time_off(self):
        """Time off of the whole day, where nobody asks for it."""
        start, end = self._get_today_bounds()
        # sudo: planners say who is absent, whoever keeps time off otherwise
        return (
            self.env["resource.calendar.leaves"]
            .sudo()
            .create(
                {
                    "name": self.env._("Absent"),
                    "resource_id": self.resource_id.id,
                    "company_id": self.company_id.id,
                    "calendar_id": self.resource_id.calendar_id.id,
                    "date_from": start,
                    "date_to": end,
                    "time_type": "leave",
                }
            )
        )

    def _request_time_off(self):
        """The same, approved, in Odoo's Time Off where that is installed.

        Empty when it does not take it, as on a day that the person does not work.
        """
        nothing = self.env["resource.calendar.leaves"].sudo()
        if "hr.leave" not in self.env:
            return nothing
        kind = self._get_absence_type()
        if not kind:
            return nothing
        day = local_day(fields.Datetime.now(), get_zone(self.resource_id.tz))
        # sudo: planners say who is absent, whoever keeps time off otherwise
        requests = self.env["hr.leave"].sudo().with_company(self.company_id)
        try:
            with self.env.cr.savepoint():
                request = requests.create(
                    {
                        "employee_id": self.id,
                        "holiday_status_id": kind.id,
                        "request_date_from": day,
                        "request_date_to": day,
                    }
                )
                if request.state != "validate":
                    request.action_approve()
        except UserError:
            return nothing
        return nothing.search([("holiday_id", "=", request.id)])

    def _get_absence_type(self):
        """Sick leave of Odoo, else the first kind of absence that needs no budget."""
        # sudo: kinds of time off are no secret
        kinds = self.env["hr.leave.type"].sudo()
        found = kinds.search(
            Domain("company_id", "in", (False, self.company_id.id))
            & Domain("requires_allocation", "=", False)
            & Domain("time_type", "=", "leave"),
            order="sequence, id",
        )
        usual = self.env.ref(SICK_LEAVE, raise_if_not_found=False)
        return usual if usual and usual.sudo() in found else found[:1]


class ResourceCalendarLeaves(models.Model):
    _inherit = "resource.calendar.leaves"

    service_absent_until = fields.Datetime(
        string="Absent Until",
        readonly=True,
        copy=False,
        help="Until when somebody said on the plan that this person does not come.",
    )
