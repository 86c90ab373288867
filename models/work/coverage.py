# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from math import inf

from odoo import api, fields, models

from ..contract.cover.answer import Cover
from ..contract.cover.questions import Promises


class ServiceBillableMixin(models.AbstractModel):
    """What of the work the customer need not pay, and which promise it is due to."""

    _inherit = "service.billable.mixin"

    coverage = fields.Float(
        string="Covered %",
        compute="_compute_coverage",
        store=True,
        help="Part of the price that the customer does not pay.",
    )
    coverage_source = fields.Selection(
        "_selection_coverage_source",
        string="Covered By",
        compute="_compute_coverage",
        store=True,
    )

    @api.model
    def _selection_coverage_source(self):
        """All kinds of promise, and what else a customer need not pay for."""
        sources = self.env["service.promise"]._get_sources()
        return [
            ("none", self.env._("Not Covered")),
            *((code, name) for code, name, _state in sources),
            ("discount", self.env._("Discount")),
            ("order", self.env._("Sold at a Fixed Price")),
        ]

    # === HOOKS === #

    def _get_cover_kind(self):
        """``labour``, ``parts`` or ``travel``."""
        raise NotImplementedError

    def _get_cover_details(self):
        """What else may decide about the cover: activity type, product, moment."""
        return {"moment": self.intervention_id.date_start or None}

    # === COMPUTE METHODS === #

    @api.model
    def _get_coverage_depends(self):
        return [
            "discount",
            "product_id",
            "item_id.equipment_id.product_id",
            "item_id.equipment_id.warranty_start",
            "intervention_id.item_ids.equipment_id",
            "item_id.equipment_id.warranty_end",
            "intervention_id.contract_id",
            "intervention_id.sale_line_id",
            "intervention_id.date_start",
            "intervention_id.request_date",
        ]

    @api.depends(lambda self: self._get_coverage_depends())
    def _compute_coverage(self):
        """First come, first served: prepaid hours go to what was entered first."""
        contracts = self.intervention_id.contract_id
        balance = contracts._get_prepaid_balance(
            excluding=self._origin._ids,
            until=max((r._get_service_date() for r in self), default=None),
        )
        unbilled = self.filtered(lambda record: not record._is_billed())
        promises = Promises(self.env)
        promises.load(
            (
                record.intervention_id.contract_id._origin,
                one,
                record._get_service_date(),
            )
            for record in unbilled
            for one in record._get_covered_equipment()
        )
        for record in unbilled.sorted(lambda r: r._origin.id or inf):
            cover = record._get_cover(balance, promises)
            record.coverage = cover.percent
            record.coverage_source = cover.source
            record._take_prepaid(cover, balance)

    def _get_cover(self, balance, promises):
        """Best promise for this record, its manual discount included.

        :param balance: use of prepaid contracts so far; this record adds its own
        :param Promises promises: what is promised, as far as asked so far
        """
        if self.intervention_id.sale_line_id:  # its order invoices the job
            return Cover(100.0, "order")
        contract = self.intervention_id.contract_id._origin
        share = balance.get_share(*self._get_prepaid_usage()) if contract else 0.0
        cover = contract._best_cover(
            contract._get_cover(
                self._get_cover_kind(),
                equipment,
                self._get_service_date(),
                **self._get_cover_details(),
                share=share,
                promises=promises,
            )
            for equipment in self._get_covered_equipment()
        )
        return contract._best_cover([cover, Cover(self.discount, "discount")])

    def _take_prepaid(self, cover, balance):
        """Use up what ``cover`` takes of a prepaid block; return the hours."""
        if cover.source != "contract":
            return 0.0
        return balance.consume(*self._get_prepaid_usage())

    def _get_prepaid_usage(self):
        """Contract, job, hours and day that a prepaid block is asked about."""
        return (
            self.intervention_id.contract_id._origin,
            self.intervention_id,
            self._get_prepaid_hours(),
            self._get_service_date(),
        )

    def _get_covered_equipment(self):
        """The equipment worked on; for the job as a whole, any of its equipment."""
        self.ensure_one()
        items = self.item_id or self.intervention_id.item_ids
        equipment = items.equipment_id._origin
        return equipment or [equipment]

    def _get_prepaid_hours(self):
        """Hours that this record asks of a prepaid block."""
        return 0.0
