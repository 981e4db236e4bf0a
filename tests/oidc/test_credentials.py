"""Credentials of a client on the command line: where they come from, and that they are no arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.calling import call
from tests.oidc.client_keys import client_keys

if TYPE_CHECKING:
    from pathlib import Path

    from tests.oidc.conftest import Demo, Provider
    from tests.oidc.glewlwyd import Glewlwyd


def test_the_secret_from_the_environment(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The secret may stand in an environment variable, also one of another name."""
    words = ["oidc", "token", demo.issuer, "--client-id", "shop-job", "--resource", demo.orders]
    monkeypatch.setenv("FORWHOM_CLIENT_SECRET", demo.secrets["shop-job"])
    assert call(monkeypatch, *words).status == 0
    monkeypatch.delenv("FORWHOM_CLIENT_SECRET")
    monkeypatch.setenv("JOB", demo.secrets["shop-job"])
    assert call(monkeypatch, *words, "--client-secret-env", "JOB").status == 0


@pytest.mark.parametrize("name", ["RS256", "PS256", "ES256", "EdDSA"])
def test_a_private_key(op: Provider, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    """A client assertion is signed with a key in a file; an algorithm is named where the first that fits is not it."""
    file = tmp_path / "key.pem"
    file.write_bytes(op.keys[name])
    words = ["oidc", "token", op.issuer, "--client-id", f"svc-{name}", "--client-key", str(file)]
    words += ["--client-key-id", name, "--resource", "https://api.example.test/"]
    answer = call(monkeypatch, *words, *(["--assertion-alg", name] if name == "PS256" else []))
    assert answer.status == 0, answer.out
    assert f"the client assertion ({name}) has one audience, the issuer" in answer.out


def test_a_signed_secret(op: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    """With secret-jwt the secret signs, and is not sent."""
    monkeypatch.setenv("FORWHOM_CLIENT_SECRET", op.secret)
    words = ["oidc", "token", op.issuer, "--client-id", "svc-hmac", "--auth", "secret-jwt"]
    answer = call(monkeypatch, *words, "--resource", "https://api.example.test/")
    assert answer.status == 0, answer.out
    assert "the client assertion (HS256) has one audience, the issuer" in answer.out
    assert "client_secret=" not in answer.out


def test_another_audience_of_the_assertion(glewlwyd: Glewlwyd, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where a server refuses the issuer, the answer names the option; with it the token comes, and a warning."""
    file = tmp_path / "key.pem"
    file.write_bytes(client_keys()["ES256"])
    words = ["oidc", "token", glewlwyd.issuer, "--client-id", "svc-ES256", "--client-key", str(file)]
    words += ["--client-key-id", "ES256", "--scope", "read:things", "--resource", "https://api.example.test/"]
    refused = call(monkeypatch, *words)
    assert refused.status == 1
    assert "(--assertion-audience)" in refused.out
    taken = call(monkeypatch, *words, "--assertion-audience", f"{glewlwyd.issuer}/token")
    assert taken.status == 0, taken.out
    assert "as you say, and not for the issuer" in taken.out


def test_there_is_no_option_for_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret cannot be given on the command line at all."""
    for name in ("token", "login", "device", "probe"):
        answer = call(monkeypatch, "oidc", name, "--help")
        for option in ("--client-secret ", "--password", "--refresh-token ", "--subject-token "):
            assert option not in answer.out
