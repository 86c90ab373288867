# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A job as a planner and a technician handle it, with its chatter."""

from datetime import datetime, timedelta

from ...common import SIGNATURE, ServiceCommon


class JobCommon(ServiceCommon):
    @classmethod
    def default_env_context(cls):
        """The chatter is part of what is tested: only leave out the e-mails."""
        return {"no_reset_password": True, "mail_notrack": True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._make_user("planner", "service_management.group_planner")
        cls.tech_user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.user_id = cls.tech_user

    def _make_request(self, **vals):
        """A job as somebody enters it, with nothing decided about its contract."""
        return self.env["service.intervention"].create(
            {
                "partner_id": self.customer.id,
                "date_start": datetime(2026, 3, 10, 8) + timedelta(hours=1),
                **vals,
            }
        )

    def _sign(self, job):
        self._finish(job)
        job.write({"signature": SIGNATURE, "signed_by": "Mr Miller"})
        return job
