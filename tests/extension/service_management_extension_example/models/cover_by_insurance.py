# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

# this is an add-on of its own
# pylint: disable-next=odoo-addons-relative-import
from odoo.addons.service_management.models.contract.cover.answer import Cover


class ServiceEquipment(models.Model):
    """An insurance pays nine tenths of whatever is done to the equipment."""

    _inherit = "service.equipment"

    insured_from = fields.Date()
    insured_until = fields.Date(help="Last day, included.")


class ServicePromise(models.AbstractModel):
    _inherit = "service.promise"

    def _get_sources(self):
        insurance = ("insurance", self.env._("Insurance"), self.env._("Insured"))
        return [*super()._get_sources(), insurance]

    def _get_source_fields(self):
        names = super()._get_source_fields()
        names["service.equipment"] += ["insured_from", "insured_until"]
        return names

    def _get_branches(self):
        insurance = SQL(
            """
            SELECT insured.id, 0, 0, 'insurance', 4, 0, 'active',
                   insured.insured_from, insured.insured_until,
                   0, insured.company_id, 0, insured.company_id
              FROM service_equipment insured
             WHERE insured.insured_from IS NOT NULL
            """
        )
        return [*super()._get_branches(), insurance]


class ServiceContract(models.Model):
    _inherit = "service.contract"

    def _get_insurance_cover(self, promise, work, promises):
        return Cover(90.0, "insurance", until=promise.date_end)
