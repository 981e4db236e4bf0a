"""A login in the debugger of the page: what is checked on the way, and who cannot come in between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from tests.browser.stepper import API, begin_login, consent, passed

if TYPE_CHECKING:
    from tests.browser.stepper import Stepper
    from tests.oidc.conftest import Provider

pytestmark = pytest.mark.browser


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
