# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command, Domain

from ...shared.once import take_turns
from .service_appointment_hold import LASTS


class ServiceIntervention(models.Model):
    """The time that a customer has chosen in the portal.

    What can be refused returns nothing instead of raising: the page then says kindly
    that the time is gone, and shows the next ones.
    """

    _inherit = "service.intervention"

    appointment_start = fields.Datetime(
        string="Promised From", readonly=True, copy=False
    )
    appointment_end = fields.Datetime(
        string="Promised Until", readonly=True, copy=False
    )
    appointment_text = fields.Char(
        string="Chosen by the Customer",
        compute="_compute_appointment_text",
        help="When the customer wants somebody to come, as chosen in the portal.",
    )
    is_appointment_kept = fields.Boolean(
        compute="_compute_appointment_text",
        help="The plan still is as the customer has chosen.",
    )

    # === COMPUTE METHODS === #

    @api.depends("appointment_start", "appointment_end", "date_start", "site_id")
    @api.depends_context("lang")
    def _compute_appointment_text(self):
        for job in self:
            window = job._get_promised_window()
            job.appointment_text = bool(window) and job._get_window_words(window)
            job.is_appointment_kept = bool(
                window and job.date_start and window.holds(job.date_start)
            )

    def _get_planning_windows(self):
        """What a customer was promised is kept by proposals, too."""
        window = self._get_promised_window()
        return [(window.start, window.end)] if window else []

    # === HOLDING === #

    def _get_hold(self):
        """The time that is held for this job now."""
        self.ensure_one()
        # sudo: nobody but the server holds times
        holds = self.env["service.appointment.hold"].sudo()
        return holds.search(
            holds._get_active_domain() & Domain("intervention_id", "=", self.id)
        )

    def _release_hold(self):
        # sudo: nobody but the server holds times
        holds = self.env["service.appointment.hold"].sudo()
        holds.search([("intervention_id", "=", self.id)]).unlink()

    def _hold_appointment(self, key):
        """Keep a time for this job while its customer makes up their mind.

        Of two customers who take the last one at the same moment, one gets it.

        :param str key: of one of the times that were offered, see
            :meth:`_get_offered_days`; anything else is no such time
        :return: ``service.appointment.hold``, empty when the time is gone
        """
        self.ensure_one()
        take_turns(self)
        self._release_hold()
        window, slot = self._find_appointment(key)
        holds = self.env["service.appointment.hold"].sudo()  # sudo: as in _get_hold
        if not slot:
            return holds
        take_turns(self.env["hr.employee"].browse(slot.team))
        return holds.create(
            {
                "intervention_id": self.id,
                "employee_ids": [Command.set(slot.team)],
                "date_start": slot.start,
                "date_end": slot.end,
                "window_start": window.start,
                "window_end": window.end,
                "expires_on": fields.Datetime.now() + LASTS,
            }
        )

    def _find_appointment(self, key):
        """A window by its key and who is free in it, or nothing and nobody."""
        if not self._may_choose_appointment():
            return None, None
        windows = self._get_appointment_windows()
        window = {self._get_window_key(one): one for one in windows}.get(key)
        return window, window and self._find_appointments([window]).get(window)

    # === CHOOSING === #

    def _choose_appointment(self, key, person=None):
        """Plan the job for the time with ``key``, with somebody who is free then.

        :param person: who has chosen, a ``res.partner``; the customer by default
        :return: whether it is planned: not when the time is gone, also when it was
            held too long or somebody has planned or cancelled the job meanwhile
        """
        self.ensure_one()
        take_turns(self)
        window, slot = self._find_appointment(key)
        if not slot:
            return False
        take_turns(self.env["hr.employee"].browse(slot.team))
        was = self._get_planner_words()
        self._release_hold()
        self._unplan_activities()
        self._by_server().write(
            {
                "date_start": slot.start,
                "employee_ids": [Command.set(slot.team)],
                "appointment_start": window.start,
                "appointment_end": window.end,
                "time_promised": True,
            }
        )
        self._set_planned()
        self._tell_planner(person, was)
        return True

    def _give_up_appointment(self, person=None):
        """Take the job off the plan; the customer still wants it done.

        :return: whether that was still possible
        """
        self.ensure_one()
        take_turns(self)
        if not self._may_move_appointment():
            return False
        was = self._get_planner_words()
        people = {"employee_ids": [Command.clear()]} if self.appointment_start else {}
        self._unplan_activities()
        self._by_server().write(
            {
                "date_start": False,
                "appointment_start": False,
                "appointment_end": False,
                **people,
            }
        )
        self._set_state("new")
        self._tell_planner(person, was)
        return True

    # === TELLING THE PLANNER === #

    def _get_planner_words(self):
        """The appointment as it is, in the language of whoever is responsible.

        It is written down, so that “tomorrow” would not stay true.
        """
        planner = self._in_language_of(self.user_id)
        is_planned = planner._get_customer_appointment()
        return is_planned and planner._get_appointment_words()

    def _tell_planner(self, person, was):
        """Write on the job what has changed, and to whoever is responsible for it."""
        job = self._in_language_of(self.user_id)
        job.message_post(
            body=job._describe_choice(was),
            author_id=(person or self.contact_id or self.partner_id).id,
            partner_ids=self.user_id.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )

    def _describe_choice(self, was):
        time = self._get_planner_words()
        if not time:
            return self.env._("The customer has cancelled the appointment: %s.", was)
        if not was:
            return self.env._("The customer has chosen the appointment: %s.", time)
        return self.env._(
            "The customer has moved the appointment from %(was)s to %(time)s.",
            was=was,
            time=time,
        )

    # === WORDS === #

    def _get_customer_appointment(self):
        """What was chosen is called as it was offered, as long as the plan keeps it."""
        appointment = super()._get_customer_appointment()
        window = self._get_promised_window()
        if appointment and window and window.holds(self.date_start):
            return self._get_window_words(window)
        return appointment


class ServiceActivity(models.Model):
    _inherit = "service.activity"

    def _get_planning_windows(self):
        """What comes first begins when the customer was promised; the rest follows."""
        if self.previous_ids:
            return super()._get_planning_windows()
        return self.intervention_id._get_planning_windows()
