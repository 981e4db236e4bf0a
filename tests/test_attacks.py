"""Attacks on the reading of time and issuer, named as in the list of attacks that the project keeps."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import Expectation
from forwhom.case import Case
from forwhom.diagnose import diagnose
from forwhom.jwt.json import JsonValue
from forwhom.jwt.token import from_parts

HOUR = 3600
NOW = 1_800_000_000


def found(claims: dict[str, JsonValue], now: float = NOW) -> set[str]:
    """The codes that a diagnosis finds for these claims, with one issuer expected."""
    expectation = Expectation(audiences=("api",), issuers=("https://good.example",))
    case = Case(token=from_parts({"alg": "RS256"}, {"aud": "api", **claims}), expectation=expectation, now=now)
    return {finding.code for finding in diagnose(case).findings}


def test_json_19_a_token_from_the_future() -> None:
    """JSON-19: an iat beyond the leeway is not yet valid."""
    assert "token-not-yet-valid" in found({"iat": NOW + HOUR, "exp": NOW + 2 * HOUR})


@pytest.mark.parametrize("now", [NOW - 2 * HOUR, NOW, NOW + 2 * HOUR])
def test_json_19_a_token_that_is_never_valid(now: float) -> None:
    """JSON-19: with nbf after exp there is no moment at which nothing is found about the time."""
    assert found({"exp": NOW - HOUR, "nbf": NOW + HOUR}, now) & {"token-expired", "token-not-yet-valid"}


@pytest.mark.parametrize(
    "issuer",
    [
        ["https://evil.example", "https://good.example"],
        "https://good.example.evil",
        "https://good.example/",
        "",
        None,
        7,
    ],
)
def test_aud_32_the_issuer_is_one_exact_string(issuer: JsonValue) -> None:
    """AUD-32: a list that holds it, a longer name, a slash, nothing: none of them is the issuer."""
    assert "iss-mismatch" in found({"iss": issuer})
