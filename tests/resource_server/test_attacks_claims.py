"""Attacks by audience and issuer; named as in tests/attacks.json."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.resource_server.tokens import (
    AUDIENCE,
    ISSUER,
    NOW,
    refusal,
    validator,
    with_claim,
)

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue


@pytest.mark.parametrize(
    "found",
    [
        pytest.param("https://", id="AUD-01-substring"),
        pytest.param("api", id="AUD-01-part"),
        *(
            pytest.param(text, id=f"AUD-11-{number}")
            for number, text in enumerate(
                [
                    f"{AUDIENCE} ",
                    f" {AUDIENCE}",
                    f"{AUDIENCE}\t",
                    f"{AUDIENCE}\n",
                    f"\u00a0{AUDIENCE}",
                    f"\ufeff{AUDIENCE}",
                ]
            )
        ),
        pytest.param(f"{AUDIENCE}\u200b", id="AUD-11-invisible"),
        pytest.param("https://api.ex\u0430mple.com", id="AUD-13"),
        pytest.param("https://ap\u0131.example.com", id="AUD-13-dotless"),
        pytest.param("https://api.example.com@evil.example", id="AUD-17"),
        pytest.param("https://api.example.com:443", id="AUD-19"),
        pytest.param("https://api.example.com/", id="AUD-20"),
        pytest.param("http://api.example.com", id="AUD-22"),
        pytest.param("api.example.com", id="AUD-22-no-scheme"),
        pytest.param("https://api.example.com./", id="AUD-23"),
        pytest.param("HTTPS://API.example.com", id="AUD-25"),
        pytest.param("https://api.example.com/a/..", id="AUD-26"),
        pytest.param("https:\\\\api.example.com", id="AUD-26-backslash"),
        pytest.param("https://api.exa\tmple.com", id="AUD-26-tab"),
        pytest.param("https://api.example.com/%2e%2e/", id="AUD-26-encoded"),
        pytest.param("*", id="AUD-28"),
        pytest.param("https://*.example.com", id="AUD-28-host"),
        pytest.param("%", id="AUD-28-percent"),
        pytest.param(".*", id="AUD-29-pattern"),
    ],
)
def test_near_misses_are_refused(found: str) -> None:
    """Audiences are compared by code points, and the refusal is about the audience."""
    assert refusal(with_claim(aud=found)).code.startswith("aud-")


@pytest.mark.parametrize(
    ("found", "code"),
    [
        pytest.param([[AUDIENCE]], "aud-wrong-type", id="AUD-08-nested"),
        pytest.param({AUDIENCE: True}, "aud-wrong-type", id="AUD-08-object"),
        pytest.param(1.0, "aud-wrong-type", id="AUD-08-number"),
        pytest.param(True, "aud-wrong-type", id="AUD-08-boolean"),
        *(
            pytest.param([AUDIENCE, one], "aud-wrong-type", id=f"AUD-07-{number}")
            for number, one in enumerate([5, None, ["x"], {"a": 1}, True])
        ),
    ],
)
def test_one_wrong_member_spoils_the_audience(found: JsonValue, code: str) -> None:
    """Even though the expected value is among them."""
    assert refusal(with_claim(aud=found)).code == code


@pytest.mark.parametrize("found", [f"{ISSUER}.evil", f"{ISSUER}/", "", "https://evil.example.com"])
def test_the_issuer_is_one_exact_string(found: str) -> None:
    """AUD-32: prefixes and slashes do not pass."""
    assert refusal(with_claim(iss=found)).code == "iss-mismatch"


def test_a_list_of_issuers_is_malformed() -> None:
    """AUD-32: also with the right one in it."""
    assert refusal(with_claim(iss=["https://evil.example.com", ISSUER])).code == "token-malformed"


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        pytest.param("caf\u00e9", "cafe\u0301", id="AUD-14"),
        pytest.param("cafe\u0301", "caf\u00e9", id="AUD-14-turned"),
        pytest.param("https://caf\u00e9.example", "https://xn--caf-dma.example", id="AUD-16"),
        pytest.param("https://xn--caf-dma.example", "https://caf\u00e9.example", id="AUD-16-turned"),
        pytest.param("api", "API", id="AUD-25-name"),
        pytest.param("https://api.example.com/v1", "https://api.example.com/V1", id="AUD-25-path"),
        pytest.param("https://api.example.com/v1", "https://api.example.com/a/../v1", id="AUD-26-dots"),
        pytest.param("https://api.example.com/v1", "api", id="AUD-01-part-of-a-path"),
        pytest.param("https://api.example.com/v1", "https://", id="AUD-01-scheme"),
        pytest.param("aaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$", id="AUD-29"),
    ],
)
def test_values_that_mean_the_same_are_two(expected: str, found: str) -> None:
    """The service accepts its own name and refuses the other, alone and among others."""
    judge = validator(audience=[expected])
    assert judge.validate(with_claim(aud=expected), NOW)
    assert refusal(with_claim(aud=found), judge).code.startswith("aud-")
    assert refusal(with_claim(aud=[found, "other"]), judge).code.startswith("aud-")


@pytest.mark.parametrize("azp", [["my-client"], {"my-client": 1}, 5, None, ""])
def test_a_malformed_authorized_party_is_refused(azp: JsonValue) -> None:
    """AUD-31: it never counts as absent."""
    judge = validator(audience="my-client", profile="id-token", client_id="my-client")
    assert judge.validate(with_claim(aud="my-client", azp="my-client"), NOW)
    assert refusal(with_claim(aud="my-client", azp=azp), judge).code in {"token-malformed", "aud-other-client"}
