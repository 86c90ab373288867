# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

PARTS = ("{z}", "{x}", "{y}")


class ServicePlanningProposalMixin(models.AbstractModel):
    """Work on the map: at the coordinates that proposals use, too."""

    _inherit = "service.planning.proposal.mixin"

    def _service_gantt_spots(self):
        places = ((record.id, record._get_planning_place()) for record in self)
        return [(one, *place) for one, place in places if place]

    @api.model
    def _service_gantt_tiles(self):
        # sudo: whoever plans may look at the map of the company
        company = self.env.company.sudo()
        return company.service_map_tiles or "", company.service_map_credit or ""


class ResCompany(models.Model):
    """Whose pictures lie under the jobs on the map."""

    _inherit = "res.company"

    service_map_tiles = fields.Char(
        string="Map Server",
        help="Address of the pictures of a map, for example "
        "https://maps.example.com/{z}/{x}/{y}.png. Without it the map shows jobs and "
        "routes on a plain ground.",
    )
    service_map_credit = fields.Char(
        string="Source of the Map",
        help="What the owner of the map wants to be named as.",
    )

    @api.constrains("service_map_tiles")
    def _check_service_map_tiles(self):
        for company in self:
            address = company.service_map_tiles
            if address and not (
                address.startswith(("https://", "http://"))
                and all(part in address for part in PARTS)
            ):
                raise ValidationError(
                    self.env._(
                        "The address of the map starts with https:// and has {z}, {x} "
                        "and {y} in it.",
                    )
                )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    service_map_tiles = fields.Char(
        related="company_id.service_map_tiles", readonly=False
    )
    service_map_credit = fields.Char(
        related="company_id.service_map_credit", readonly=False
    )
