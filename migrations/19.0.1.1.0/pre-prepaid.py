# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Activities remember the hours that they took of a prepaid block.

Filled in here: what is invoiced is never computed again.
"""

from odoo.tools.sql import column_exists, create_column


def migrate(cr, version):
    if column_exists(cr, "service_activity", "prepaid_hours"):
        return
    create_column(cr, "service_activity", "prepaid_hours", "float8")
    cr.execute(
        "UPDATE service_activity SET prepaid_hours = hours "
        "WHERE coverage_source = 'contract'"
    )
