"""The first check that claims fail, and everything that it says; the wording around it is another file's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forwhom.finding import Where
from forwhom.resource_server.claims_check import MAX_AUDIENCES, Rules, first_failing
from forwhom.resource_server.profile import KINDS, Profile
from tests.resource_server.tokens import AUDIENCE, CLAIMS, ISSUER, NOW

if TYPE_CHECKING:
    from forwhom.finding import Finding
    from forwhom.jwt.json import JsonValue

_ABSENT = object()
_NO_MEMBERS: list[JsonValue] = []


def _check(
    changes: dict[str, object],
    *,
    profile: Profile = Profile.JWT,
    typ: str | None = "JWT",
    audiences: frozenset[str] = frozenset({AUDIENCE}),
    issuers: frozenset[str] = frozenset({ISSUER}),
    client_id: str | None = None,
) -> Finding | None:
    """What the claims fail with some of them changed, or left out where the change is `_ABSENT`."""
    claims: dict[str, JsonValue] = {**CLAIMS, **changes}  # type: ignore[dict-item]
    claims = {name: value for name, value in claims.items() if value is not _ABSENT}
    rules = Rules(audiences=audiences, issuers=issuers, leeway=30, kind=KINDS[profile], client_id=client_id)
    return first_failing(rules, typ, claims, NOW)


def _said(finding: Finding | None) -> tuple[str, str, JsonValue, JsonValue]:
    """Code, place, what was found and what was expected."""
    assert finding is not None
    (evidence,) = finding.evidence
    return finding.code, evidence.pointer, finding.found, finding.expected


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"exp": "x"}, ("token-malformed", "/exp", None, None), id="exp"),
        pytest.param({"nbf": None}, ("token-malformed", "/nbf", None, None), id="nbf"),
        pytest.param({"iat": -1}, ("token-malformed", "/iat", None, None), id="iat"),
        pytest.param({"auth_time": "x"}, ("token-malformed", "/auth_time", None, None), id="auth_time"),
        pytest.param({"iss": [ISSUER]}, ("token-malformed", "/iss", None, None), id="iss"),
        pytest.param({"sub": 5}, ("token-malformed", "/sub", None, None), id="sub"),
        pytest.param({"jti": None}, ("token-malformed", "/jti", None, None), id="jti"),
        pytest.param({"azp": ["a"]}, ("token-malformed", "/azp", None, None), id="azp"),
        pytest.param({"client_id": {}}, ("token-malformed", "/client_id", None, None), id="client_id"),
        pytest.param({"iss": _ABSENT}, ("iss-mismatch", "/iss", None, [ISSUER]), id="no iss"),
        pytest.param({"iss": "x"}, ("iss-mismatch", "/iss", "x", [ISSUER]), id="another iss"),
        pytest.param({"aud": _ABSENT}, ("aud-missing", "/aud", None, None), id="no aud"),
        pytest.param({"aud": []}, ("aud-empty", "/aud", _NO_MEMBERS, None), id="empty array"),
        pytest.param({"aud": ""}, ("aud-empty", "/aud", "", None), id="empty string"),
        pytest.param({"aud": None}, ("aud-wrong-type", "/aud", None, None), id="null"),
        pytest.param({"aud": [AUDIENCE, 5]}, ("aud-wrong-type", "/aud", [AUDIENCE, 5], None), id="a number in it"),
        pytest.param({"aud": {AUDIENCE: 1}}, ("aud-wrong-type", "/aud", {AUDIENCE: 1}, None), id="an object"),
        pytest.param({"aud": "x"}, ("aud-mismatch", "/aud", "x", [AUDIENCE]), id="another aud"),
        pytest.param({"aud": ["x", "y"]}, ("aud-mismatch", "/aud", ["x", "y"], [AUDIENCE]), id="others"),
        pytest.param({"exp": _ABSENT}, ("exp-missing", "/exp", None, None), id="no exp"),
        pytest.param({"exp": NOW - 30}, ("token-expired", "/exp", NOW - 30, None), id="expired"),
        pytest.param({"exp": NOW - 30.5}, ("token-expired", "/exp", NOW - 30.5, None), id="expired, a fraction"),
        pytest.param({"nbf": NOW + 31}, ("token-not-yet-valid", "/nbf", NOW + 31, None), id="nbf ahead"),
        pytest.param({"nbf": NOW + 30.5}, ("token-not-yet-valid", "/nbf", NOW + 30.5, None), id="nbf, a fraction"),
        pytest.param({"iat": NOW + 31}, ("token-not-yet-valid", "/iat", NOW + 31, None), id="iat ahead"),
        pytest.param({"nbf": NOW, "iat": NOW + 31}, ("token-not-yet-valid", "/iat", NOW + 31, None), id="only iat"),
        pytest.param({"nbf": NOW + 9, "exp": NOW + 8}, ("token-not-yet-valid", "/nbf", NOW + 9, None), id="never"),
    ],
)
def test_each_check_says_what_it_found_and_where(
    changes: dict[str, object], said: tuple[str, str, JsonValue, JsonValue]
) -> None:
    """Code, place, found and expected are those of the claim that was changed."""
    assert _said(_check(changes)) == said


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="as they are"),
        pytest.param({"exp": NOW + 0.5}, id="a fraction of a second left"),
        pytest.param({"exp": NOW - 29.5}, id="within the leeway"),
        pytest.param({"nbf": NOW + 30, "iat": NOW + 30}, id="just begun, with the leeway"),
        pytest.param({"nbf": NOW + 10, "iat": NOW + 10, "exp": NOW + 10}, id="valid for a moment"),
        pytest.param({"nbf": NOW - 0.5}, id="begun half a second ago"),
        pytest.param({"iat": _ABSENT}, id="no iat"),
        pytest.param({"aud": ["x", AUDIENCE, "y"]}, id="among others"),
        pytest.param({"aud": [AUDIENCE, *["x"] * (MAX_AUDIENCES - 1)]}, id="as many as allowed"),
        pytest.param({"auth_time": 0, "azp": "", "jti": "", "client_id": ""}, id="empty strings of no importance"),
        pytest.param({"AUD": 5, "Exp": "x"}, id="names that only look alike"),
    ],
)
def test_claims_that_pass(changes: dict[str, object]) -> None:
    """At the edge of each rule the token is still accepted."""
    assert _check(changes) is None


def test_too_many_audiences_are_malformed() -> None:
    """One more than allowed is refused with the right one among them; so many wrong ones are a mismatch."""
    many: list[JsonValue] = ["x"] * MAX_AUDIENCES
    assert _said(_check({"aud": [*many, AUDIENCE]})) == ("token-malformed", "/aud", None, None)
    assert _said(_check({"aud": many})) == ("aud-mismatch", "/aud", many, [AUDIENCE])


def test_a_malformed_claim_is_told_of_itself() -> None:
    """A name that looks like a claim is not what is wrong with the token."""
    finding = _check({"Aud": "x", "sub": 5})
    assert finding is not None
    assert finding.because == "the claim sub is a number, not a string"
    assert finding.evidence[0].where is Where.CLAIMS


@pytest.mark.parametrize(
    ("aud", "audiences", "at"),
    [
        pytest.param(AUDIENCE + "/", {AUDIENCE}, len(AUDIENCE), id="one each"),
        pytest.param([AUDIENCE + "/"], {AUDIENCE}, None, id="a list"),
        pytest.param("x", {AUDIENCE, "b"}, None, id="two expected"),
        pytest.param(["x"], {AUDIENCE, "b"}, None, id="a list and two"),
    ],
)
def test_where_two_values_part_is_told(aud: JsonValue, audiences: set[str], at: int | None) -> None:
    """Where there is one on each side."""
    finding = _check({"aud": aud}, audiences=frozenset(audiences))
    assert finding is not None
    assert (finding.differs_at, finding.expected) == (at, sorted(audiences))


def test_several_issuers_are_listed() -> None:
    """In order, whatever order a set has."""
    issuers = frozenset({"b", "a", "c"})
    assert _said(_check({}, issuers=issuers)) == ("iss-mismatch", "/iss", ISSUER, ["a", "b", "c"])


@pytest.mark.parametrize(
    ("profile", "typ", "said"),
    [
        pytest.param(Profile.JWT, "dpop+jwt", ("typ-mismatch", "/typ", "dpop+jwt", ["at+jwt", "jwt"]), id="proof"),
        pytest.param(Profile.JWT, "Logout+JWT", ("typ-mismatch", "/typ", "Logout+JWT", ["at+jwt", "jwt"]), id="case"),
        pytest.param(Profile.ACCESS_TOKEN, "JWT", ("typ-mismatch", "/typ", "JWT", ["at+jwt"]), id="plain"),
        pytest.param(Profile.ACCESS_TOKEN, None, ("typ-mismatch", "/typ", None, ["at+jwt"]), id="none"),
        pytest.param(Profile.ACCESS_TOKEN, "x", ("typ-mismatch", "/typ", "x", ["at+jwt"]), id="unknown"),
        pytest.param(Profile.ID_TOKEN, "dpop+jwt", ("typ-mismatch", "/typ", "dpop+jwt", ["jwt"]), id="ID Token"),
        pytest.param(
            Profile.ID_TOKEN, "at+jwt", ("access-token-as-id-token", "/typ", "at+jwt", None), id="access token"
        ),
    ],
)
def test_a_wrong_typ_is_told(profile: Profile, typ: str | None, said: tuple[str, str, JsonValue, JsonValue]) -> None:
    """As it was written, beside those that the profile accepts."""
    finding = _check({"nonce": "n"} if profile is Profile.ID_TOKEN else {}, profile=profile, typ=typ)
    assert _said(finding) == said
    assert finding is not None
    assert ("no typ" in finding.because) == (typ is None)


@pytest.mark.parametrize(
    ("profile", "typ"),
    [
        (Profile.JWT, None),
        (Profile.JWT, "at+jwt"),
        (Profile.JWT, "application/AT+JWT"),
        (Profile.JWT, "JOSE"),
        (Profile.ID_TOKEN, None),
        (Profile.ID_TOKEN, "JWT"),
        (Profile.ID_TOKEN, "JOSE"),
    ],
)
def test_a_typ_that_passes(profile: Profile, typ: str | None) -> None:
    """None at all, the right one, and one that names no kind of JWT."""
    assert _check({}, profile=profile, typ=typ) is None


@pytest.mark.parametrize("name", ["nonce", "at_hash", "c_hash"])
def test_what_only_an_id_token_has_tells_it(name: str) -> None:
    """Each of these claims, where an access token was asked for."""
    finding = _check({name: "x"}, profile=Profile.ACCESS_TOKEN, typ="JWT")
    assert _said(finding) == ("id-token-as-access-token", "/typ", "JWT", "at+jwt")


@pytest.mark.parametrize(
    ("changes", "pointer", "found", "word"),
    [
        pytest.param({"aud": [AUDIENCE, "x"]}, "/aud", [AUDIENCE, "x"], "not trusted", id="a stranger"),
        pytest.param({"aud": "partner"}, "/aud", ["partner"], "not among", id="another's"),
        pytest.param({"azp": "x"}, "/azp", "x", "names another", id="another party"),
        pytest.param({"aud": [AUDIENCE, "partner"]}, "/azp", None, "no azp", id="several without party"),
        pytest.param({"aud": [AUDIENCE, AUDIENCE]}, "/azp", None, "no azp", id="one, twice"),
    ],
)
def test_an_id_token_for_another_client_is_told(
    changes: dict[str, object], pointer: str, found: JsonValue, word: str
) -> None:
    """Whether the audience or the authorized party is another."""
    trusted = frozenset({AUDIENCE, "partner"})
    finding = _check(changes, profile=Profile.ID_TOKEN, audiences=trusted, client_id=AUDIENCE)
    assert _said(finding) == ("aud-other-client", pointer, found, AUDIENCE)
    assert finding is not None
    assert word in finding.because


@pytest.mark.parametrize("changes", [{}, {"azp": AUDIENCE}, {"aud": [AUDIENCE, "partner"], "azp": AUDIENCE}])
def test_an_id_token_for_this_client_passes(changes: dict[str, object]) -> None:
    """With one audience, and with several where it is the authorized party."""
    trusted = frozenset({AUDIENCE, "partner"})
    assert _check(changes, profile=Profile.ID_TOKEN, audiences=trusted, client_id=AUDIENCE) is None


@pytest.mark.parametrize("name", ["sub", "iat"])
def test_an_id_token_needs_its_claims(name: str) -> None:
    """Who it is about, and since when."""
    finding = _check({name: _ABSENT}, profile=Profile.ID_TOKEN, client_id=AUDIENCE)
    assert finding is not None
    assert (finding.code, name in finding.because) == ("token-malformed", True)
