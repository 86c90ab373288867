# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a running Odoo says: all of it into a file, what matters to the terminal.

Odoo's scheduled jobs start together and collide in a new database. The database
refuses the later one, Odoo tries it again, and the log keeps a traceback of it, which
looks like a failure to whoever has just started. Such an entry stays in the file, and
so does the traceback of any other: the terminal is told its message.
"""

from __future__ import annotations

import queue
import re
import threading
from pathlib import Path
from typing import IO

from .console import say

# "2026-01-31 10:00:00,000 123 ERROR database logger: message"
ENTRY = re.compile(
    r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>[\w.]+): "
    r"(?P<message>.*)$"
)
IMPORTANT = ("ERROR", "CRITICAL")
# A transaction that lost against another one is repeated by Odoo.
COLLISION = re.compile(
    r"could not serialize access|SerializationFailure|could not obtain lock"
    r"|LockNotAvailable|deadlock detected"
)
QUERIES = "odoo.sql_db"  # whoever asked says what the failure means
PAUSE = 0.5  # seconds of silence after which an entry is complete


class ServerLog:
    """Follows a stream until its end, in a thread of its own.

    :param everything: repeat all lines on the terminal, as they come
    """

    def __init__(self, stream: IO[str], path: Path, everything: bool):
        self.path = path
        self.everything = everything
        self._lines: queue.Queue = queue.Queue()
        self._threads = [
            threading.Thread(target=self._read, args=[stream], daemon=True),
            threading.Thread(target=self._sort, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        """Wait until all that was said is written down."""
        for thread in self._threads:
            thread.join(timeout=5)

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self._lines.put(line)
        self._lines.put(None)

    def _sort(self) -> None:
        entry: list[str] = []
        with self.path.open("w") as file:
            while (line := self._next()) is not None:
                if entry and (not line or ENTRY.match(line)):
                    self._tell(entry)
                    entry = []
                if line:
                    file.write(line)
                    file.flush()
                    entry.append(line)
        self._tell(entry)

    def _next(self) -> str | None:
        """The next line; an empty text after a pause, ``None`` at the end."""
        try:
            return self._lines.get(timeout=PAUSE)
        except queue.Empty:
            return ""

    def _tell(self, entry: list[str]) -> None:
        text = "".join(entry).rstrip()
        words = text if self.everything else in_words(text)
        if words:
            say(words)


def in_words(text: str) -> str:
    """What the terminal is told of an entry of the log; empty when nothing."""
    first, *others = text.splitlines() or [""]
    found = ENTRY.match(first)
    if not found:  # the program itself, such as about an option that it does not know
        return "" if text.startswith(("Traceback", " ")) else text
    if (
        found["level"] not in IMPORTANT
        or found["logger"] == QUERIES
        or COLLISION.search(text)
    ):
        return ""
    reason = others[-1].strip() if others else ""
    return f"  ! {found['message']}" + (f"\n    {reason}" if reason else "")
