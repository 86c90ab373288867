"""What tests of the Italian e-invoices share."""

ITALIAN_PERIOD = "service_management.l10n_it_edi_invoice_line_period"
