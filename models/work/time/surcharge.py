# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo import api, fields, models

from ...contract.cover.answer import Cover

SURCHARGES = [("overtime", "Overtime"), ("holiday", "Holiday")]


class ServiceActivity(models.Model):
    """The one place that says what unusual hours cost more."""

    _inherit = "service.activity"

    surcharge_ids = fields.One2many("service.charge", "activity_id")

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._sync_surcharges()
        return activities

    # === HOOKS === #

    @contextmanager
    def _watch_change(self, vals):
        surcharges = self.surcharge_ids.browse()
        if self._get_surcharge_sources() & vals.keys():
            surcharges = self.surcharge_ids
        with surcharges._keeping_invoiced(), super()._watch_change(vals):
            yield

    def _on_changed(self, names):
        super()._on_changed(names)
        if self._get_surcharge_sources() & names:
            self._sync_surcharges()

    @api.ondelete(at_uninstall=False)
    def _unlink_surcharges(self):
        """Let the surcharges refuse: the database would delete them without asking."""
        self.surcharge_ids.unlink()

    # === BUSINESS METHODS === #

    @api.model
    def _get_surcharge_sources(self):
        """Fields that a change of can add or remove a surcharge."""
        return self._get_timesheet_sources() | {
            "activity_type_id",
            "break_hours",
            "product_id",
        }

    def _get_surcharge_hours(self, surcharge):
        return self.hours_overtime if surcharge == "overtime" else self.hours_holiday

    def _get_surcharge_price(self, surcharge):
        """What an hour costs more, in the currency of the job."""
        return self.price_unit * self.activity_type_id[f"{surcharge}_percent"] / 100

    def _sync_surcharges(self):
        """Keep one line for each surcharge that applies, until it is invoiced."""
        to_create, stale = [], self.env["service.charge"]
        for activity in self:
            wanted = activity._get_wanted_surcharges()
            for charge in activity.surcharge_ids:
                if charge.surcharge in wanted:
                    wanted.remove(charge.surcharge)
                    if charge.date_done != activity.date_done:
                        charge.date_done = activity.date_done
                elif not charge._is_billed():
                    stale |= charge
            to_create += map(activity._prepare_surcharge_vals, wanted)
        stale.unlink()
        self.env["service.charge"]._create_by_server(to_create)

    def _get_wanted_surcharges(self):
        self.ensure_one()
        if not self.product_id or self.state != "done":
            return []
        return [
            surcharge
            for surcharge, _label in SURCHARGES
            if self._get_surcharge_hours(surcharge)
            and self._get_surcharge_price(surcharge)
        ]

    def _prepare_surcharge_vals(self, surcharge):
        self.ensure_one()
        label = (
            self.env._("Overtime surcharge")
            if surcharge == "overtime"
            else self.env._("Holiday surcharge")
        )
        return {
            "intervention_id": self.intervention_id.id,
            "item_id": self.item_id.id,
            "kind": "fee",
            "activity_id": self.id,
            "surcharge": surcharge,
            "date_done": self.date_done,
            "product_id": self.product_id.id,
            "name": f"{label} · {self.name}",
        }


class ServiceCharge(models.Model):
    """What hours at unusual times cost more, on a line of its own."""

    _inherit = "service.charge"

    activity_id = fields.Many2one(
        "service.activity",
        string="Surcharge On",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
    )
    surcharge = fields.Selection(SURCHARGES, readonly=True, copy=False)

    _surcharge_unique = models.UniqueIndex(
        "(activity_id, surcharge) WHERE activity_id IS NOT NULL",
        "The surcharge of an operation is charged once.",
    )

    # === COMPUTE METHODS === #

    @api.depends("activity_id.hours_overtime", "activity_id.hours_holiday")
    def _compute_quantity(self):
        surcharges = self.filtered("surcharge")
        super(ServiceCharge, self - surcharges)._compute_quantity()
        for charge in surcharges:
            hours = charge.activity_id._get_surcharge_hours(charge.surcharge)
            charge.quantity = hours or charge.quantity

    @api.depends("activity_id.price_unit")
    def _compute_price_unit(self):
        surcharges = self.filtered("surcharge")
        super(ServiceCharge, self - surcharges)._compute_price_unit()
        for charge in surcharges:
            charge.price_unit = charge.activity_id._get_surcharge_price(
                charge.surcharge
            )

    @api.model
    def _get_coverage_depends(self):
        return [
            *super()._get_coverage_depends(),
            "activity_id.coverage",
            "activity_id.coverage_source",
        ]

    def _get_cover(self, balance, promises):
        """A surcharge is covered as the hours it is for."""
        if not self.surcharge:
            return super()._get_cover(balance, promises)
        activity = self.activity_id
        cover = Cover(activity.coverage, activity.coverage_source)
        discount = Cover(self.discount, "discount")
        return self.intervention_id.contract_id._best_cover([cover, discount])

    def _get_cost(self):
        return 0.0 if self.surcharge else super()._get_cost()

    def _get_invoiced_terms(self):
        terms = super()._get_invoiced_terms()
        if not self.surcharge:
            return terms
        return *terms, self.activity_id._get_surcharge_hours(self.surcharge)
