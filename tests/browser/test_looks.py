"""The main states of the page: no accessibility violation, no layout jump, nothing cut off; and pictures to look at.

The pictures are written to `build/screens`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.opening import opened
from tests.sample_token import CLAIMS, token

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.opening import Workbench

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "build" / "screens"
AXE = ROOT / "bundle" / "node_modules" / "axe-core" / "axe.min.js"
ERROR = "jwt audience invalid. expected: https://api.example.com"
STATES = {
    "empty": "",
    "cause": f"{ERROR}\n{token()}",
    "damaged": token()[:120],
    "message": "Audiences in Jwt are not allowed",
    "accepted": f"audience: https://api.example.com/\n{token()}",
    "long": f"audience: https://api.example.com/{'v1/' * 40}\n{token({**CLAIMS, 'aud': 'https://api.example.com/' + 'v1/' * 39 + 'v2/'})}",
    "opaque": "Authorization: Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg12",
}
LOOKS: list[tuple[str, int, Literal["light", "dark"]]] = [
    ("light", 1280, "light"),
    ("dark", 1280, "dark"),
    ("narrow", 360, "light"),
]


def violations(workbench: Workbench) -> list[str]:
    """What axe objects to, each with the elements concerned."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make lint installs it")
    workbench.page.evaluate(AXE.read_text(encoding="utf-8"))
    told: list[str] = workbench.page.evaluate(
        """axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(
          ({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map((one) => one.html).join(" | ")}`))"""
    )
    return told


@pytest.mark.parametrize(("look", "width", "scheme"), LOOKS, ids=[look for look, _, _ in LOOKS])
def test_every_state_is_accessible_and_fits(
    workbench: Workbench, look: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """In light, dark and on a narrow screen axe finds nothing, and nothing needs scrolling to the side."""
    page = workbench.page
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    SCREENS.mkdir(parents=True, exist_ok=True)
    found: list[str] = []
    try:
        for state, text in STATES.items():
            workbench.paste(text)
            page.screenshot(path=SCREENS / f"{look}-{state}.png", full_page=True)
            found += [f"{state}: {one}" for one in violations(workbench)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{state}: wider than the screen")
        page.get_by_text("What you know besides").click()
        page.get_by_text("Which verifiers would accept this pair").click()
        found += [f"open: {one}" for one in violations(workbench)]
        page.screenshot(path=SCREENS / f"{look}-open.png", full_page=True)
        page.get_by_text("Which verifiers would accept this pair").click()
        page.get_by_text("What you know besides").click()
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
    assert found == []


def test_nothing_jumps_while_it_loads(browser: Browser, address: str) -> None:
    """From the first text to the ready engine the layout does not shift."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    fresh = opened(context, address)
    fresh.ready()
    shift = fresh.page.evaluate(
        """new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
            .observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 100);
        })"""
    )
    context.close()
    assert shift < 0.01


def test_motion_can_be_reduced(workbench: Workbench) -> None:
    """Who asks for less motion gets no transition at all."""
    workbench.page.emulate_media(reduced_motion="reduce")
    workbench.paste(STATES["cause"])
    moving = """[...document.querySelectorAll("*")].some((one) => {
      const { transitionDuration, animationName } = getComputedStyle(one);
      return parseFloat(transitionDuration) > 0 || animationName !== "none";
    })"""
    assert workbench.page.evaluate(moving) is False
    workbench.page.emulate_media(reduced_motion="no-preference")
