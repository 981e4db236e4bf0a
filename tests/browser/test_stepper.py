"""The OIDC debugger in a real browser: real providers, their own pages for login and consent, and what the page says.

The pictures are written to `build/screens`.
"""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from tests.browser.opening import needs_chromium
from tests.browser.stepper import Served, Stepper, logged_in, opened, serving
from tests.browser.test_looks import AXE, SCREENS

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import Browser, Page

    from tests.oidc.conftest import Demo, Provider

pytestmark = pytest.mark.browser
API, RENAMED = "https://api.example.test/", "urn:rename:me"
LOOKS: list[tuple[str, int, Literal["light", "dark"]]] = [
    ("light", 1280, "light"),
    ("dark", 1280, "dark"),
    ("narrow", 360, "light"),
]


@pytest.fixture(scope="module")
def served() -> Generator[Served]:
    """The local server."""
    needs_chromium()
    with serving() as one:
        yield one


@pytest.fixture
def stepper(browser: Browser, served: Served) -> Generator[Stepper]:
    """The page, with the key, in a browser without cookies. It complains of nothing and asks nobody but its server."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    one = opened(context, served)
    yield one
    assert one.complaints == []
    assert {urlsplit(url).netloc for url in one.asked} == {urlsplit(served.origin).netloc}
    context.close()


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


def test_a_login_with_its_form_and_consent(stepper: Stepper, op: Provider) -> None:
    """State, iss and nonce are checked and shown as such, and the audience stands beside what was asked for."""
    begin_login(stepper, op)
    consent(stepper.login())
    stepper.settled()
    answered = passed(stepper, "callback")
    assert "the state is the one of this request" in answered
    assert "the issuer (iss) is the one that was asked" in answered
    assert "code_verifier" in stepper.step("token").inner_text()
    access, identity = stepper.granted(), stepper.granted("id_token")
    assert access.get_attribute("data-match") == "as-asked"
    assert access.locator(".beside dd").all_inner_texts()[1] == f'aud "{API}"'
    assert "its nonce is the one of this request" in identity.inner_text()


def test_pkce_is_told_where_it_is_made(stepper: Stepper, op: Provider) -> None:
    """WEB-14: the authorization request shows the challenge, and that its verifier has not been sent."""
    begin_login(stepper, op)
    stepper.wait_for("!!document.querySelector('.wanted a')")
    step = stepper.step("authorization")
    step.locator("summary").first.click()
    assert "code_challenge" in step.inner_text()
    assert "code_verifier" in step.locator("ul.checks").inner_text()


def test_an_audience_that_the_api_refuses(stepper: Stepper, op: Provider) -> None:
    """The diagnosis of the engine stands with the token: who refuses it, where the two part, the setting to paste."""
    begin_login(stepper, op, expected=API.rstrip("/"), verifier="pyjwt")
    consent(stepper.login())
    stepper.settled()
    diagnosis = stepper.granted().locator(".diagnosis")
    assert diagnosis.locator("article.finding").get_attribute("data-code") == "aud-trailing-slash"
    assert "PyJWT would refuse this token" in diagnosis.inner_text()
    assert 'audience=["https://api.example.test"]' in stepper.page.locator("#setting").inner_text()


def test_another_audience_than_was_asked_for(stepper: Stepper, op: Provider) -> None:
    """Client credentials with a secret: the server grants an audience of its own, which is told, and why."""
    stepper.discover(op.issuer)
    stepper.choose(
        "client-credentials",
        client_id="svc",
        authentication="client_secret_basic",
        secret=op.secret,
        resources=RENAMED,
        scope="",
    )
    stepper.go()
    stepper.settled()
    token = stepper.granted()
    assert token.get_attribute("data-match") == "other-than-asked"
    assert token.locator(".beside dd").all_inner_texts() == [
        f'resource "{RENAMED}" (in the token request)',
        'aud "renamed-audience"',
    ]
    assert "Why" in token.inner_text()
    assert op.secret not in stepper.page.content()


def test_a_private_key(stepper: Stepper, op: Provider) -> None:
    """A client that authenticates with a key signs its assertion here; the key is shown nowhere."""
    stepper.discover(op.issuer)
    stepper.choose(
        "client-credentials",
        client_id="svc-ES256",
        authentication="private_key_jwt",
        pem=op.keys["ES256"].decode(),
        key_id="ES256",
        resources=API,
        scope="",
    )
    stepper.go()
    stepper.settled()
    assert stepper.granted().get_attribute("data-match") == "as-asked"
    assert "the client assertion has one audience" in passed(stepper, "token")
    assert op.keys["ES256"].decode().splitlines()[1] not in stepper.page.locator("#walk").inner_text()


def test_the_device_flow(stepper: Stepper, op: Provider) -> None:
    """The page shows the code, the user enters it at the provider, logs in and consents, and the token comes."""
    stepper.discover(op.issuer)
    stepper.choose("device", client_id="spa", authentication="none", resources=API, scope="openid read:things")
    stepper.go()
    stepper.wait_for("!!document.querySelector('.user-code')")
    code = stepper.page.locator(".user-code").inner_text()
    with stepper.page.context.expect_page() as opening:
        stepper.page.locator(".wanted a").first.click()
    tab = opening.value
    tab.locator("input[name=user_code]").fill(code)
    tab.locator("button[type=submit]").click()
    tab.get_by_role("button", name="Continue").click()
    logged_in(tab, "ada")
    tab.locator("button[type=submit]").click()
    stepper.settled()
    assert stepper.granted().get_attribute("data-match") == "as-asked"


def test_denied_consent(stepper: Stepper, op: Provider) -> None:
    """Who does not consent is told so, and no token is asked for."""
    begin_login(stepper, op)
    tab = stepper.login()
    tab.get_by_text("Cancel").click()
    tab.get_by_text("The answer has arrived").wait_for()
    stepper.settled()
    assert stepper.step("callback").locator("[data-error]").get_attribute("data-error") == "access_denied"
    assert stepper.page.locator("[data-step=token]").count() == 0


def test_a_forged_state(stepper: Stepper, op: Provider) -> None:
    """WEB-10: an answer with another state ends the login; its code is sent nowhere."""
    begin_login(stepper, op)
    stepper.wait_for("!!document.querySelector('.wanted a')")
    url = str(stepper.page.locator(".wanted a").get_attribute("href"))
    (back,) = parse_qs(urlsplit(url).query)["redirect_uri"]
    tab = stepper.page.context.new_page()
    tab.goto(f"{back}?code=stolen-code-0123&state=of-another-login&iss={op.issuer}")
    stepper.settled()
    told = stepper.step("callback").inner_text()
    assert "the state is not the one of this request" in told
    assert "the code is sent nowhere" in told
    assert stepper.page.locator("[data-step=token]").count() == 0
    assert "stolen-code-0123" not in stepper.page.content()


def test_a_replayed_answer(stepper: Stepper, op: Provider) -> None:
    """WEB-10: the address of an answer, opened again, reaches nobody, and in the next login its state is refused."""
    begin_login(stepper, op)
    tab = stepper.login()
    with tab.expect_request(re.compile("/callback")) as caught:
        consent(tab)
    stepper.settled()
    answer = urlsplit(caught.value.url)
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(caught.value.url, trust_env=False)
    stepper.go()
    stepper.wait_for("!!document.querySelector('.wanted a')")
    url = str(stepper.page.locator(".wanted a").get_attribute("href"))
    (back,) = parse_qs(urlsplit(url).query)["redirect_uri"]
    tab.goto(f"{back}?{answer.query}")
    stepper.settled()
    assert "the state is not the one of this request" in stepper.step("callback").inner_text()


def test_a_token_goes_on_to_the_next_grant(stepper: Stepper, op: Provider) -> None:
    """A refresh token of this walk is chosen, not pasted, and a token for the same resource comes."""
    begin_login(stepper, op, scope="openid offline_access read:things", prompt="consent")
    consent(stepper.login())
    stepper.settled()
    option = stepper.page.locator("#number option", has_text="refresh_token").first.get_attribute("value")
    stepper.choose("refresh", number=str(option), scope="")
    stepper.go()
    stepper.settled()
    assert stepper.step("refresh").locator(".granted[data-kind=access_token]").get_attribute("data-match") == "as-asked"


def test_a_token_is_exchanged(stepper: Stepper, op: Provider) -> None:
    """The access token of a login is exchanged by another client for one that another API takes."""
    begin_login(stepper, op)
    consent(stepper.login())
    stepper.settled()
    option = stepper.page.locator("#number option", has_text="access_token").first.get_attribute("value")
    stepper.choose(
        "token-exchange",
        client_id="svc",
        authentication="client_secret_basic",
        secret=op.secret,
        number=str(option),
        resources="",
        audience="https://other.example.test",
        scope="",
    )
    stepper.go()
    stepper.settled()
    token = stepper.granted()
    assert token.get_attribute("data-match") == "as-asked"
    assert token.locator(".beside dd").all_inner_texts()[1] == 'aud "https://other.example.test"'


def test_a_login_at_another_provider(stepper: Stepper, demo: Demo) -> None:
    """The forms of django-oauth-toolkit lead to a token as well."""
    stepper.discover(demo.issuer)
    stepper.choose("login", client_id="shop-web", authentication="none", resources=demo.orders, scope="openid")
    stepper.go()
    tab = stepper.follow()
    tab.locator("input[name=username]").fill("ada")
    tab.locator("input[name=password]").fill(demo.password)
    tab.get_by_role("button").click()
    tab.locator("[name=allow]").click()
    tab.get_by_text("The answer has arrived").wait_for()
    stepper.settled()
    assert stepper.granted().locator(".beside dd").all_inner_texts()[1] == f'aud "{demo.orders}"'


def test_a_token_is_handed_to_the_decoder(stepper: Stepper, op: Provider) -> None:
    """The workbench opens in a tab of its own and reads the token, which stands in no address."""
    begin_login(stepper, op)
    consent(stepper.login())
    stepper.settled()
    with stepper.page.context.expect_page() as opening:
        stepper.granted().locator("button.open").click()
    tab = opening.value
    tab.locator("#token dd.aud").wait_for()
    assert tab.locator("#token dd.aud").inner_text() == f'"{API}"'
    assert tab.url == f"{urlsplit(stepper.page.url).scheme}://{urlsplit(stepper.page.url).netloc}/"
    assert tab.evaluate("window.opener") is None


def test_an_mcp_server(stepper: Stepper, demo: Demo) -> None:
    """A walk from a protected resource ends with the place where the audience goes wrong."""
    stepper.discover(demo.billing, "resource")
    assert "up to here it is in order" in stepper.step("audience").inner_text()
    stepper.choose(
        "client-credentials",
        client_id="shop-job",
        authentication="client_secret_basic",
        secret=demo.secrets["shop-job"],
        issuer=demo.issuer,
    )
    stepper.go()
    stepper.settled()
    assert "at the resource: it refuses a token" in stepper.step("audience").inner_text()


def test_a_credential_goes_to_no_server_that_only_the_resource_names(stepper: Stepper, demo: Demo) -> None:
    """Without a plain word of the user, the secret of a client stays here."""
    stepper.discover(demo.orders, "resource")
    secret = demo.secrets["shop-job"]
    stepper.choose("client-credentials", client_id="shop-job", authentication="client_secret_basic", secret=secret)
    stepper.go()
    stepper.settled()
    assert "is sent only to an issuer that you name" in stepper.step("audience").inner_text()
    assert stepper.page.locator("[data-step=token]").count() == 0


def test_a_private_address_needs_a_plain_yes(stepper: Stepper) -> None:
    """The page asks before a request leads into the network, and a no is a no."""
    stepper.page.locator("#address").fill("https://10.255.255.1")
    stepper.press("Discover")
    for _ in range(2):
        stepper.wait_for("!!document.querySelector('#no')")
        assert "a private address" in stepper.page.locator("#waiting").inner_text()
        stepper.page.locator("#no").click()
        stepper.wait_for("!document.querySelector('#no') || document.querySelectorAll('.step').length")
    stepper.settled()
    assert "only after a plain yes" in stepper.page.locator(".step").first.inner_text()


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
