# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Talking to the person at the terminal, and running other programs for them."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

TAIL = 25  # lines of a failed program's output that are worth showing


class HostError(Exception):
    """Something is missing; tells what it is and what the reader can do."""

    def __init__(self, what: str, remedy: str = ""):
        super().__init__(what)
        self.remedy = remedy


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def step(text: str):
    """Announce a piece of work, then tell how long it took."""
    say(f"• {text} …")
    start = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - start:.1f} s")


def run(command, *, remedy: str = "", **options) -> str:
    """Run a program quietly and return its output; if it fails, show the end."""
    command = [str(part) for part in command]
    try:
        result = subprocess.run(
            command,
            stdin=options.pop("stdin", subprocess.DEVNULL),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **options,
        )
    except FileNotFoundError as error:
        raise HostError(f"The program {command[0]} was not found.", remedy) from error
    if result.returncode:
        tail = "\n".join(result.stdout.splitlines()[-TAIL:])
        raise HostError(
            f"{shlex.join(command[:4])} … ended with {result.returncode}:\n{tail}",
            remedy,
        )
    return result.stdout


def tail(path: Path, lines: int = TAIL) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])


def _terminate(signum, _frame):
    raise SystemExit(128 + signum)


def main(command) -> None:
    """Run a command so that every ending unwinds and leaves nothing behind."""
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, _terminate)
    # A background job inherits an ignored Ctrl-C; being stopped is still wanted.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        status = command(sys.argv[1:])
    except HostError as error:
        sys.stdout.flush()
        print(f"\n✗ {error}", file=sys.stderr)
        if error.remedy:
            print(f"→ {error.remedy}", file=sys.stderr)
        status = 1
    except KeyboardInterrupt:
        say("\nStopped.")
        status = 130
    sys.exit(status)
