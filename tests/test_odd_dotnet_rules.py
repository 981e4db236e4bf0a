"""What Microsoft.IdentityModel and ASP.NET Core do, beyond a list and a comparison."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import Circumstances, decide, predict
from forwhom.verifier import ACCEPT, Check, Message
from forwhom.verifiers import aspnetcore_jwtbearer, dotnet_identitymodel

LIBRARY = dotnet_identitymodel.VERIFIER
HANDLER = aspnetcore_jwtbearer.VERIFIER
UNSET = Expectation(audiences=NONE_CONFIGURED)
NOW = 1_800_000_000
LATER = NOW + 3600


def expecting(*audiences: str) -> Expectation:
    """A verifier that is configured with these audiences."""
    return Expectation(audiences=audiences)


@pytest.mark.parametrize("expectation", [UNSET, expecting("api"), expecting()])
@pytest.mark.parametrize("aud", [42, True, {"api": True}, ["api", 42], [["api"]]])
def test_an_audience_of_a_wrong_type_spoils_the_payload(aud: JsonValue, expectation: Expectation) -> None:
    """Nothing else of the token is looked at, and the text blames the encoding."""
    prediction = predict(LIBRARY, {"aud": aud, "exp": 1}, expectation, Circumstances(now=NOW))
    assert (prediction.message or "").startswith("IDX14101: Unable to decode the payload")
    assert predict(HANDLER, {"aud": aud}, expectation).message == 'Bearer error="invalid_token"'
    assert decide(LIBRARY.audience, {"aud": aud}, expectation) is dotnet_identitymodel.UNDECODABLE
    assert decide(HANDLER.audience, {"aud": aud}, expectation) is aspnetcore_jwtbearer.BARE


def test_null_in_an_array_of_audiences_is_skipped() -> None:
    """What stands beside it counts; alone it leaves the claim without a value."""
    assert decide(LIBRARY.audience, {"aud": ["api", None]}, expecting("api")) is ACCEPT
    assert decide(HANDLER.audience, {"aud": ["api", None]}, expecting("api")) is ACCEPT
    assert decide(LIBRARY.audience, {"aud": [None]}, expecting("api")) is dotnet_identitymodel.MISSING


def test_the_text_shows_a_list_where_a_list_is_configured() -> None:
    """One expected audience stands in ValidAudience, several in ValidAudiences, where an empty list reads "empty"."""
    claims: dict[str, JsonValue] = {"aud": "other", "exp": LATER}
    one, several, none = (predict(LIBRARY, claims, expecting(*values)).message or "" for values in ("a", "ab", ""))
    assert "ValidAudience: 'a' or validationParameters.ValidAudiences: 'null'" in one
    assert "ValidAudience: 'null' or validationParameters.ValidAudiences: 'a, b'" in several
    assert "ValidAudience: 'null' or validationParameters.ValidAudiences: 'empty'" in none


def test_a_blank_setting_is_none() -> None:
    """One blank value is told as a setting that is missing; in a list it is skipped, as is a blank audience."""
    assert decide(LIBRARY.audience, {"aud": "api"}, expecting(" ")) is dotnet_identitymodel.NOT_CONFIGURED
    assert decide(LIBRARY.audience, {"aud": ""}, expecting("", "api")) is dotnet_identitymodel.MISMATCH_LIST
    assert decide(LIBRARY.audience, {"aud": "api"}, UNSET) is dotnet_identitymodel.NOT_CONFIGURED


@pytest.mark.parametrize(
    ("claims", "library", "handler"),
    [
        ({}, "IDX10225", "The token has no expiration"),
        ({"exp": LATER, "nbf": LATER + 1}, "IDX10224", "The token lifetime is invalid"),
        ({"exp": str(LATER), "nbf": str(LATER)}, "IDX10222", "The token is not valid before"),
        ({"exp": -1}, "IDX10223", "The token expired at"),
        ({"exp": LATER, "iat": "soon"}, "IDX14101", 'Bearer error="invalid_token"'),
        ({"exp": LATER, "iat": True}, "IDX14101", 'Bearer error="invalid_token"'),
        ({"exp": LATER, "iss": 7}, "IDX14101", 'Bearer error="invalid_token"'),
        ({"exp": LATER}, "IDX10211", "The issuer '' is invalid"),
        ({"exp": LATER, "iss": None}, "IDX10211", "The issuer '(null)' is invalid"),
        ({"exp": LATER, "iss": "b"}, "IDX10205", "The issuer 'b' is invalid"),
    ],
)
def test_what_is_told_of_the_other_claims(claims: dict[str, JsonValue], library: str, handler: str) -> None:
    """A lifetime without an end, one that never is, dates as text, and an issuer that is not there."""
    expectation = Expectation(audiences=("api",), issuers=("a",))
    for verifier, text in ((LIBRARY, library), (HANDLER, handler)):
        prediction = predict(verifier, {"aud": "api", **claims}, expectation, Circumstances(now=NOW))
        assert (prediction.message or "").startswith(text)


@pytest.mark.parametrize(
    ("exp", "fraction", "told"),
    [
        (1_900_000_000, 0.5, "IDX10222"),
        (1_900_000_001, 0.5, "IDX10224"),
        (1_900_000_000, 0.75, "IDX10224"),
        (1_900_000_001, 0.25, "IDX10222"),
    ],
)
def test_a_fraction_of_a_second_is_rounded(exp: int, fraction: float, told: str) -> None:
    """To the nearest second, a half to the even one: so a beginning may or may not lie behind the end."""
    claims: dict[str, JsonValue] = {"aud": "api", "exp": exp, "nbf": exp + fraction}
    prediction = predict(LIBRARY, claims, Expectation(audiences=("api",)), Circumstances(now=NOW))
    assert (prediction.message or "").startswith(told)


def test_a_date_beyond_all_numbers_is_never_over() -> None:
    """What a parser reads as infinite is compared as it is."""
    claims: dict[str, JsonValue] = {"aud": "api", "exp": float("inf")}
    assert predict(LIBRARY, claims, Expectation(audiences=("api",)), Circumstances(now=NOW)).check is not Check.EXPIRY


def test_one_of_several_issuers() -> None:
    """The list of issuers stands in another place of the text than a single one."""
    claims: dict[str, JsonValue] = {"aud": "api", "exp": LATER, "iss": "c"}
    message = predict(LIBRARY, claims, Expectation(audiences=("api",), issuers=("a", "b"))).message
    assert "ValidIssuers: 'a, b'" in (message or "")


def test_an_audience_that_is_no_ascii_cannot_be_told() -> None:
    """The header that would name it is refused by the server, so the caller gets a 500."""
    told = decide(HANDLER.audience, {"aud": "ap\u0456"}, expecting("api"))
    assert isinstance(told, Message)
    assert told.status == 500
    assert decide(HANDLER.audience, {"aud": []}, expecting("api")) is aspnetcore_jwtbearer.MISSING
