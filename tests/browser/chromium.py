"""A headless Chromium driven over a pipe by the Chrome DevTools Protocol.

No library: Chromium reads commands from file descriptor 3 and answers on 4, one JSON
message before each zero byte (``--remote-debugging-pipe``).
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_IN, _OUT = 3, 4
_CHUNK = 1 << 20
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--no-first-run",
    "--force-color-profile=srgb",
    "--remote-debugging-pipe",
)


def find() -> str | None:
    """The browser's program, or None where the machine has none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Tab:
    """One page of a running browser.

    Attributes:
        requests: Addresses the page asked for since it was opened, in order.
        errors: What its scripts complained of.
    """

    def __init__(self, commands: int, answers: int) -> None:
        self._commands = commands
        self._answers = answers
        self._rest = b""
        self._number = 0
        self._session = ""
        self._loaded = False
        self.requests: list[str] = []
        self.errors: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command and its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return dict(answer["result"])

    def open(self, path: Path, place: str = "", *, scripts: bool = True) -> None:
        """Open a file from disk, with its scripts or without, and wait until it has loaded."""
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self._go("about:blank")
        self.requests.clear()
        self.errors.clear()
        self._go(path.as_uri() + place)
        if scripts:
            self.settle()

    def ask(self, expression: str) -> Any:
        """The value of a JavaScript expression; a promise is awaited."""
        result = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def click(self, selector: str) -> None:
        """A real click in the middle of what ``selector`` finds first."""
        spot = self.ask(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            "e.scrollIntoView({block: 'center', inline: 'center'});"
            "const b = e.getBoundingClientRect();"
            "return {x: b.left + b.width / 2, y: b.top + b.height / 2}; })()"
        )
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **spot)
        self.settle()

    def press(self, key: str, text: str = "") -> None:
        """A key pressed and released."""
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, text=text)
        self.settle()

    def type(self, words: str) -> None:
        """Words into what has the focus."""
        self.call("Input.insertText", text=words)
        self.settle()

    def settle(self) -> None:
        """Wait until two frames are drawn, so that every handler has run."""
        self.ask("new Promise(d => requestAnimationFrame(() => requestAnimationFrame(() => d(1))))")

    def window(self, width: int, height: int, *, phone: bool = False) -> None:
        """The size of the window."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=2 if phone else 1, mobile=phone,
        )  # fmt: skip

    def media(self, medium: str = "", scheme: str = "light") -> None:
        """As on screen, or as in print; light or dark."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", media=medium, features=features)

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """A screenshot."""
        taken = self.call("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(taken["data"]))

    def pdf(self) -> bytes:
        """The page on paper."""
        printed = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(printed["data"])

    def _go(self, address: str) -> None:
        self._loaded = False
        self.call("Page.navigate", url=address)
        while not self._loaded:
            self._read()

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            self._rest += os.read(self._answers, _CHUNK)
        raw, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(raw)
        self._note(message)
        return message

    def _note(self, message: dict[str, Any]) -> None:
        method, told = message.get("method"), message.get("params", {})
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.errors.append(str(told["exceptionDetails"]))
        elif method == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.errors.append(str(told["entry"]["text"]))


@contextmanager
def browser(program: str, profile: Path) -> Iterator[Tab]:
    """A running browser with one tab, ended when left."""
    reads, commands = os.pipe()
    answers, writes = os.pipe()
    reads, writes = _high(reads), _high(writes)

    def place() -> None:
        os.dup2(reads, _IN)
        os.dup2(writes, _OUT)

    process = subprocess.Popen(  # noqa: S603 -- the machine's own browser, our own flags
        [program, *_FLAGS, f"--user-data-dir={profile}"],
        close_fds=False,
        preexec_fn=place,  # noqa: PLW1509 -- nothing else puts pipes on 3 and 4; no threads here
        stderr=subprocess.DEVNULL,
    )
    os.close(reads)
    os.close(writes)
    try:
        yield Tab(commands, answers)
    finally:
        process.terminate()
        process.wait()
        os.close(commands)
        os.close(answers)


def _high(end: int) -> int:
    """The same end of a pipe under a number above 4, so that no placing overwrites it."""
    moved = fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 16)
    os.close(end)
    return moved
