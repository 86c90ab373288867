# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Charges are named without the product's code, unless signed or invoiced so."""


def migrate(cr, version):
    cr.execute(
        """
        UPDATE service_charge charge
           SET name = substr(charge.name, length(product.default_code) + 4)
          FROM product_product product, service_intervention job
         WHERE product.id = charge.product_id
           AND job.id = charge.intervention_id
           AND job.signed_on IS NULL
           AND starts_with(charge.name, '[' || product.default_code || '] ')
           AND NOT EXISTS (
               SELECT FROM service_charge_invoice_line_rel billed
                WHERE billed.charge_id = charge.id
           )
        """
    )
