"""A private address is asked after a plain yes, and then walked to its end: a real provider at one of this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forwhom.oidc.address import Permission, Reach, host_of, reach
from forwhom.oidc.client import Client
from forwhom.oidc.discovery import discover
from forwhom.oidc.http import Http
from forwhom.oidc.step import Match
from tests.cli.calling import call
from tests.oidc.hands import Hands, failures, purpose, token
from tests.oidc.test_prompt import talk
from tests.oidc.user_agent import UserAgent
from tests.oidc.walks import at_authorization, at_token, logged_in
from tests.resource_server.loopback import document, serving

if TYPE_CHECKING:
    from pathlib import Path

    from tests.oidc.conftest import Provider

API = "https://api.example.test/"


def job(provider: Provider, folder: Path, *more: str) -> list[str]:
    """The words of a token request at this provider."""
    file = folder / "secret"
    file.write_text(provider.secret)
    words = ["oidc", "token", provider.issuer, "--client-id", "svc", "--client-secret-file", str(file)]
    return [*words, "--resource", API, *more]


def test_it_is_no_loopback_address(op_inside: Provider) -> None:
    """The provider of these tests stands where a network begins."""
    assert reach(host_of(op_inside.issuer)) is Reach.PRIVATE


def test_without_a_yes(op_inside: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is sent, and one line says how to allow it."""
    answer = call(monkeypatch, *job(op_inside, tmp_path))
    assert answer.status == 1
    assert "a private address, which is asked only after a plain yes" in answer.out
    assert "<- 200" not in answer.out
    assert answer.err == f"forwhom: to ask it all the same: --allow-private {host_of(op_inside.issuer)}\n"


def test_allowed_by_the_option(op_inside: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the host allowed, the walk comes to a token whose signature is verified, over http too."""
    answer = call(monkeypatch, *job(op_inside, tmp_path, "--allow-private", host_of(op_inside.issuer)))
    assert answer.status == 0, answer.out
    assert "its signature (RS256) is verified with a key of the issuer" in answer.out
    assert f'its audience is what was asked for: "{API}"' in answer.out


@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("yes", 0), ("n", 1), ("", 1), ("yes please", 1)])
def test_allowed_at_the_prompt(op_inside: Provider, tmp_path: Path, answer: str, status: int) -> None:
    """A plain yes at the prompt is asked for once, and opens the host for the whole walk; anything else does not."""
    found, text = talk(job(op_inside, tmp_path), [("[y/N]", answer)])
    assert found == status, text
    assert text.count("[y/N]") == 1
    assert ("its audience is what was asked for" in text) is (status == 0)


def test_a_login_at_a_private_address(op_inside: Provider) -> None:
    """A login with its pages, and the token that follows."""
    host = host_of(op_inside.issuer)
    hands = Hands(UserAgent({"login": "ada", "password": "any"}), Http(Permission(inside=frozenset({host}))))
    first = at_authorization(API, scope="openid read:things")
    steps = logged_in(op_inside.issuer, Client(id="spa"), hands, first, at_token(API), extra=(("prompt", "consent"),))
    assert token(steps).match is Match.AS_ASKED
    assert failures(steps) == []


@pytest.mark.parametrize("target", ["http://10.255.255.1/keys", "http://169.254.10.10/keys", "http://127.0.0.1:9/keys"])
def test_a_yes_is_for_one_host(op_inside: Provider, target: str) -> None:
    """A yes for one private host opens no other one, no link-local one, and not this machine."""
    host = host_of(op_inside.issuer)
    with serving(document({}), host) as server:
        server.answer = document({"issuer": server.url, "jwks_uri": target})
        http = Http(Permission(named=frozenset({host}), inside=frozenset({host})), 2.0)
        steps = Hands(http=http).walk(discover(server.url, purpose()))
        assert len(server.paths) == 1
    assert any("only after a plain yes" in text for text in failures(steps))
