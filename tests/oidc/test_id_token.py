"""What a client has to check of an ID Token, one behaviour a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forwhom.jwt.token import from_parts
from forwhom.oidc.id_token import half_hash, review

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue

NOW = 1_800_000_000
ISSUER, CLIENT, NONCE, ACCESS = "https://auth.example.com", "web", "the-nonce", "the-access-token"
GOOD: dict[str, JsonValue] = {
    "iss": ISSUER,
    "aud": CLIENT,
    "sub": "ada",
    "iat": NOW,
    "exp": NOW + 600,
    "nonce": NONCE,
    "at_hash": half_hash(ACCESS, "RS256"),
}


def told(changed: dict[str, JsonValue], *absent: str, alg: JsonValue = "RS256") -> dict[str, list[str]]:
    """The texts of the checks by their outcome, of a good token with these claims changed."""
    claims = {name: value for name, value in {**GOOD, **changed}.items() if name not in absent}
    checks = review(
        from_parts({"alg": alg}, claims),
        issuer=ISSUER,
        client_id=CLIENT,
        nonce=NONCE,
        now=NOW,
        access_token=ACCESS,
        code="the-code",
    )
    found: dict[str, list[str]] = {"passed": [], "failed": [], "warning": [], "note": []}
    for check in checks:
        found[check.outcome].append(check.text)
    return found


def test_a_good_one() -> None:
    """With everything in order nothing fails."""
    assert told({})["failed"] == told({})["warning"] == []


@pytest.mark.parametrize("issuer", [f"{ISSUER}/", "https://evil.example", "HTTPS://auth.example.com", [ISSUER], None])
def test_another_issuer(issuer: JsonValue) -> None:
    """The issuer is compared character by character."""
    assert "its issuer is not the one that was asked" in told({"iss": issuer})["failed"]


@pytest.mark.parametrize("aud", ["other", ["other"], [], "", None, 7, "web "])
def test_another_audience(aud: JsonValue) -> None:
    """The audience has to name the client."""
    assert "its audience is not this client" in told({"aud": aud})["failed"]


def test_aud_31_further_audiences() -> None:
    """AUD-31: others beside the client are a warning, and several without an authorized party another."""
    found = told({"aud": [CLIENT, "other"]})
    assert len(found["warning"]) == 2
    assert found["failed"] == []


@pytest.mark.parametrize("azp", ["other", "", [CLIENT], None])
def test_aud_31_another_authorized_party(azp: JsonValue) -> None:
    """AUD-31: an authorized party that is not the client, or malformed, fails."""
    assert "its authorized party (azp) is not this client" in told({"aud": [CLIENT, "x"], "azp": azp})["failed"]


@pytest.mark.parametrize("nonce", ["", "another", [NONCE], None])
def test_web_13_a_wrong_nonce(nonce: JsonValue) -> None:
    """WEB-13: a nonce of another request, of a wrong type, or none at all fails."""
    assert "its nonce is not the one of this request" in told({"nonce": nonce})["failed"]
    assert any("has no nonce" in text for text in told({}, "nonce")["failed"])


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"exp": NOW - 61}, "it expired"),
        ({"exp": str(NOW + 600)}, "no expiry"),
        ({"exp": None}, "no expiry"),
        ({"iat": NOW + 3600}, "issued in the future"),
        ({"iat": "now"}, "when it was issued"),
        ({"sub": ""}, "no subject"),
        ({"sub": 7}, "no subject"),
    ],
)
def test_times_and_subject(claims: dict[str, JsonValue], words: str) -> None:
    """Expiry, time of issue and subject have to be there, of the right type, and in order."""
    assert any(words in text for text in told(claims)["failed"])


def test_a_minute_of_clock_skew_is_forgiven() -> None:
    """Clocks that differ by less than a minute do no harm."""
    assert told({"exp": NOW - 59, "iat": NOW + 59})["failed"] == []


@pytest.mark.parametrize("value", ["wrong", "", [half_hash(ACCESS, "RS256")], 7, None])
def test_web_17_a_wrong_hash(value: JsonValue) -> None:
    """WEB-17: an at_hash or c_hash that is not that of what came with it, or of a wrong type, fails."""
    for name in ("at_hash", "c_hash"):
        assert any(text.startswith(f"its {name} is not") for text in told({name: value})["failed"])


@pytest.mark.parametrize("alg", ["XY256", "none", "", None, 7, ["RS256"]])
def test_web_17_a_hash_of_no_algorithm(alg: JsonValue) -> None:
    """WEB-17: where no hash belongs to the algorithm, the claim fails instead of passing."""
    assert any("cannot be verified" in text for text in told({}, alg=alg)["failed"])


@pytest.mark.parametrize(("alg", "length"), [("RS256", 22), ("ES384", 32), ("PS512", 43), ("EdDSA", 43)])
def test_the_hash_is_that_of_the_algorithm(alg: str, length: int) -> None:
    """Half of the hash of the algorithm, base64url without padding."""
    assert len(half_hash(ACCESS, alg) or "") == length


def test_the_example_of_the_standard() -> None:
    """The access token and at_hash of OIDC Core, appendix A.3."""
    assert half_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", "RS256") == "77QmUPtjPfzWtF2AnpK9RQ"


def test_what_is_no_token() -> None:
    """An ID Token that is no JWT fails at once."""
    checks = list(review(from_parts(None, None), issuer=ISSUER, client_id=CLIENT, nonce=None, now=NOW))
    assert [check.outcome for check in checks] == ["failed"]
