# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A good plan to begin with, by the open solver VROOM where ``pyvroom`` is installed.

VROOM (Verso, https://github.com/VROOM-Project/vroom, BSD) knows hours, breaks, skills,
windows, priorities and what is fixed. It knows no work of several people, none that
waits for other work, none without a place and none that goes on over a break: all that
is left for the search of our own, which goes on from its answer.

Of the two that were measured, the other being PyVRP, it is the one with breaks and
skills of its own and with the same release for all Pythons of Odoo.
"""

import logging
from importlib.util import find_spec

from .board import Board
from .draft import Draft

_logger = logging.getLogger(__name__)


def is_installed() -> bool:
    """Whether the solver is there."""
    return find_spec("vroom") is not None


def start(board: Board, seconds: float) -> Draft:
    """The solver's plan, as far as it keeps our rules; an empty one without it."""
    draft = Draft(board)
    if not is_installed() or not board.nowhere or not board.days:
        return draft
    try:
        from .vroom_question import Question  # loads much, and only when it is used

        visits = Question(board).ask(seconds)
    except Exception:
        _logger.warning("The solver of plans failed.", exc_info=True)
        return draft
    for day, moment, task in visits:
        draft.put(task, day, moment)
    return draft
