# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the server's own code says to itself through the context.

A client sends its own context along with every call. A key that guards a record, or
decides how one is written, therefore carries a value that no client can send.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class OwnValue:
    """A value that was put into the context on this server, by our own code."""

    value: Any


def own(**values):
    """Context keys with values that only our own code can set.

    To be read with :func:`get_own`::

        record.with_context(**own(service_event_date=date))
    """
    return {key: OwnValue(value) for key, value in values.items()}


def get_own(env, key, default=None):
    """Value of ``key`` in the context, if our own code has set it."""
    found = env.context.get(key)
    return found.value if isinstance(found, OwnValue) else default
