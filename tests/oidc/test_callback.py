"""What comes to the redirect URI: checked before any code is sent, taken once, and shown to nobody."""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx2
import pytest

from forwhom.oidc import token_request
from forwhom.oidc.authorization import request_url, review
from forwhom.oidc.callback_listener import CallbackListener
from forwhom.oidc.client import Client
from forwhom.oidc.metadata import Form, Metadata
from forwhom.oidc.pkce import Unguessable, fresh
from forwhom.oidc.step import Asked
from forwhom.oidc.walk import Callback
from tests.oidc.hands import REDIRECT_URI, Hands, error, failures
from tests.oidc.user_agent import UserAgent
from tests.oidc.walks import NOTHING, at_authorization, logged_in, requested

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.oidc.conftest import Provider

ISSUER = "https://auth.example.com"
MADE = Unguessable(state="the-state", nonce="the-nonce", verifier="v" * 43)
PLAIN = Metadata(ISSUER, "", Form.OPENID, {"issuer": ISSUER})
ANNOUNCED = replace(PLAIN, members={**PLAIN.members, "authorization_response_iss_parameter_supported": True})


def returned(*pairs: tuple[str, str], metadata: Metadata = PLAIN, seconds: float = 1.0) -> tuple[str | None, list[str]]:
    """The code that may be used, and the texts of the failures."""
    found = review(Callback(parameters=pairs, seconds=seconds), metadata, MADE)
    return found.code, [check.text for check in found.checks if check.outcome == "failed"]


def test_the_right_answer() -> None:
    """With the right state and issuer the code may be used."""
    assert returned(("code", "abc"), ("state", "the-state"), ("iss", ISSUER), metadata=ANNOUNCED) == ("abc", [])
    assert returned(("code", "abc"), ("state", "the-state")) == ("abc", [])


@pytest.mark.parametrize(
    "pairs",
    [
        (("code", "abc"),),
        (("code", "abc"), ("state", "")),
        (("code", "abc"), ("state", "another")),
        (
            ("code", "abc"),
            ("state", "the-state "),
        ),
        (("code", "abc"), ("state", "the-state"), ("state", "another")),
        (("code", "abc"), ("code", "def"), ("state", "the-state")),
    ],
)
def test_web_10_a_wrong_state(pairs: tuple[tuple[str, str], ...]) -> None:
    """WEB-10: a missing, foreign or doubled state leaves the code unused."""
    code, told = returned(*pairs)
    assert code is None
    assert told


def test_web_10_a_late_state() -> None:
    """WEB-10: after ten minutes a state is no longer good."""
    code, told = returned(("code", "abc"), ("state", "the-state"), seconds=601.0)
    assert code is None
    assert "601 seconds" in told[0]


@pytest.mark.parametrize("issuer", ["https://evil.example", f"{ISSUER}/", "HTTPS://auth.example.com", ""])
def test_web_11_a_mix_up(issuer: str) -> None:
    """WEB-11: an answer of another issuer, compared character by character, leaves the code unused."""
    for metadata in (PLAIN, ANNOUNCED):
        code, told = returned(("code", "abc"), ("state", "the-state"), ("iss", issuer), metadata=metadata)
        assert code is None
        assert any("mix-up" in text or "missing" in text for text in told)


def test_web_11_a_missing_issuer() -> None:
    """WEB-11: where the metadata announces iss, an answer without it leaves the code unused."""
    code, told = returned(("code", "abc"), ("state", "the-state"), metadata=ANNOUNCED)
    assert code is None
    assert any("missing" in text for text in told)


def with_value(name: str, value: str | None) -> Callable[[Callback], Callback]:
    """Gives a parameter of the answer another value, or takes it away."""

    def change(callback: Callback) -> Callback:
        kept = tuple(pair for pair in callback.parameters or () if pair[0] != name)
        return replace(callback, parameters=kept if value is None else (*kept, (name, value)))

    return change


def late(callback: Callback) -> Callback:
    """The answer, more than ten minutes after the request."""
    return replace(callback, seconds=601.0)


def nothing(_: Callback) -> Callback:
    """No answer at all."""
    return Callback(parameters=None, reason="nobody came")


@pytest.mark.parametrize(
    "change",
    [
        with_value("state", None),
        with_value("state", "that-of-another-tab"),
        with_value("iss", "https://evil.example"),
        late,
        nothing,
    ],
    ids=["no state", "state of another tab", "mix-up", "late", "nothing"],
)
def test_no_code_is_sent_after_a_wrong_answer(op: Provider, change: Callable[[Callback], Callback]) -> None:
    """WEB-10, WEB-11: with a real provider and an answer that was tampered with, the token endpoint is never asked."""
    hands = Hands(UserAgent({"login": "ada", "password": "any"}), change=change)
    steps = logged_in(op.issuer, Client(id="spa"), hands, at_authorization(scope="openid"))
    assert failures(steps)
    assert all(request.method == "GET" for request, _ in hands.sent)


def test_a_replayed_code_is_refused(op: Provider) -> None:
    """WEB-10: a code that was used already is refused by the server, and told as invalid_grant."""
    made, hands = fresh(), Hands(UserAgent({"login": "ada", "password": "any"}))
    logged_in(op.issuer, Client(id="spa"), hands, at_authorization(scope="openid"), unguessable=made)
    assert hands.arrival
    code = dict(hands.arrival.parameters or ())["code"]
    grant = token_request.authorization_code(code, REDIRECT_URI, made.verifier, made.nonce)
    assert error(requested(op.issuer, Client(id="spa"), NOTHING, grant=grant)) == "invalid_grant"


def test_web_14_pkce_is_always_s256() -> None:
    """WEB-14: the challenge is S256 of a verifier of 43 characters, fresh each time, whatever the metadata says."""
    one, other = fresh(), fresh()
    assert len({one.state, one.nonce, one.verifier, other.state, other.nonce, other.verifier}) == 6
    assert 43 <= len(one.verifier) <= 128
    url = request_url(
        "https://a.example/auth?x=1", "web", "http://127.0.0.1/callback", asked=Asked(scope="openid"), unguessable=one
    )
    assert "code_challenge_method=S256" in url
    assert "x=1" in url
    assert one.challenge in url
    assert one.verifier not in url


def test_the_challenge_is_that_of_the_standard() -> None:
    """The example of RFC 7636, appendix B."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    made = replace(MADE, verifier=verifier)
    assert made.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    assert verifier not in repr(made)


def get(url: str, **headers: str) -> httpx2.Response:
    """The answer of the listener."""
    with httpx2.Client(trust_env=False, follow_redirects=False, timeout=5) as client:
        return client.get(url, headers=headers)


def test_the_listener_takes_one_answer() -> None:
    """The first answer is taken, the second refused; the page is fixed, and then nobody listens."""
    with CallbackListener() as listener:
        first = get(f"{listener.redirect_uri}?code=the-code&state=s")
        second = get(f"{listener.redirect_uri}?code=other&state=s")
        page = get(listener.redirect_uri.replace("/callback", first.headers["location"]))
        callback = listener.wait(1)
        port = httpx2.URL(listener.redirect_uri).port
    assert (first.status_code, second.status_code, page.status_code) == (303, 410, 200)
    assert callback.parameters == (("code", "the-code"), ("state", "s"))
    assert "the-code" not in page.text
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port or 0), timeout=1)


def test_web_20_the_page_leaks_nothing() -> None:
    """WEB-20: the address with the code is left at once; nothing is kept, framed, referred to or loaded."""
    with CallbackListener() as listener:
        first = get(f"{listener.redirect_uri}?code=the-code&state=s&next=//evil.example")
        page = get(listener.redirect_uri.replace("/callback", first.headers["location"]))
    assert first.headers["location"] == "/done"
    for answer in (first, page):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "src=" not in page.text
    assert "href=" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/callback?next=//evil.example",
        "/login?return=https:evil.example",
        "/callback?code=a%0d%0aSet-Cookie:x",
        "/\\evil.example",
        "//evil.example?code=a",
    ],
)
def test_web_16_no_open_redirect(path: str) -> None:
    """WEB-16: no redirect goes anywhere but to the fixed page."""
    with CallbackListener() as listener:
        base = listener.redirect_uri.removesuffix("/callback")
        answer = get(base + path)
    assert answer.headers.get("location", "/done") == "/done"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "host", ["attacker.example", "localhost.attacker.example", "127.0.0.1.nip.io", "127.0.0.1:1", ""]
)
def test_web_01_another_host_is_refused(host: str) -> None:
    """WEB-01: a request under another name, as after a rebound name, is refused before its answer is read."""
    with CallbackListener() as listener:
        answer = get(f"{listener.redirect_uri}?code=a&state=s", Host=host)
        callback = listener.wait(0.05)
    assert answer.status_code == 421
    assert callback.parameters is None


@pytest.mark.parametrize("path", ["/", "/favicon.ico", "/callback", "/callback/?code=a", "/done"])
def test_other_requests_are_no_answer(path: str) -> None:
    """What a browser asks besides is answered with 404 and taken for nothing."""
    with CallbackListener() as listener:
        answer = get(listener.redirect_uri.replace("/callback", path))
        assert listener.wait(0.05).parameters is None
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "redirect_uri",
    [
        "https://127.0.0.1/callback",
        "http://192.168.1.1/callback",
        "http://0.0.0.0/callback",
        "http://example.com/callback",
        "custom:/callback",
        "http://127.0.0.1/callback#x",
    ],
)
def test_web_02_only_this_machine_listens(redirect_uri: str) -> None:
    """WEB-02: the listener binds loopback addresses only."""
    with pytest.raises(ValueError, match="this machine"):
        CallbackListener(redirect_uri)


def test_a_given_port_and_path() -> None:
    """A redirect URI that is registered with a port and a path is used as it is."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with CallbackListener(f"http://localhost:{port}/oidc/cb") as listener:
        assert listener.redirect_uri == f"http://localhost:{port}/oidc/cb"
        assert get(f"{listener.redirect_uri}?error=access_denied&state=s").status_code == 303
        assert listener.wait(1).parameters == (("error", "access_denied"), ("state", "s"))


def test_web_22_half_open_requests() -> None:
    """WEB-22: connections that send nothing do not keep the answer out."""
    with CallbackListener() as listener:
        url = httpx2.URL(listener.redirect_uri)
        idle = [socket.create_connection((url.host, url.port or 0)) for _ in range(50)]
        try:
            assert get(f"{listener.redirect_uri}?code=a&state=s").status_code == 303
        finally:
            for one in idle:
                one.close()
