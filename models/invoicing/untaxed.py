# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class ServiceInvoicingCriteria(models.AbstractModel):
    """What would be invoiced without any tax, though one is usual, has to wait.

    What is free of tax has a tax of 0 %, or a fiscal position that takes taxes away.
    """

    _inherit = "service.invoicing.criteria"

    @api.model
    def _get_held_back_reasons(self):
        """Before it is asked whether the amounts are worth an invoice."""
        reasons = super()._get_held_back_reasons()
        position = [code for code, _name in reasons].index("zero")
        return [
            *reasons[:position],
            ("untaxed", self.env._("No Tax")),
            *reasons[position:],
        ]

    def _hold_untaxed(self, groups):
        if not self.company_id._get_default_sale_tax():
            return
        for group in groups:
            untaxed = [item for item in group if self._lacks_tax(item)]
            if untaxed:
                sources = dict.fromkeys(item.source for item in untaxed)
                message = self.env._(
                    "%(line)s has no tax. Choose one; if no tax is owed, one of 0 %%.",
                    line=untaxed[0].source.display_name,
                )
                document = untaxed[0].document
                yield group, message, document if len(sources) > 1 else [*sources][0]

    def _lacks_tax(self, item):
        """Whether ``item`` has no tax and what it sells to the customer usually has.

        A credit has the taxes of the invoice that it takes back.
        """
        return (
            item.source._name != "service.contract.settlement"
            and not item.vals["tax_ids"][0][2]
            and bool(item.source._get_proposed_taxes())
        )
