"""A headless Chromium without any network, asked over a pipe what it saw of a page: no driver, no port."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-pipe", "--hide-scrollbars"),
)

UNFOLDED = """new Promise(done => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  setTimeout(() => done(document.documentElement.scrollWidth), 100);
})"""
"""The width of the page with all of it unfolded, after a moment for what comes late."""


def chromium() -> str | None:
    """The program, if one is installed."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@dataclass
class Seen:
    """What a page did while it loaded, and how wide it became."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    width: int = 0


class Browser:
    """One tab; messages are JSON that ends with a zero byte."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers, self._rest = commands, answers, b""
        self._sent, self._session = 0, ""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = str(self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        for domain in ("Page", "Network", "Log", "Runtime"):
            self._ask(f"{domain}.enable")

    def load(self, path: Path, width: int, scheme: str = "light") -> Seen:
        """Loads a file at a width of window, light or dark."""
        seen = Seen()
        self._ask("Emulation.setDeviceMetricsOverride", width=width, height=844, deviceScaleFactor=1, mobile=False)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self._ask("Emulation.setEmulatedMedia", features=features)
        self._ask("Page.navigate", seen, url=path.as_uri())
        while self._note(self._message(), seen) != "Page.loadEventFired":
            pass
        found = self._ask("Runtime.evaluate", seen, expression=UNFOLDED, awaitPromise=True, returnByValue=True)
        seen.width = int(found["result"]["value"])  # type: ignore[index,call-overload]
        return seen

    def _ask(self, method: str, seen: Seen | None = None, **arguments: object) -> dict[str, object]:
        self._sent += 1
        message: dict[str, object] = {"id": self._sent, "method": method, "params": arguments}
        message |= {"sessionId": self._session} if self._session else {}
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while (answer := self._message()).get("id") != self._sent:
            self._note(answer, seen or Seen())
        assert "error" not in answer, answer
        result = answer["result"]
        assert isinstance(result, dict)
        return result

    def _message(self) -> dict[str, object]:
        while b"\0" not in self._rest:
            read = os.read(self._answers, 1 << 20)
            assert read, "the browser ended"
            self._rest += read
        line, _, self._rest = self._rest.partition(b"\0")
        message = json.loads(line)
        assert isinstance(message, dict)
        return message

    @staticmethod
    def _note(message: dict[str, object], seen: Seen) -> str:
        method, said = str(message.get("method", "")), message.get("params")
        if method == "Network.requestWillBeSent" and isinstance(said, dict):
            seen.requests.append(said["request"]["url"])
        elif method in ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
            seen.complaints.append(json.dumps(said))
        return method


@contextmanager
def browser(program: str, profile: Path) -> Iterator[Browser]:
    """The browser, gone when the block ends."""
    (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()

    def place() -> None:
        """Chromium reads from descriptor 3 and writes to 4."""
        kept = os.dup(theirs_out)
        os.dup2(theirs_in, 3)
        os.dup2(kept, 4)

    command = [program, *ARGUMENTS, f"--user-data-dir={profile}"]
    process = subprocess.Popen(
        command, preexec_fn=place, pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        yield Browser(ours_out, ours_in)
    finally:
        process.kill()
        process.wait()
        os.close(ours_out)
        os.close(ours_in)
