"""The grants without a login, in the debugger of the page, and where a token goes on to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.stepper import API, begin_login, consent, logged_in, passed

if TYPE_CHECKING:
    from tests.browser.stepper import Stepper
    from tests.oidc.conftest import Provider

pytestmark = pytest.mark.browser
RENAMED = "urn:rename:me"


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
    assert "the client assertion (ES256) has one audience" in passed(stepper, "token")
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
