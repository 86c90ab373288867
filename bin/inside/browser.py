# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A served database and a Chromium that looks at it, as a benchmark needs them.

``with opened(database) as page`` gives a page of somebody who has logged in.

Playwright could drive it as well, but a frame counted from outside comes late by the
way through its Node.js driver. These few calls of the browser's own protocol go over
the websocket client that Odoo's tests need anyhow.
"""

import contextlib
import itertools
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

import websocket

PROGRAMS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--no-first-run",
    "--remote-debugging-port=0",
    "--window-size=1400,900",
)
PATIENCE = 240  # seconds
LOGIN = """
    document.querySelector("input[name=login]").value = "admin";
    document.querySelector("input[name=password]").value = "admin";
    document.querySelector("form.oe_login_form").submit();
"""


@contextlib.contextmanager
def opened(database):
    with _served(database) as address, _chromium() as connection:
        page = Page(connection, address)
        page.open("/web/login", "document.querySelector('input[name=login]')")
        page.evaluate(LOGIN)
        page.wait("document.querySelector('.o_main_navbar')")
        yield page


class Page:
    """One page, driven by the protocol of Chromium's own developer tools."""

    def __init__(self, connection, address):
        self._connection = connection
        self._address = address
        self._numbers = itertools.count(1)
        self.call("Page.enable")

    def call(self, method, **parameters):
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        self._connection.send(json.dumps(message))
        while True:
            answer = json.loads(self._connection.recv())
            if answer.get("id") == number:
                break
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def evaluate(self, expression):
        """Value of a JavaScript expression, of a promise when it is kept."""
        answer = self.call(
            "Runtime.evaluate",
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def open(self, path, ready):
        """Load a page of the server until ``ready`` is true."""
        self.call("Page.navigate", url=self._address + path)
        self.wait(f"document.readyState === 'complete' && {ready}")

    def wait(self, condition):
        end = time.monotonic() + PATIENCE
        while not self._is_true(condition):
            if time.monotonic() > end:
                text = self._is_true("document.body.innerText.slice(0, 1000)")
                raise TimeoutError(f"Never true: {condition}\n{text}")
            time.sleep(0.05)

    def _is_true(self, condition):
        try:
            return self.evaluate(
                f"(() => {{ const found = {condition}; "
                "return typeof found === 'string' ? found : !!found; })()"
            )
        except RuntimeError:  # between two pages
            return False

    def mouse(self, kind, x, y, **parameters):
        """``mouseMoved``, ``mousePressed``, ``mouseReleased`` or ``mouseWheel``."""
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **parameters)

    def click(self, selector):
        x, y = self.center(selector)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self.mouse(kind, x, y, **button)

    def center(self, selector):
        box = self.evaluate(
            f"(() => {{ const box = document.querySelector({json.dumps(selector)})"
            ".getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        return box[0], box[1]


@contextlib.contextmanager
def _served(database):
    """Address of an Odoo server of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "odoo", "server", "-d", database]
    command += ["--http-port", str(port), "--max-cron-threads", "0"]
    command += ["--log-level", "warn", "--db-filter", f"^{database}$"]
    with _running(command):
        address = f"http://127.0.0.1:{port}"
        _wait_for(lambda: urlopen(f"{address}/web/health").status == 200)
        yield address


@contextlib.contextmanager
def _chromium():
    """Connection to the only page of a Chromium of its own."""
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    folder = Path(tempfile.mkdtemp(prefix="bench_chromium_"))
    port_file = folder / "DevToolsActivePort"
    try:
        command = [program, *FLAGS, f"--user-data-dir={folder}", "about:blank"]
        with _running(command, errors=subprocess.DEVNULL):
            _wait_for(lambda: port_file.read_text().count("\n"))
            port = port_file.read_text().splitlines()[0]
            targets = json.load(urlopen(f"http://127.0.0.1:{port}/json"))
            page = next(target for target in targets if target["type"] == "page")
            connection = websocket.create_connection(
                page["webSocketDebuggerUrl"], suppress_origin=True, timeout=PATIENCE
            )
            with contextlib.closing(connection):
                yield connection
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _running(command, errors=None):
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=errors)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(answers):
    end = time.monotonic() + PATIENCE
    while True:
        try:
            if answers():
                return
        except OSError:
            pass
        if time.monotonic() > end:
            raise TimeoutError("A server or a browser did not start.")
        time.sleep(0.1)
