"""What stands in a token or a log is shown and does nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.sample_token import CLAIMS, HEADER, token

if TYPE_CHECKING:
    from tests.browser.opening import Workbench

pytestmark = pytest.mark.browser
NAUGHTY: list[str] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "blns" / "blns.json").read_text(encoding="utf-8")
)
HOSTILE = [
    "<script>globalThis.hit = 1</script>",
    "<img src=x onerror='globalThis.hit = 1'>",
    '"><svg onload=globalThis.hit=1>',
    "javascript:globalThis.hit=1",
    "\x1b[2J\x1b]0;owned\x07",
    "\u202egpj.exe",
    "\u2066hidden\u2069",
    "{{constructor.constructor('globalThis.hit=1')()}}",
    "https://api.example.com/\u200b",
    "a" * 5000,
]


def elements(workbench: Workbench) -> list[str]:
    """The kinds of element that no text of a token may bring into the page; links to our own pages are none of them."""
    script = "[...document.querySelectorAll('#answer *:not(a[rel=noopener]), #token *')].map((one) => one.localName)"
    made: list[str] = workbench.page.evaluate(script)
    return [name for name in made if name in {"script", "img", "svg", "iframe", "object", "a", "style", "form", "link"}]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_claim_is_inert(workbench: Workbench, value: str) -> None:
    """LEAK-07, LEAK-08: in every claim, name, header parameter and setting it is text: nothing runs, hides or turns."""
    claims = {**CLAIMS, "aud": value, "iss": value, "sub": value, value: value}
    workbench.paste(f"jwt audience invalid. expected: {value}\n{token(claims, {**HEADER, 'kid': value})}")
    assert workbench.page.evaluate("globalThis.hit") is None
    assert elements(workbench) == []
    shown = workbench.page.locator("#token").inner_text() + workbench.page.locator("#answer").inner_text()
    assert not any(ord(one) < 32 and one not in "\n\t" for one in shown)
    assert not any(one in shown for one in "\u202e\u2066\u2069\u200b")
    assert workbench.violations() == []


def test_naughty_strings_are_read(workbench: Workbench) -> None:
    """Each of five hundred naughty strings, as text and as the audience of a token, is answered and harmless."""
    told = workbench.page.evaluate(
        """async (pairs) => {
          const odd = [];
          const box = document.querySelector("#box");
          for (const [text, token] of pairs) {
            for (const given of [text, token]) {
              const before = Number(document.documentElement.dataset.read ?? 0);
              box.value = given;
              box.dispatchEvent(new Event("input"));
              while (Number(document.documentElement.dataset.read ?? 0) === before) await new Promise((r) => setTimeout(r));
              const made = document.querySelectorAll("#answer :is(script, img, svg, iframe, a:not([rel=noopener]), style), #token :is(script, img, svg, iframe, a, style)");
              if (made.length || globalThis.hit || !document.querySelector("#engine").textContent.startsWith("Ready")) odd.push(given);
            }
          }
          return odd;
        }""",
        [[text, token({**CLAIMS, "aud": text})] for text in NAUGHTY],
    )
    assert told == []
    assert workbench.violations() == []
    assert workbench.complaints == []
