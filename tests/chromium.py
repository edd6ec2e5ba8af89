"""Chromium, driven from Python through two pipes: pages are opened, keys pressed, scripts evaluated, pictures taken.

The Chrome DevTools Protocol as JSON between zero bytes (`--remote-debugging-pipe`): no port, no package. Whatever a
page writes on its console, and what it throws, is kept.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds that a page may take for one thing."""

KEYS = {"Enter": (13, "\r"), "Escape": (27, ""), "ArrowDown": (40, ""), "ArrowUp": (38, ""), "Tab": (9, ""),
        "/": (191, "/")}
"""Name of a key → its code and the text that it types."""


class Page:
    """One page of a browser."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading, self._writing = reading, writing
        self._rest = b""
        self._count = 0
        self._session = ""
        self._events: list[str] = []
        self.complaints: list[str] = []
        """What was thrown, and what the console says as a warning or an error."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The answer to a command of the protocol."""
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._writing, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._count:
                assert "error" not in told, told
                return dict(told["result"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._reading, 1 << 16)
            assert piece, "The browser has gone."
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        self._hear(told.get("method", ""), told.get("params", {}))
        return told

    def _hear(self, method: str, said: dict[str, Any]) -> None:
        self._events.append(method)
        if method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(said["exceptionDetails"])[:500])
        elif method == "Runtime.consoleAPICalled" and said["type"] in ("warning", "error", "assert"):
            self.complaints.append(json.dumps(said["args"])[:500])
        elif method == "Log.entryAdded" and said["entry"]["level"] in ("warning", "error"):
            self.complaints.append(said["entry"]["text"])

    def open(self, place: Path | str) -> None:
        """Goes to a file or an address, and waits until it is there."""
        self._events.clear()
        self.ask("Page.navigate", url=place.absolute().as_uri() if isinstance(place, Path) else place)
        while "Page.loadEventFired" not in self._events:
            self._next()

    def evaluate(self, script: str) -> Any:
        """The value of an expression; a promise is waited for, what is thrown is raised here."""
        told = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def wait(self, condition: str) -> None:
        """Waits until an expression is true."""
        script = (f"new Promise((yes, no) => {{ const end = Date.now() + {PATIENCE * 1000}; (function look() {{"
                  f"if ({condition}) yes(true); else if (Date.now() > end) no(new Error('too late'));"
                  "else setTimeout(look, 10); })(); })")
        assert self.evaluate(script) is True

    def press(self, key: str) -> None:
        """Presses a key of KEYS."""
        code, text = KEYS[key]
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, text=text
                     if kind == "keyDown" else "")

    def type(self, text: str) -> None:
        """Types a text where the page has its focus."""
        self.ask("Input.insertText", text=text)

    def emulate(self, *, dark: bool = False, media: str = "") -> None:
        """Shows the page as a dark or light screen, or as paper."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def take(self, place: Path) -> None:
        """Takes a picture of what is seen."""
        place.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot")["data"]))

    def print(self) -> bytes:
        """The page as a PDF."""
        return base64.b64decode(self.ask("Page.printToPDF")["data"])


def find_chromium() -> str | None:
    """Where the browser is, if it is installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def browse(width: int = 1000, height: int = 800) -> Iterator[Page]:
    """A page of a new browser, without network; raises FileNotFoundError where none is installed."""
    browser = find_chromium()
    if browser is None:
        raise FileNotFoundError("Chromium is not installed")
    to_browser, from_browser = os.pipe(), os.pipe()
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe",
                   "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={profile}",
                   f"--window-size={width},{height}", "--allow-file-access-from-files"]
        line = f'exec "$@" 3<&{to_browser[0]} 4>&{from_browser[1]}'
        with subprocess.Popen(["bash", "-c", line, "bash", *command], pass_fds=(to_browser[0], from_browser[1]),
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                              ) as process:
            os.close(to_browser[0])
            os.close(from_browser[1])
            try:
                yield Page(from_browser[0], to_browser[1])
            finally:
                os.close(to_browser[1])
                os.close(from_browser[0])
                process.terminate()
                process.wait(PATIENCE)
