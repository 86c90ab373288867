# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

CONTRACT_BILLINGS = [
    ("order", "The order invoices the first period"),
    ("contract", "The contract invoices everything"),
]


class ProductTemplate(models.Model):
    """What is sold as a contract, and who invoices it first."""

    _inherit = "product.template"

    service_contract_type_id = fields.Many2one(
        "service.contract.type",
        string="Sold as Contract",
        check_company=True,
        index="btree_not_null",
        help="Confirming an order with this product makes a contract of this type, or "
        "extends the one that the customer has. Each machine of the order gets its "
        "line on the day it is delivered; without machines it starts at once.",
    )
    service_contract_billing = fields.Selection(
        CONTRACT_BILLINGS,
        string="First Period",
        default="order",
        required=True,
        help="Who invoices what the price pays for first. The other never does.",
    )

    # === CONSTRAINT METHODS === #

    @api.constrains("service_contract_type_id", "service_contract_billing")
    def _check_service_contract_billing(self):
        """An order invoices its price: exact when that pays for whole periods."""
        for template in self:
            contract_type = template.service_contract_type_id
            if (
                contract_type
                and template.service_contract_billing == "order"
                and not contract_type._bills_whole_prices()
            ):
                raise ValidationError(
                    self.env._(
                        "The order cannot invoice the first period of %(product)s: a "
                        "price of %(type)s does not pay for whole billing periods "
                        "from its start. Let the contract invoice everything, or "
                        "change the billing of the type.",
                        product=template.display_name,
                        type=contract_type.display_name,
                    )
                )
