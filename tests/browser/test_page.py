"""What a person does with the page: paste, read, copy, choose, by mouse and by keyboard."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.sample_token import CLAIMS, shows_signature, token

if TYPE_CHECKING:
    from tests.browser.opening import Workbench

pytestmark = pytest.mark.browser
ERROR = "jwt audience invalid. expected: https://api.example.com"


def answer(workbench: Workbench) -> str:
    """The text of the answer."""
    return workbench.page.locator("#answer").inner_text()


def test_a_paste_is_answered(workbench: Workbench) -> None:
    """The verifier, the cause, both values and the checklist stand in the answer."""
    workbench.paste(f"{ERROR}\n{token()}")
    told = answer(workbench)
    assert "This looks like a refusal by jsonwebtoken" in told
    assert workbench.page.locator("[data-code=aud-trailing-slash]").count() == 1
    assert workbench.page.locator(".pair .expected code").inner_text() == '"https://api.example.com"'
    assert workbench.page.locator(".pair .found code").inner_text() == '"https://api.example.com/"'
    assert workbench.page.locator(".checks .failed .what").inner_text() == "audience"


def test_the_characters_that_differ_are_marked(workbench: Workbench) -> None:
    """Expected stands above found, and what one has and the other lacks is marked in both."""
    workbench.paste(f"{ERROR}\n{token()}")
    rows = workbench.page.locator(".pair .line").evaluate_all("rows => rows.map((row) => row.className)")
    assert rows == ["line expected", "line found"]
    assert workbench.page.locator(".pair .found mark").inner_text() == "/"
    assert workbench.page.locator(".pair .expected mark").get_attribute("class") == "gap"


def test_the_token_is_shown_without_its_signature(workbench: Workbench) -> None:
    """Header and claims in colours of their own, the signature by its length alone."""
    workbench.paste(token())
    shown = workbench.page.locator("#token").inner_text()
    for part in ("RS256", "https://auth.example.com/", "256 bytes, not shown, not verified"):
        assert part in shown
    colours = workbench.page.locator("#token .part h3").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).color)"
    )
    assert len(set(colours)) == 3
    everything = workbench.page.evaluate("document.body.innerText")
    assert not shows_signature(everything)


def test_times_are_told_as_people_do(workbench: Workbench) -> None:
    """A NumericDate has its date, and how far it is from now."""
    now = int(workbench.page.evaluate("Date.now() / 1000"))
    workbench.paste(token({**CLAIMS, "exp": now - 12 * 60 - 5, "iat": now - 7200}))
    shown = workbench.page.locator("#token").inner_text()
    assert "expired 12 minutes ago" in shown
    assert "issued 2 hours ago" in shown


def test_a_claim_says_what_it_means(workbench: Workbench) -> None:
    """On hover, on focus, and to a screen reader."""
    workbench.paste(token())
    term = workbench.page.locator("#token .claims .term", has_text="aud").first
    tip = workbench.page.locator(f"#{term.get_attribute('aria-describedby')}")
    assert not tip.is_visible()
    term.focus()
    assert tip.is_visible()
    assert "whom the token is for" in tip.inner_text()


def test_a_fix_can_be_copied(workbench: Workbench) -> None:
    """The button puts the snippet on the clipboard and says so."""
    workbench.paste(f"{ERROR}\n{token()}")
    workbench.page.get_by_role("tab", name="Resource server").click()
    button = workbench.page.locator(".snippet .copy").first
    button.click()
    workbench.wait_for("document.querySelector('.snippet [data-done]')?.textContent === 'Copied'")
    copied = workbench.page.evaluate("navigator.clipboard.readText()")
    assert "https://api.example.com/" in copied
    assert copied.strip() == workbench.page.locator(".snippet code").first.inner_text().strip()


def test_fixes_stand_in_tabs_by_party(workbench: Workbench) -> None:
    """Arrow keys change the tab, one panel is shown, and typing does not change the choice back."""
    workbench.paste(f"{ERROR}\n{token()}")
    tabs = workbench.page.get_by_role("tab")
    assert tabs.all_inner_texts() == ["Resource server", "Client"]
    tabs.first.focus()
    workbench.page.keyboard.press("ArrowRight")
    assert tabs.nth(1).get_attribute("aria-selected") == "true"
    assert workbench.page.get_by_role("tabpanel").count() == 1
    workbench.paste(f"{ERROR} \n{token()}")
    assert workbench.page.get_by_role("tab").nth(1).get_attribute("aria-selected") == "true"
    workbench.page.get_by_role("tab").first.click()


def test_any_verifier_is_predicted(workbench: Workbench) -> None:
    """A verifier chosen from the list says what it would do with this token."""
    workbench.paste(f"{ERROR}\n{token()}")
    workbench.page.locator("#other").select_option("dotnet-identitymodel")
    told = workbench.wait_for("document.querySelector('#further .predicted').textContent")
    assert "would accept" in told
    workbench.page.locator("#other").select_option("")


def test_the_matrix_tells_who_accepts(workbench: Workbench) -> None:
    """Both sides are counted, those that accept first."""
    workbench.paste(f"{ERROR}\n{token()}")
    workbench.page.get_by_text("Which verifiers would accept this pair").click()
    workbench.wait_for("document.querySelectorAll('#further .verdict').length > 50")
    assert workbench.page.locator("#further .verdict").first.get_attribute("class") == "verdict accepted"
    workbench.page.get_by_text("Which verifiers would accept this pair").click()


def test_what_is_known_besides_counts(workbench: Workbench) -> None:
    """Expected audience and verifier from the fields change the answer; clearing forgets them."""
    page = workbench.page
    page.get_by_text("What you know besides").click()
    workbench.paste(token())
    page.get_by_label("Expected audience").fill("https://api.example.com")
    page.get_by_label("Verifier: who refused it").fill("pyjwt")
    workbench.wait_for("document.querySelector('#answer').innerText.includes('PyJWT would refuse this token')")
    page.locator("#clear").click()
    assert page.get_by_label("Expected audience").input_value() == ""
    page.get_by_text("What you know besides").click()


def test_damage_is_named_beside_what_can_be_read(workbench: Workbench) -> None:
    """A token that breaks off shows the claims before the break, and the defects."""
    cut = token().rpartition(".")[0][:-30]
    workbench.paste(cut)
    shown = workbench.page.locator("#token").inner_text()
    assert "https://auth.example.com/" in shown
    assert "Not in order" in shown
    assert "breaks off" in shown


def test_the_report_is_copied_redacted(workbench: Workbench) -> None:
    """Text, Markdown and link hold what decides, and neither signature nor token nor person."""
    workbench.paste(f"{ERROR}\n{token()}")
    for name in ("Copy report as text", "Copy report as Markdown", "Copy link"):
        button = workbench.page.get_by_role("button", name=name)
        button.click()
        workbench.wait_for("document.querySelector('.share [data-done]') !== null")
        copied = workbench.page.evaluate("navigator.clipboard.readText()")
        assert "aud" in copied
        assert not shows_signature(copied)
        assert "eyJ" not in copied
        assert '"u1"' not in copied
        workbench.wait_for("document.querySelector('.share [data-done]') === null")


def test_a_link_opens_to_the_same_answer(workbench: Workbench) -> None:
    """What a link carries behind its # is read, and taken out of the address at once."""
    workbench.paste(f"{ERROR}\n{token()}")
    workbench.page.get_by_role("button", name="Copy link").click()
    workbench.wait_for("document.querySelector('.share [data-done]') !== null")
    link = workbench.page.evaluate("navigator.clipboard.readText()")
    other = workbench.page.context.new_page()
    try:
        other.goto(link)
        other.locator("[data-code=aud-trailing-slash]").wait_for()
        assert other.url == workbench.address
    finally:
        other.close()


def test_an_example_is_one_click_away(workbench: Workbench) -> None:
    """A first visitor sees a diagnosis without having anything to paste; each click shows another."""
    causes: list[str | None] = []
    for _ in range(3):
        before = workbench.page.evaluate("Number(document.documentElement.dataset.read)")
        workbench.page.locator("#example").click()
        workbench.wait_for(f"Number(document.documentElement.dataset.read) > {before}")
        causes.append(workbench.page.locator(".finding").first.get_attribute("data-code"))
    assert sorted(map(str, causes)) == ["aud-guid-or-uri", "aud-provider-default", "aud-trailing-slash"]


def test_it_works_by_keyboard_alone(workbench: Workbench) -> None:
    """From the top, Tab reaches the box and the buttons, and everything that has the focus shows it."""
    workbench.paste(f"{ERROR}\n{token()}")
    workbench.page.locator("button", has_text=re.compile("^Copy$")).first.wait_for()
    workbench.page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    seen: list[str] = []
    for _ in range(80):
        workbench.page.keyboard.press("Tab")
        told = workbench.page.evaluate(
            """(() => {
              const { activeElement: one } = document;
              const style = getComputedStyle(one);
              const shows = style.outlineStyle !== "none" && style.outlineWidth !== "0px";
              return [one.id || one.textContent.trim().slice(0, 40) || one.tagName, shows || one === document.body];
            })()"""
        )
        assert told[1], told
        seen.append(told[0])
    for name in ("box", "example", "Copy", "other", "Copy link", "with-token"):
        assert name in seen, seen


def test_the_engine_tells_its_names(workbench: Workbench) -> None:
    """The fields offer every verifier and provider of the catalogue."""
    names = workbench.ask({"ask": "names"})
    assert workbench.page.locator("#verifiers option").count() == len(names["verifiers"])
    assert workbench.page.locator("#providers option").count() == len(names["providers"])
    assert json.dumps(names)


def test_clearing_forgets_the_chosen_party(workbench: Workbench) -> None:
    """Whoever begins anew sees the first tab of the fixes, whichever was open before."""
    tabs = workbench.page.get_by_role("tab")
    workbench.paste(f"{ERROR}\n{token()}")
    tabs.nth(1).click()
    assert tabs.nth(1).get_attribute("aria-selected") == "true"
    workbench.paste("")
    workbench.paste(f"{ERROR}\n{token()}")
    assert tabs.first.get_attribute("aria-selected") == "true"
