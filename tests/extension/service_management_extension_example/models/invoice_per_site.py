# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_service_groupings(self):
        return [*super()._get_service_groupings(), ("site", self.env._("One per Site"))]


class ServiceInvoicingCriteria(models.AbstractModel):
    _inherit = "service.invoicing.criteria"

    def _group_by_site(self, item):
        if item.document._name != "service.intervention":
            return ()
        return (item.document.site_id.id,)
