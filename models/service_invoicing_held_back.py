from typing import NamedTuple

from odoo import models


class HeldBack(NamedTuple):
    """Things due that cannot be invoiced, and why.

    ``code`` names the reason, ``message`` says what to do about it and ``record`` is
    what to open for that.
    """

    items: list
    code: str
    message: str
    record: models.Model


class ServiceInvoicingCriteria(models.AbstractModel):
    """What of the things due has to wait until somebody puts it right."""

    _inherit = "service.invoicing.criteria"

    def _split_held_back(self, items):
        """Part ``items`` in those that can be invoiced and those that cannot.

        :rtype: tuple[list[DueItem], list[HeldBack]]
        """
        return items, []
