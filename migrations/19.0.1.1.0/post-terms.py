# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Record the terms that contracts in force, or that have been, have run for so far."""

from dateutil.relativedelta import relativedelta

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    contracts = env["service.contract"].search(
        [("state", "not in", ("draft", "cancelled")), ("term_ids", "=", False)]
    )
    env["service.contract.term"].create(
        [
            {
                "contract_id": contract.id,
                "date_start": start,
                "how": "initial" if start == contract.date_start else "renewed",
            }
            for contract in contracts
            for start in _get_term_starts(contract)
        ]
    )


def _get_term_starts(contract):
    """First days of the terms: of the renewal length, counted from the start."""
    start, months = contract.date_start, contract.renewal_months
    if contract.renewal == "none" or months < 1 or not contract.date_end:
        return [start]
    starts = [start]
    while (following := start + relativedelta(months=months * len(starts))) <= (
        contract.date_end
    ):
        starts.append(following)
    return starts
