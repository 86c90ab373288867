# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain


class ServiceIntervention(models.Model):
    """Customers that were entered twice become one, who has each practice once."""

    _inherit = "service.intervention"

    @api.model
    def _join_practices(self, sources, target):
        """Let the practices of customers who become ``target`` be those of one.

        Of several for the same occasion the one that got furthest counts. The others
        are kept, and given up where nobody has begun.
        """
        partners = (sources | target).ids
        mine = Domain("occasion_model", "=", "res.partner") & Domain(
            "occasion_res_id", "in", partners
        )
        by_name = Domain("occasion_name", "!=", False)
        jobs = self.with_context(active_test=False).search(
            Domain("occasion", "!=", False)
            & Domain("is_repeated_practice", "=", False)
            & ((by_name & mine) | (~by_name & Domain("partner_id", "in", partners))),
            order="id",
        )
        for same in jobs.grouped(type(self)._get_occasion_key).values():
            counts = max(same, key=lambda job: (job._get_progress_rank(), -job.id))
            (same - counts)._give_way_to(counts)
        self.flush_model()
        self.with_context(active_test=False).search(mine).occasion_res_id = target.id

    def _get_occasion_key(self):
        """What there is once for each customer."""
        self.ensure_one()
        if self.occasion_name:
            occasion = self.occasion_name.lower()
        else:
            occasion = (self.occasion, self.contract_id)
        return self.company_id, self.protocol_id, occasion

    def _get_progress_rank(self):
        """How far the job got: of several the one that got furthest counts."""
        self.ensure_one()
        if self.state == "cancelled":
            return -1
        return self._fields["state"].get_values(self.env).index(self.state)

    def _give_way_to(self, other):
        """``other`` is the same practice of the same customer."""
        self._by_server().is_repeated_practice = True
        for job in self:
            reason = self.env._("The same customer has this practice: %s", other.name)
            begun = any(one.state != "todo" for one in job.activity_ids)
            if job.state in ("new", "planned") and not begun:
                job.action_cancel(reason)
            else:
                job.message_post(body=reason)


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # sudo: who may merge customers merges them for all
        jobs = self.env["service.intervention"].sudo()
        jobs._join_practices(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)
