from odoo import api, fields, models

from ...contract.cover.promise import Cover

SURCHARGES = [("overtime", "Overtime"), ("holiday", "Holiday")]


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
        "The surcharge of an activity is charged once.",
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

    def _get_cover(self, balance, working_times):
        """A surcharge is covered as the hours it is for."""
        if not self.surcharge:
            return super()._get_cover(balance, working_times)
        activity = self.activity_id
        cover = Cover(activity.coverage, activity.coverage_source)
        discount = Cover(self.discount, "discount")
        return self.intervention_id.contract_id._best_cover([cover, discount])

    def _get_cost(self):
        return 0.0 if self.surcharge else super()._get_cost()
