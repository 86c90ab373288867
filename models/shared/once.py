# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a button makes once is made once, also when it is pressed twice at a time."""

from datetime import timedelta

from odoo.tools import SQL

MOMENT = timedelta(minutes=1)


def take_turns(records):
    """Let the later of two transactions that work on ``records`` start again.

    It waits for the earlier one; then the database refuses it, Odoo serves the request
    anew, and it looks again and finds what the earlier one has made. A lock alone would
    not do: whoever has waited for it still sees what was there before.
    """
    if records.ids:
        records.env.cr.execute(
            SQL(
                "UPDATE %s SET id = id WHERE id IN %s",
                SQL.identifier(records._table),
                tuple(records.ids),
            )
        )


def find_twins(made):
    """Those of ``made`` that another transaction has made within the last moment.

    For what may be made again, but hardly so soon: whoever does so has pressed twice.
    """
    now = made.env.cr.now()
    return made.filtered(lambda record: now - MOMENT <= record.create_date < now)
