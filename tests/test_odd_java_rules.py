"""What JJWT, Nimbus and Spring Security do, beyond a list and a comparison."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import Circumstances, decide, predict
from forwhom.verifier import ACCEPT
from forwhom.verifiers import jjwt, nimbus_jose_jwt, spring_security

UNSET = Expectation(audiences=NONE_CONFIGURED)
EXPECTED = Expectation(audiences=("api",), issuers=("a",))
NOW = 1_800_000_000
LATER = NOW + 3600
NIMBUS = nimbus_jose_jwt.VERIFIER
SPRING = spring_security.VERIFIER


def expecting(*audiences: str) -> Expectation:
    """A verifier that is configured with these audiences."""
    return Expectation(audiences=audiences)


@pytest.mark.parametrize("aud", [None, "", [], {}])
def test_jjwt_takes_whatever_is_empty_for_an_absent_claim(aud: JsonValue) -> None:
    """An empty object is one too; where nothing is expected it passes."""
    assert decide(jjwt.VERIFIER.audience, {"aud": aud}, expecting("api")) is jjwt.MISSING
    assert decide(jjwt.VERIFIER.audience, {"aud": aud}, UNSET) is ACCEPT


def test_jjwt_ignores_an_empty_expected_audience() -> None:
    """Alone it lets any audience pass; beside others only they count, and only they are told."""
    assert decide(jjwt.VERIFIER.audience, {"aud": "other"}, expecting("")) is ACCEPT
    assert decide(jjwt.VERIFIER.audience, {"aud": "api"}, expecting("", "api")) is ACCEPT
    message = predict(jjwt.VERIFIER, {"aud": None}, expecting("", "api")).message
    assert message == "Missing 'aud' claim. Expected values: [api]"


def test_jjwt_tells_each_audience_once_and_null_as_such() -> None:
    """The claim is a set, which may hold null."""
    assert decide(jjwt.VERIFIER.audience, {"aud": ["api", None]}, expecting("api")) is ACCEPT
    message = predict(jjwt.VERIFIER, {"aud": ["b", "b", None]}, expecting("api")).message
    assert message == "Missing expected 'api' value in 'aud' claim [b, null]"


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"sub": 42}, "Invalid claims: Invalid JWT Claims '{claim}'"),
        ({"aud": [42], "sub": 42}, "Invalid claims: Invalid JWT Claims 'aud' (Audience)"),
        ({"iat": "soon"}, "Invalid claims: Invalid JWT Claims '{claim}'"),
        ({"exp": [NOW]}, "Invalid claims: Invalid JWT Claims '{claim}'"),
        ({"exp": "1"}, "JWT expired"),
        ({"exp": -1}, "JWT expired"),
        ({"nbf": str(LATER)}, "JWT early"),
        ({}, "Missing 'iss' claim. Expected value: a"),
        ({"iss": "b"}, "Expected iss claim to be: a, but was: b."),
    ],
)
def test_what_jjwt_tells_of_the_other_claims(claims: dict[str, JsonValue], told: str) -> None:
    """The first wrong type in the order of the token, then the dates, then the issuer."""
    message = predict(jjwt.VERIFIER, {"aud": "api", **claims}, EXPECTED, Circumstances(now=NOW)).message
    assert (message or "").startswith(told)


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"aud": 42}, "Illegal aud claim"),
        ({"aud": ["api", 42]}, "JSON object member aud is not an array of strings"),
        ({"aud": "api", "iss": 7, "exp": "soon"}, "Unexpected type of JSON object member iss"),
        ({"exp": str(LATER), "aud": 42}, "Unexpected type of JSON object member exp"),
        ({"aud": "api", "iat": True}, "Unexpected type of JSON object member iat"),
        ({"aud": "other"}, "JWT audience rejected: [other]"),
        ({"aud": [None, "b", "b"]}, "JWT audience rejected: [null, b, b]"),
        ({"aud": "api"}, "JWT missing required claims: [iss]"),
        ({"aud": "api", "iss": None}, "JWT iss claim has value null, must be a"),
        ({"aud": ["api", None], "iss": "a", "exp": -1}, "Expired JWT"),
        ({"aud": None, "iss": "a"}, "JWT missing required audience"),
    ],
)
def test_what_nimbus_tells(claims: dict[str, JsonValue], told: str) -> None:
    """The first claim of a wrong type in the order of the token, then the audience, the issuer and the time."""
    assert predict(NIMBUS, claims, EXPECTED, Circumstances(now=NOW)).message == told


def test_nimbus_looks_at_the_types_before_the_signature() -> None:
    """A forged token with a claim of a wrong type is told as malformed."""
    forged = Circumstances(signature_valid=False)
    assert predict(NIMBUS, {"aud": 42}, expecting("api"), forged).message == "Illegal aud claim"
    assert predict(NIMBUS, {"aud": "b"}, expecting("api"), forged).message == "Signed JWT rejected: Invalid signature"


def test_nimbus_compares_an_empty_accepted_audience() -> None:
    """It equals an empty audience, and nothing else."""
    assert decide(NIMBUS.audience, {"aud": ""}, expecting("")) is ACCEPT
    assert decide(NIMBUS.audience, {"aud": "api"}, expecting("")) is nimbus_jose_jwt.MISMATCH
    assert decide(NIMBUS.audience, {"aud": "api"}, UNSET) is ACCEPT
    assert decide(NIMBUS.audience, {"aud": 42}, UNSET) is nimbus_jose_jwt.MALFORMED


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"aud": 42}, "Malformed payload"),
        ({"aud": "api", "iat": NOW, "exp": NOW}, "expiresAt must be after issuedAt"),
        ({"aud": "api", "exp": NOW - 1}, "Jwt expired at {time}"),
        ({"aud": "api"}, "The iss claim is not valid"),
        ({"aud": ["b", None], "iss": "a"}, "The aud claim is not valid"),
        ({"aud": ["api", None], "iss": "a", "iat": NOW, "exp": LATER}, None),
    ],
)
def test_what_spring_security_tells(claims: dict[str, JsonValue], told: str | None) -> None:
    """Wrong types, then the time, the issuer and the audience, of which the first failure is told."""
    assert predict(SPRING, claims, EXPECTED, Circumstances(now=NOW)).message == told


def test_spring_security_looks_at_types_where_no_audience_is_expected() -> None:
    """A number is refused all the same, null within an array is not."""
    assert decide(SPRING.audience, {"aud": 42}, UNSET) is spring_security.PAYLOAD
    assert decide(SPRING.audience, {"aud": ["api", None]}, UNSET) is ACCEPT
    assert decide(SPRING.audience, {"aud": ""}, expecting("", "api")) is ACCEPT
