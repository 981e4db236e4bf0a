"""The page of the OIDC debugger in Chromium, and a user who logs in at a real provider in a tab beside it."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import BrowserContext, Locator, Page

    from tests.oidc.conftest import Provider

API = "https://api.example.test/"
#: Seconds that a walk may take on a loaded machine.
PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Served:
    """A running `forwhom serve`: the address of its page with the key, and its process."""

    address: str
    process: subprocess.Popen[str]

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return self.address.partition("/oidc/")[0]


@contextmanager
def serving() -> Generator[Served]:
    """The workbench until the block ends."""
    command = [sys.executable, "-m", "forwhom", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:  # noqa: S603
        assert process.stdout
        try:
            lines = [process.stdout.readline() for _ in range(3)]
            yield Served(lines[2].split()[-1], process)
        finally:
            process.terminate()


@dataclass(slots=True)
class Stepper:
    """The page, and what the browser complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list[str])
    asked: list[str] = field(default_factory=list[str])

    def wait_for(self, script: str) -> Any:  # noqa: ANN401 - JSON
        """The first true value of a script. The page's policy forbids Playwright's own way of waiting."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if value := self.page.evaluate(script):
                return value
            time.sleep(0.02)
        shown = self.page.locator("#walk").inner_text()
        pytest.fail(f"waited in vain for {script}: {self.complaints} {shown}")

    def settled(self) -> None:
        """Waits until the walk has ended."""
        self.wait_for("document.documentElement.dataset.running === 'false'")

    def discover(self, address: str, start: str = "issuer") -> None:
        """Begins at this address."""
        self.page.locator(f"input[name=start][value={start}]").check()
        self.page.locator("#address").fill(address)
        self.press("Discover")
        self.settled()

    def press(self, name: str) -> None:
        """Presses a button; what the page is told from now on is of another walk."""
        self.page.evaluate("document.documentElement.dataset.running = ''")
        self.page.get_by_role("button", name=name).click()

    def choose(self, kind: str, **fields: str) -> None:
        """Fills the form for a token."""
        self.page.evaluate("document.querySelector('#grant details').open = true")
        self.page.locator("#kind").select_option(kind)
        for name, value in fields.items():
            at = self.page.locator(f"#{name}")
            if at.evaluate("(one) => one.localName") == "select":
                at.select_option(value)
            else:
                at.fill(value)

    def go(self) -> None:
        """Goes on to a token."""
        self.press("Go on to a token")

    def step(self, name: str) -> Locator:
        """The last step of this name."""
        return self.page.locator(f"[data-step={name}]").last

    def granted(self, kind: str = "access_token") -> Locator:
        """The last token of this kind."""
        return self.page.locator(f".granted[data-kind={kind}]").last

    def follow(self) -> Page:
        """The tab that the link to the provider opens."""
        self.wait_for("!!document.querySelector('.wanted a')")
        with self.page.context.expect_page() as opening:
            self.page.locator(".wanted a").first.click()
        return opening.value

    def login(self, account: str = "ada") -> Page:
        """Follows the link to the provider and logs in there; the tab then asks for consent."""
        return logged_in(self.follow(), account)


def logged_in(tab: Page, account: str) -> Page:
    """The tab, once the form of the provider has been sent."""
    tab.locator("input[name=login]").fill(account)
    tab.locator("input[name=password]").fill("any")
    tab.locator("button[type=submit]").click()
    return tab


def opened(context: BrowserContext, served: Served) -> Stepper:
    """The page, which knows the key."""
    page = context.new_page()
    stepper = Stepper(page)
    page.on("console", lambda message: stepper.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: stepper.complaints.append(str(error)))
    page.on("request", lambda request: stepper.asked.append(request.url))
    page.goto(served.address)
    stepper.wait_for("!document.getElementById('start').hidden")
    return stepper


def begin_login(stepper: Stepper, op: Provider, **fields: str) -> None:
    """Goes on to a login of the public client."""
    stepper.discover(op.issuer)
    given = {"client_id": "spa", "authentication": "none", "resources": API, "scope": "openid read:things", **fields}
    stepper.choose("login", **given)
    stepper.go()


def consent(tab: Page) -> None:
    """Grants what the provider asks for, and waits for the page of forwhom."""
    tab.locator("button[type=submit]").click()
    tab.get_by_text("The answer has arrived").wait_for()


def passed(stepper: Stepper, step: str) -> str:
    """The checks of a step that passed."""
    return " ".join(stepper.step(step).locator("li.passed").all_inner_texts())
