# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may read the records of the add-on.

Lists of our records on records of Odoo's are for these roles only: whoever else may
read those records must be able to read all that is left of them.
"""

READERS = (
    "service_management.group_technician,"
    "service_management.group_contract_manager,"
    "account.group_account_invoice,"
    "account.group_account_readonly"
)
