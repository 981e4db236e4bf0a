"""One server and one browser for all tests of the page, and one loaded page for those that leave it as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import stepper as debugger
from tests.browser.opening import chromium, needs_chromium, opened, serving
from tests.oidc.conftest import canaille, demo, glewlwyd, op, op_inside

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.browser.opening import Workbench

#: The providers are those that the command line is tested with.
__all__ = ["canaille", "demo", "glewlwyd", "op", "op_inside"]


@pytest.fixture(scope="package")
def address() -> Generator[str]:
    """Where the workbench is served."""
    needs_chromium()
    with serving() as one:
        yield one


@pytest.fixture(scope="package")
def browser() -> Generator[Browser]:
    """The browser, closed with the last test of this folder: its event loop would be in the way of other tests."""
    with sync_playwright() as playwright, chromium(playwright) as one:
        yield one


@pytest.fixture(scope="package")
def loaded(browser: Browser, address: str) -> Generator[Workbench]:
    """A page whose engine runs."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address.rstrip("/"))
    workbench = opened(context, address)
    workbench.ready()
    yield workbench
    context.close()


@pytest.fixture
def workbench(loaded: Workbench) -> Workbench:
    """The loaded page with nothing in it; no test may leave a complaint of the browser behind."""
    loaded.page.locator("#clear").click()
    loaded.complaints.clear()
    loaded.page.evaluate("globalThis.violations = []")
    return loaded


@pytest.fixture(scope="package")
def served() -> Generator[debugger.Served]:
    """The local server."""
    needs_chromium()
    with debugger.serving() as one:
        yield one


@pytest.fixture
def stepper(browser: Browser, served: debugger.Served) -> Generator[debugger.Stepper]:
    """The page, with the key, in a browser without cookies. It complains of nothing and asks nobody but its server."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    one = debugger.opened(context, served)
    yield one
    assert one.complaints == []
    assert {urlsplit(url).netloc for url in one.asked} == {urlsplit(served.origin).netloc}
    context.close()
