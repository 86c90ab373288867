# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import escape_psql

from ...shared.asked import Asked


class ServiceEquipment(models.Model):
    """Jobs are found by the number on their papers, parts by their code."""

    _inherit = "service.equipment"

    @api.model
    def _get_scanners(self):
        jobs = self.env["service.intervention"]
        return [*super()._get_scanners(), jobs._scan_job, jobs._scan_loose_part]


class ServiceIntervention(models.Model):
    _inherit = "service.intervention"

    def scan_on_job(self, code):
        """Add the part that ``code`` names, or open the machine or job that it names.

        :return: an ``action`` to do, or a ``message`` with its ``type``
        :raises UserError: when it is a part that cannot be taken
        """
        self._check_asked_one()
        code = Asked(self.env).text(code).strip()
        if not self._names_part(code):
            found = self.env["service.equipment"].scan_label(code)
            if "action" in found:
                return found
        return {"message": self.action_scan(code), "type": "success"}

    @api.model
    def _scan_job(self, code):
        job = self.search([("name", "=ilike", escape_psql(code))], limit=1)
        return job and {"action": job._action_open_work()}

    @api.model
    def _scan_loose_part(self, code):
        """A part that is scanned outside of a job is told, not taken."""
        part = self._find_part_product(code) or self._find_part_lots(code).product_id
        return part and {
            "message": self.env._(
                "%s is a part. Open the job that it is for, and scan it there.",
                part[0].display_name,
            ),
            "type": "info",
        }
