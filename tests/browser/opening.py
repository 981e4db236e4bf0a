"""Opens the workbench in Debian's Chromium, and notes everything that the browser says about it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from forwhom.workbench.site import RUNTIME, RUNTIME_FILES

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request

CHROMIUM = os.environ.get("FORWHOM_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
#: No sandbox, since tests run as root in containers; nothing that talks to anybody by itself.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Seconds that a loaded machine may take to start the engine.
PATIENCE = 60
_WATCH = """
globalThis.violations = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  globalThis.violations.push(`${violatedDirective} ${blockedURI}`);
});
"""


def needs_chromium() -> str:
    """The browser's path. Skips the test where there is none, but fails in CI, where there must be one."""
    if CHROMIUM and all((RUNTIME / name).is_file() for name in RUNTIME_FILES):
        return CHROMIUM
    missing = "make bundle builds the page's Python" if CHROMIUM else "install chromium (apt-get install chromium)"
    if os.environ.get("CI"):
        pytest.fail(f"the page was not tested: {missing}")
    pytest.skip(f"the page was not tested: {missing}")


@dataclass(slots=True)
class Workbench:
    """One page with the engine running, and what the browser noted: requests, and complaints on the console."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list[str])
    complaints: list[str] = field(default_factory=list[str])

    def wait_for(self, script: str, *, seconds: float = PATIENCE) -> Any:  # noqa: ANN401 - JSON
        """The first true value of a script. The page's policy forbids Playwright's own way of waiting."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if value := self.page.evaluate(script):
                return value
            time.sleep(0.02)
        pytest.fail(f"waited in vain for {script}: {self.complaints}")

    def ready(self) -> None:
        """Waits for the engine."""
        state = self.wait_for("document.documentElement.dataset.engine")
        assert state == "ready", self.page.locator("#engine").inner_text()

    def paste(self, text: str) -> None:
        """Puts a text into the box at once, as pasting does, and waits until it has been read."""
        before = self.page.evaluate("Number(document.documentElement.dataset.read ?? 0)")
        if text:
            self.page.locator("#box").fill(text)
        else:
            self.page.locator("#clear").click()
        self.wait_for(f"Number(document.documentElement.dataset.read ?? 0) > {before}")

    def ask(self, question: dict[str, object]) -> Any:  # noqa: ANN401 - JSON
        """What the engine in the page answers to a question of the bridge."""
        return self.page.evaluate("(question) => globalThis.forwhom.ask(question)", question)

    def forbidden(self, request: Request) -> None:
        """Forgets a request that the policy of the page forbade: the browser names it, and then does not make it."""
        if request.failure == "csp":
            self.requests.remove(request.url)

    def violations(self) -> list[str]:
        """What the policy of the page forbade."""
        told: list[str] = self.page.evaluate("globalThis.violations")
        return told


@contextmanager
def serving() -> Generator[str]:
    """The address of a `forwhom serve` that runs until the block ends."""
    command = [sys.executable, "-m", "forwhom", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@contextmanager
def chromium(playwright: Playwright) -> Generator[Browser]:
    """The browser."""
    browser = playwright.chromium.launch(executable_path=needs_chromium(), args=ARGUMENTS)
    try:
        yield browser
    finally:
        browser.close()


def opened(context: BrowserContext, address: str) -> Workbench:
    """A page that begins to load. Everything that it asks the network for is noted, its service worker's too."""
    page = context.new_page()
    workbench = Workbench(page, address)
    page.add_init_script(_WATCH)
    context.on("request", lambda request: workbench.requests.append(request.url))
    # A lambda, since Playwright leaves a mark on the object of a method, and this one has slots.
    context.on("requestfailed", lambda request: workbench.forbidden(request))  # noqa: PLW0108
    page.on("console", lambda message: workbench.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: workbench.complaints.append(str(error)))
    page.goto(address, wait_until="commit")
    return workbench
