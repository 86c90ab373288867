# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of the Italian e-invoices share."""

ITALIAN_PERIOD = "service_management.l10n_it_edi_invoice_line_period"
