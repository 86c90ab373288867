# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Work on many records, of which one in error never blocks another."""

import logging

from psycopg2 import OperationalError

from odoo.tools import split_every

_logger = logging.getLogger(__name__)

BATCH_SIZE = 100  # records that are worked on in one transaction


def attempt(env, work, *args):
    """Call ``work`` with ``args``; what fails leaves nothing behind.

    :return: what it returns and no error, or None and the error
    :raises OperationalError: somebody else is writing: the whole is to be tried again
    """
    env.flush_all()  # what fails from here on is the doing of ``work``
    try:
        with env.cr.savepoint():
            return work(*args), None
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 one in error never blocks another
        return None, error


def work_off(env, items, work, fail):
    """Do ``work`` with all ``items`` at once, else with each half, and so on.

    :param items: recordset or list
    :param work: takes several items
    :param fail: takes one item alone, as ``items`` are, and the error of it
    :return: those of ``items`` that did not fail
    :raises OperationalError: as :func:`attempt`
    """
    if not items:
        return items
    _done, error = attempt(env, work, items)
    if not error:
        return items
    if len(items) == 1:
        _logger.info("%s failed with %s", work.__qualname__, items, exc_info=error)
        _told, error = attempt(env, fail, items, error)
        if error:
            _logger.error("Nobody could be told", exc_info=error)
        return items[:0]
    middle = len(items) // 2
    return work_off(env, items[:middle], work, fail) + work_off(
        env, items[middle:], work, fail
    )


def work_in_batches(records, work, fail, size=None):
    """Work off ``records`` batch by batch, and keep each, as far as time allows.

    What somebody else is writing is left to the next call.

    :param work: takes records
    :param fail: takes one record and the error of it
    :param size: of a batch, :data:`BATCH_SIZE` by default
    :return: whether all had their turn
    """
    env = records.env
    commit_progress(env, remaining=len(records))
    for ids in split_every(size or BATCH_SIZE, records.ids):
        _work_off_free(records.browse(ids), work, fail)
        if not commit_progress(env, len(ids)):
            return False
    return True


def _work_off_free(records, work, fail):
    """Work off those of ``records`` that nobody else is writing."""
    try:
        with records.env.cr.savepoint():
            work_off(records.env, records, work, fail)
    except OperationalError:
        for record in records if len(records) > 1 else ():
            _work_off_free(record, work, fail)


def commit_progress(env, processed=0, remaining=None):
    """Keep what is done so far; return whether time is left.

    Only the scheduler commits: whoever else calls decides about the whole.
    """
    if not env.context.get("ir_cron_progress_id"):
        return True
    return bool(env["ir.cron"]._commit_progress(processed, remaining=remaining))
