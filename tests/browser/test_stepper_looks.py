"""The debugger of the page in every state, light, dark and narrow. The pictures are written to `build/screens`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.stepper import API, begin_login, consent
from tests.browser.test_looks import AXE, SCREENS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.stepper import Stepper
    from tests.oidc.conftest import Provider

pytestmark = pytest.mark.browser
LOOKS: list[tuple[str, int, Literal["light", "dark"]]] = [
    ("light", 1280, "light"),
    ("dark", 1280, "dark"),
    ("narrow", 360, "light"),
]


def violations(page: Page) -> list[str]:
    """What axe objects to, each with the elements concerned."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make lint installs it")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    told: list[str] = page.evaluate(
        """axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(
          ({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map((one) => one.html).join(" | ")}`))"""
    )
    return told


def looked_at(stepper: Stepper, state: str, looks: int = 3) -> list[str]:
    """What is wrong with the looks of a state, in so many of light, dark and on a narrow screen."""
    page = stepper.page
    SCREENS.mkdir(parents=True, exist_ok=True)
    found: list[str] = []
    for look, width, scheme in LOOKS[:looks]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=SCREENS / f"{look}-oidc-{state}.png", full_page=True)
        found += [f"{look} {state}: {one}" for one in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{look} {state}: wider than the screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def test_every_state_is_accessible_and_fits(stepper: Stepper, op: Provider) -> None:
    """In every state of a walk axe finds nothing, and nothing needs scrolling to the side."""
    found = looked_at(stepper, "empty")
    begin_login(stepper, op, expected=API.rstrip("/"), verifier="pyjwt")
    stepper.wait_for("!!document.querySelector('.wanted a')")
    found += looked_at(stepper, "waiting", 2)
    consent(stepper.login())
    stepper.settled()
    stepper.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found += looked_at(stepper, "walked")
    stepper.choose("client-credentials", client_id="nobody", authentication="client_secret_basic", secret="not-the-one")
    stepper.go()
    stepper.settled()
    found += looked_at(stepper, "error", 1)
    assert found == []
