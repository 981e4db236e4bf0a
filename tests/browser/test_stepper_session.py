"""Who may use the debugger of the page, and when it forgets what it holds."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import httpx2
import pytest

from tests.browser.stepper import opened, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.stepper import Served
    from tests.oidc.conftest import Provider

pytestmark = pytest.mark.browser


def test_a_page_that_closes_is_forgotten(browser: Browser, served: Served, op: Provider) -> None:
    """With the page goes what the server held for it."""
    context = browser.new_context()
    stepper = opened(context, served)
    sent: list[str] = []
    stepper.page.on("request", lambda request: sent.append(request.post_data or ""))
    stepper.discover(op.issuer)
    stepper.wait_for("true")
    time.sleep(0.2)
    session = next(json.loads(text)["session"] for text in reversed(sent) if "session" in text)
    key = served.address.partition("#key=")[2]
    headers = {"Origin": served.origin, "X-Forwhom-Key": key}
    question = {"session": session, "version": -1, "after": 0}

    def status() -> int:
        address = f"{served.origin}/api/oidc/news"
        return httpx2.post(address, json=question, headers=headers, trust_env=False).status_code

    assert status() == 200
    stepper.page.goto("about:blank")
    end = time.monotonic() + 5
    while status() != 410 and time.monotonic() < end:
        time.sleep(0.05)
    assert status() == 410
    context.close()


def test_without_the_key_the_page_does_not_open(browser: Browser, served: Served) -> None:
    """WEB-05: the page asks for the key; a wrong one is refused, and the right one opens it."""
    key = served.address.partition("#key=")[2]
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served.origin}/oidc/")
    assert key not in page.content()
    page.locator("#key").fill("wrong")
    page.get_by_role("button", name="Open").click()
    page.get_by_text("this is not the key").wait_for()
    assert page.locator("#start").is_hidden()
    page.locator("#key").fill(key)
    page.get_by_role("button", name="Open").click()
    page.locator("#start").wait_for()
    context.close()


def test_a_server_that_stops(browser: Browser, op: Provider) -> None:
    """The page says that the server has stopped, and shows nothing any more of what it held."""
    context = browser.new_context()
    with serving() as mine:
        stepper = opened(context, mine)
        stepper.discover(op.issuer)
        assert stepper.page.locator(".step").count() > 0
    stepper.page.get_by_text("forwhom serve does not answer").wait_for()
    assert stepper.page.locator(".step").count() == 0
    context.close()
