# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import UserError


class ServiceBillableMixin(models.AbstractModel):
    """What is invoiced stays as it was invoiced.

    While an invoice line bills a record, also in part or in draft, nothing may change
    that the line was made from (:meth:`_get_invoiced_terms`). It is the outcome of a
    write that counts, so it does not matter what wrote: form, list, import, API, a
    timer or the job. Once the invoice is cancelled, deleted or credited in full the
    record is due again, and open.

    Each door, and what happens there:

    * the work itself and its job: refused, see here;
    * its timesheet: refused, hours are corrected on the operation;
    * the stock move of a part: the part follows, unless it is invoiced;
    * reopening a job: refused as long as anything of it is invoiced;
    * deleting: refused;
    * prices, taxes and cover that are proposed anew: not for what is invoiced;
    * more work or parts on a finished job: due, on the timesheet and out of the stock.
    """

    _inherit = "service.billable.mixin"

    # === HOOKS === #

    @contextmanager
    def _watch_change(self, vals):
        with self._keeping_invoiced(), super()._watch_change(vals):
            yield

    # === BUSINESS METHODS === #

    def _filter_not_invoiced(self):
        return self.filtered(lambda record: not record._is_billed())

    @contextmanager
    def _keeping_invoiced(self):
        """
        :raises UserError: when what happens meanwhile changes what is invoiced
        """
        # sudo: prices and taxes are compared, not shown
        invoiced = self.sudo().filtered(lambda record: record._is_billed())
        if not invoiced:
            yield
            return
        before = {record: record._get_invoiced_terms() for record in invoiced}
        with self.env.cr.savepoint():  # nothing of what is refused remains
            yield
            for record, terms in before.items():
                if record._get_invoiced_terms() != terms:
                    record._refuse_as_invoiced()

    def _refuse_as_invoiced(self):
        raise UserError(
            self.env._(
                "“%(work)s” of job %(job)s is invoiced. Cancel or credit the invoice "
                "before you change it, or enter what came in addition on a line of its "
                "own.",
                work=self.display_name,
                job=self.intervention_id.name,
            )
        )

    def _get_invoiced_terms(self):
        """What decides to whom, what and how much an invoice line bills."""
        self.ensure_one()
        job = self.intervention_id
        precision = self.env["decimal.precision"].precision_get
        return (
            job,
            job.company_id,
            job.partner_id.commercial_partner_id,
            job.currency_id,
            job.sale_line_id,
            self._is_finished(),
            self.date_done,
            self.product_id,
            self.coverage,
            set(self.tax_ids.ids),
            round(self[self._quantity_field], precision("Product Unit")),
            round(self.price_unit, precision("Product Price")),
        )


class ServiceIntervention(models.Model):
    """A job of which something is invoiced."""

    _inherit = "service.intervention"

    # === HOOKS === #

    @contextmanager
    def _watch_change(self, vals):
        changing = self.browse()
        if self._get_invoiced_fields() & vals.keys():
            changing = self
        with (
            changing.activity_ids._keeping_invoiced(),
            changing.charge_ids._keeping_invoiced(),
            super()._watch_change(vals),
        ):
            yield

    # === ACTION METHODS === #

    def action_reopen(self, reason):
        self._check_not_invoiced()
        return super().action_reopen(reason)

    # === BUSINESS METHODS === #

    @api.model
    def _get_invoiced_fields(self):
        """Fields of a job that can change what its work is invoiced for."""
        return {
            "company_id",
            "contract_id",
            "partner_id",
            "pricelist_id",
            "sale_line_id",
            "state",
        }

    def _check_not_invoiced(self):
        """
        :raises UserError: when anything of these jobs is invoiced, or some of it
        """
        for intervention in self:
            work = intervention.activity_ids, intervention.charge_ids
            if any(records - records._filter_not_invoiced() for records in work):
                raise UserError(
                    self.env._(
                        "Job %s is invoiced, or a part of it. Cancel or credit the "
                        "invoice before you open the job again; what came in addition "
                        "can be added to the job as it is.",
                        intervention.name,
                    )
                )
