"""The validator's contract: what can be configured, what is accepted, and how a refusal reads."""

from __future__ import annotations

import copy
import hmac
import pickle
import subprocess
import sys
import time
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from forwhom.audience.expectation import UNKNOWN, Expectation
from forwhom.finding import Evidence, Where
from forwhom.jwt import base64url
from forwhom.resource_server import expected
from forwhom.resource_server import validator as validator_module
from forwhom.resource_server.algorithms import ASYMMETRIC, HMACS
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.expected import UNCHECKED_AUDIENCE
from forwhom.resource_server.keys import StaticKeys
from forwhom.resource_server.refusal import known
from forwhom.resource_server.remote_keys import RemoteKeys
from forwhom.resource_server.token_rejected import TokenRejected
from forwhom.resource_server.validator import UncheckedAudienceWarning
from tests.resource_server.tokens import (
    AUDIENCE,
    CLAIMS,
    HEADER,
    ISSUER,
    NOW,
    PUBLIC,
    SECRET,
    refusal,
    signed,
    signed_with_key,
    validator,
)

if TYPE_CHECKING:
    from forwhom.finding import Finding
    from forwhom.jwt.json import JsonValue

_AT: dict[str, JsonValue] = {**CLAIMS, "client_id": "c1", "jti": "t1"}
_AT_HEADER: dict[str, JsonValue] = {**HEADER, "typ": "at+jwt"}
_ID_TOKEN: dict[str, Any] = {"profile": "id-token", "client_id": AUDIENCE}
_PARTNERS: dict[str, Any] = {**_ID_TOKEN, "audience": [AUDIENCE, "partner"]}


@pytest.mark.parametrize("alg", ["HS256", "RS256", "ES256", "EdDSA"])
def test_a_good_token_gives_its_claims(alg: str) -> None:
    """The claims come back as they stand in the token, also the second time, when the header is known."""
    token = signed() if alg == "HS256" else signed_with_key(alg)
    judge = validator(alg)
    assert [judge.validate(token, NOW), judge.validate(token, NOW)] == [CLAIMS, CLAIMS]


@pytest.mark.parametrize(("alg", "hashed"), [("HS256", "sha256"), ("HS384", "sha384"), ("HS512", "sha512")])
def test_each_hash_of_an_hmac_is_its_own(alg: str, hashed: str) -> None:
    """What HMAC gives with the hash of the header's algorithm is accepted, with another hash it is not."""
    judge = validator(keys=StaticKeys.from_secret(SECRET * 2, "k1"), algorithms=(alg,))
    signing_input = signed(header={**HEADER, "alg": alg}).rpartition(".")[0]
    for one in ("sha256", "sha384", "sha512"):
        token = f"{signing_input}.{base64url.encode(hmac.digest(SECRET * 2, signing_input.encode(), one))}"
        if one == hashed:
            assert judge.validate(token, NOW) == CLAIMS
        else:
            assert refusal(token, judge).code == "signature-invalid"


def test_eddsa_has_two_names() -> None:
    """The older one, and that of RFC 9864, which says the curve."""
    judge = validator("EdDSA", algorithms=("Ed25519",))
    assert judge.validate(signed_with_key("Ed25519"), NOW) == CLAIMS
    assert refusal(signed_with_key("EdDSA"), judge).code == "alg-not-allowed"


def test_what_is_expected_can_be_read() -> None:
    """As whoever wraps a validator needs it; an audience that goes unchecked is not known."""
    judge = validator(audience=["b", "a"], issuer={ISSUER}, leeway=5)
    assert judge.expectation == Expectation(audiences=("a", "b"), issuers=(ISSUER,), algorithms=("HS256",), leeway=5)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert validator(audience=UNCHECKED_AUDIENCE).expectation.audiences is UNKNOWN


def test_the_first_refusal_waits_for_no_module() -> None:
    """Whatever a refusal needs is there when the validator is built, in a process that has done nothing else."""
    program = f"""
import sys
from forwhom import StaticKeys, Validator, TokenRejected
judge = Validator(audience="b", issuer="i", keys=StaticKeys.from_secret({SECRET!r}), algorithms=("HS256",))
before = {{name for name in sys.modules if name.startswith("forwhom")}}
try:
    judge.validate({signed()!r}, {NOW})
except TokenRejected as cause:
    print(cause.code, {{name for name in sys.modules if name.startswith("forwhom")}} - before)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout == "iss-mismatch set()\n"


def test_the_catalogue_of_findings_is_read_when_a_validator_is_built() -> None:
    """Not with the first refusal."""
    known.cache_clear()
    validator()
    assert known.cache_info().currsize == 1


def test_fetched_keys_are_those_of_an_expected_issuer_or_of_an_address() -> None:
    """Of an address nobody knows whose they are before a token comes."""
    for keys in (RemoteKeys("https://keys.example.com/jwks"), RemoteKeys.from_issuer(ISSUER)):
        assert validator("RS256", keys=keys).expectation.issuers == (ISSUER,)


def test_the_clock_is_asked_without_now() -> None:
    """A token of this hour is accepted and one of another age is not."""
    fresh = signed({**CLAIMS, "iat": int(time.time()), "exp": int(time.time()) + 60})
    assert validator().validate(fresh)["aud"] == AUDIENCE
    with pytest.raises(TokenRejected):
        validator().validate(signed({**CLAIMS, "iat": 0, "exp": 1}))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        pytest.param({"audience": ""}, "audience", id="empty audience"),
        pytest.param({"audience": []}, "^audience: the list is empty", id="no audience in the list"),
        pytest.param({"audience": None}, "^audience: a value or a list of values is needed", id="no audience"),
        pytest.param({"audience": {"a": 1}}, "^audience: a value or a list", id="a mapping as audience"),
        pytest.param({"audience": [" api"]}, "blanks at its ends", id="a blank before"),
        pytest.param({"audience": ["a\u200bpi"]}, "invisible", id="an invisible character inside"),
        pytest.param({"audience": ["^api"]}, "pattern", id="AUD-29 beginning of a pattern"),
        pytest.param({"audience": ["api$"]}, "pattern", id="AUD-29 end of a pattern"),
        pytest.param({"audience": ["api", ""]}, "audience", id="an empty one of several"),
        pytest.param({"audience": ["api", 5]}, "audience", id="a number as audience"),
        pytest.param({"audience": "*"}, "pattern", id="AUD-28 wildcard"),
        pytest.param({"audience": "https://*.example.com"}, "pattern", id="AUD-28 wildcard inside"),
        pytest.param({"audience": "^(a+)+$"}, "pattern", id="AUD-29 regular expression"),
        pytest.param({"audience": "api1,api2"}, "several", id="AUD-02 comma"),
        pytest.param({"audience": "api1 api2"}, "several", id="AUD-02 blank"),
        pytest.param({"audience": "${AUDIENCE}"}, "never filled in", id="template"),
        pytest.param({"audience": "undefined"}, "never filled in", id="undefined"),
        pytest.param({"audience": "api\n"}, "invisible", id="line end"),
        pytest.param({"issuer": ""}, "issuer", id="empty issuer"),
        pytest.param({"issuer": ()}, "^issuer: ", id="no issuer"),
        pytest.param({"algorithms": 5}, "tuple", id="a number as algorithms"),
        pytest.param({"leeway": "30"}, "leeway", id="leeway as text"),
        pytest.param({"profile": "id-token", "client_id": "${ID}"}, "^client_id: ", id="client that was not filled in"),
        pytest.param({"issuer": "https://*.example.com"}, "issuer", id="issuer pattern"),
        pytest.param({"keys": None}, "keys", id="ALG-19 no keys"),
        pytest.param({"keys": {"keys": []}}, "keys", id="a bare JWK Set"),
        pytest.param({"algorithms": "HS256"}, "tuple", id="algorithms as one string"),
        pytest.param({"algorithms": ()}, "empty", id="no algorithms"),
        pytest.param({"algorithms": ("none",)}, "not accepted", id="ALG-01 none"),
        pytest.param({"algorithms": ("HS256", "none")}, "not accepted", id="ALG-01 none beside another"),
        pytest.param({"algorithms": ("HS256", "RS256")}, "beside", id="HMAC beside RSA"),
        pytest.param({"algorithms": (256,)}, "^algorithms: every value must be a string", id="a number as algorithm"),
        pytest.param({"algorithms": ("RS256",)}, "no key fits", id="algorithm of other keys"),
        pytest.param({"algorithms": None}, "HMAC", id="HMAC without its name"),
        pytest.param({"keys": RemoteKeys("https://auth.example.com/jwks")}, "never fetched", id="fetched secret"),
        pytest.param(
            {"keys": RemoteKeys.from_issuer(ISSUER + "/"), "algorithms": None},
            "not among the expected issuers",
            id="keys of another issuer",
        ),
        pytest.param({"leeway": -1}, "leeway", id="negative leeway"),
        pytest.param({"leeway": 301}, "leeway", id="long leeway"),
        pytest.param({"leeway": float("nan")}, "leeway", id="leeway that is no number"),
        pytest.param({"leeway": True}, "leeway", id="leeway that is a boolean"),
        pytest.param({"profile": "jws"}, "profile", id="unknown profile"),
        pytest.param({"profile": "id-token"}, "client_id", id="ID Token without client"),
        pytest.param({"profile": "id-token", "client_id": "other"}, "client_id", id="client that is no audience"),
        pytest.param({"client_id": "c1"}, "client_id", id="client without profile"),
        pytest.param({**_ID_TOKEN, "audience": UNCHECKED_AUDIENCE}, "audience", id="unchecked ID Token"),
    ],
)
def test_a_mistake_in_the_arguments_is_told_at_once(changes: dict[str, Any], word: str) -> None:
    """The error names the argument or says what is the matter with it."""
    with pytest.raises(ConfigurationError, match=word):
        validator(**changes)


def test_a_list_says_that_a_value_is_one() -> None:
    """A name with a blank or comma in it can be expected, and so can a service that is called todo."""
    judge = validator(audience=["Orders, all", "todo"])
    for name in ("Orders, all", "todo"):
        assert judge.validate(signed({**CLAIMS, "aud": name}), NOW)["aud"] == name


def test_a_service_may_be_called_audience() -> None:
    """And a client may have a blank in its name; the longest leeway is allowed."""
    judge = validator(audience=["audience", "my client"], profile="id-token", client_id="my client", leeway=300)
    assert judge.validate(signed({**CLAIMS, "aud": ["audience", "my client"], "azp": "my client"}), NOW)


def test_fetched_keys_may_have_any_asymmetric_algorithm() -> None:
    """As long as they are not known; what is named is kept, and of secrets every hash that they are long enough for."""
    assert expected.algorithms(None, None) == set(ASYMMETRIC)
    assert expected.algorithms(("RS256",), None) == {"RS256"}
    keys = StaticKeys.from_secret(SECRET * 2, "k1")
    assert validator(keys=keys, algorithms=HMACS).validate(signed(secret=SECRET * 2), NOW) == CLAIMS


def test_asymmetric_algorithms_are_the_default() -> None:
    """Without algorithms named, those that fit the key are accepted."""
    judge = validator("RS256", algorithms=None)
    assert judge.validate(signed_with_key("RS256"), NOW) == CLAIMS


def test_an_unchecked_audience_warns_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first validator of a process warns, the second does not; any audience passes, a malformed one not."""
    monkeypatch.setattr(validator_module, "_warned", validator_module.Once())
    with pytest.warns(UncheckedAudienceWarning) as warned:
        judge = validator(audience=UNCHECKED_AUDIENCE)
    # The line that is shown is that of whoever builds the validator.
    assert warned[0].filename == validator.__code__.co_filename
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        validator(audience=UNCHECKED_AUDIENCE)
    assert judge.validate(signed({**CLAIMS, "aud": "other"}), NOW)["aud"] == "other"
    without = {name: value for name, value in CLAIMS.items() if name != "aud"}
    assert judge.validate(signed(without), NOW) == without
    assert refusal(signed({**CLAIMS, "aud": 5}), judge).code == "aud-wrong-type"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"aud": AUDIENCE + "/"}, "aud-trailing-slash", id="slash"),
        pytest.param({"aud": "orders"}, "aud-mismatch", id="another service"),
        pytest.param({"aud": ["a", "b"]}, "aud-mismatch", id="other services"),
        pytest.param({"aud": []}, "aud-empty", id="empty array"),
        pytest.param({"aud": ""}, "aud-empty", id="empty string"),
        pytest.param({"aud": None}, "aud-wrong-type", id="null"),
        pytest.param({"aud": [AUDIENCE, 5]}, "aud-wrong-type", id="a number among them"),
        pytest.param({"iss": ISSUER + "/"}, "iss-mismatch", id="issuer"),
        pytest.param({"exp": NOW - 30}, "token-expired", id="expired"),
        pytest.param({"nbf": NOW + 31}, "token-not-yet-valid", id="not yet valid"),
        pytest.param({"iat": NOW + 31}, "token-not-yet-valid", id="from the future"),
        pytest.param({"nbf": NOW + 20, "exp": NOW + 10}, "token-not-yet-valid", id="never valid"),
        pytest.param({"sub": 5}, "token-malformed", id="sub that is a number"),
        pytest.param({"client_id": 5}, "token-malformed", id="client_id that is a number"),
        pytest.param({"exp": "1800000600"}, "token-malformed", id="exp that is a string"),
    ],
)
def test_each_refusal_has_its_code(changed: dict[str, JsonValue], code: str) -> None:
    """A good signature around one changed claim is refused for that claim."""
    assert refusal(signed({**CLAIMS, **changed})).code == code


@pytest.mark.parametrize(("name", "code"), [("aud", "aud-missing"), ("iss", "iss-mismatch"), ("exp", "exp-missing")])
def test_a_missing_claim_is_refused(name: str, code: str) -> None:
    """Audience, issuer and expiry are required."""
    assert refusal(signed({key: value for key, value in CLAIMS.items() if key != name})).code == code


def test_the_leeway_is_exclusive_at_both_ends() -> None:
    """Thirty seconds after exp a token is expired, half a second earlier it is not; so with nbf."""
    judge = validator(leeway=30)
    assert judge.validate(signed(), NOW + 600 + 29.5)
    assert refusal(signed(), judge, NOW + 600 + 30).code == "token-expired"
    strict = validator(leeway=0)
    assert strict.validate(signed(), NOW + 600 - 0.5)
    assert refusal(signed(), strict, NOW + 600).code == "token-expired"
    assert judge.validate(signed({**CLAIMS, "nbf": NOW + 30}), NOW)


def test_every_other_trouble_is_reported_too() -> None:
    """A token that is expired and for another service has both findings, the audience first."""
    codes = [finding.code for finding in refusal(signed({**CLAIMS, "aud": "orders", "exp": NOW - 50})).findings]
    assert codes[0] == "aud-mismatch"
    assert "token-expired" in codes


def test_what_is_merely_possible_comes_last() -> None:
    """That the audience is a client's is a guess, that the token is not valid yet is not; nothing is told twice."""
    cause = refusal(signed({**CLAIMS, "aud": "api", "client_id": "orders", "nbf": NOW + 90}))
    assert [one.code for one in cause.findings] == ["aud-mismatch", "token-not-yet-valid", "aud-is-client-id"]


def test_a_refusal_is_told_in_the_words_of_the_catalogue() -> None:
    """Under the title of its kind, with the reason that this validator has, and the place where it shows."""
    forged = refusal(signed(secret=SECRET[::-1]))
    (cause,) = forged.findings
    assert str(forged) == f"signature-invalid: {cause.title}" == "signature-invalid: the signature does not verify"
    assert cause.evidence == (Evidence(Where.TOKEN),)
    assert not forged.verified
    slash = refusal(signed({**CLAIMS, "aud": AUDIENCE + "/"}))
    (cause,) = slash.findings
    assert cause.because == "audience values are compared exactly, character by character"
    assert slash.verified
    (cause,) = refusal(signed(), now=NOW + 700).findings
    assert cause.because.startswith("it expired ")
    (cause,) = refusal(signed({name: value for name, value in CLAIMS.items() if name != "iss"})).findings
    assert cause.title == "the token has no iss claim"
    (cause,) = refusal(signed(header={"alg": "none"})).findings
    assert cause.title == "the token is not signed"


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("opaque", "it is no JWT"),
        ("ya29.opaque", "it is no JWT, it looks like: Google access token"),
        ("a" * 70_000, "the text is 70000 characters long, more than the 65536 that are read as a token"),
    ],
)
def test_what_is_no_token_is_told_by_what_it_looks_like(text: str, because: str) -> None:
    """At the text as a whole, for it has no parts."""
    (cause,) = refusal(text).findings
    assert cause.because == because
    assert cause.evidence == (Evidence(Where.TOKEN),)


def test_three_defects_are_told_of_a_text() -> None:
    """However many it has."""
    (cause,) = refusal(f' "Bearer {signed().replace(".", "%2E")}&amp;\\n" ').findings
    assert cause.because.count("; ") == 2


def test_several_audiences_and_issuers_may_be_expected() -> None:
    """Any of them will do."""
    judge = validator(audience=("a", "b"), issuer={ISSUER, "https://other.example.com"})
    assert judge.validate(signed({**CLAIMS, "aud": ["x", "b"]}), NOW)["aud"] == ["x", "b"]
    assert refusal(signed({**CLAIMS, "aud": "x"}), judge).code == "aud-mismatch"


def test_the_text_shows_the_values_escaped_and_never_the_token() -> None:
    """A line end in a value does not end the line, a long value is cut, and no part of the token stands there."""
    token = signed({**CLAIMS, "aud": ["x\nRESULT: VALID\u202e" + "y" * 500, "b", "c", "d", "e"]})
    text = str(refusal(token))
    assert "\\nRESULT" in text
    assert "\n" not in text
    assert text.isascii()
    assert len(text) < 400
    assert "476 characters more" in text
    assert not any(part in text for part in token.split("."))


def test_the_text_shows_four_values_at_most() -> None:
    """The rest is counted."""
    cause = refusal(signed({**CLAIMS, "aud": "x"})).findings[0]
    text = str(TokenRejected((replace(cause, found=["a", "b", "c", "d", "e"], expected=None),)))
    assert text.endswith('(found ["a", "b", "c", "d" and 1 more])')
    text = str(TokenRejected((replace(cause, found=["a", "b", "c", "d"], expected=None),)))
    assert text.endswith('(found ["a", "b", "c", "d"])')


def test_the_text_shows_values_of_audience_and_issuer_alone() -> None:
    """No other claim stands in a log; what is not there is called none."""
    cause = refusal(signed({**CLAIMS, "iss": "https://other.example.com"})).findings[0]
    shown = f'(found "https://other.example.com", expected "{ISSUER}")'
    assert str(TokenRejected((cause,))).endswith(shown)
    assert str(TokenRejected((replace(cause, code="audience-not-configured"),))).endswith(shown)
    assert str(TokenRejected((replace(cause, code="token-expired"),))).endswith(cause.title)
    without = refusal(signed({name: value for name, value in CLAIMS.items() if name != "iss"}))
    assert str(without).endswith(f'(found none, expected ["{ISSUER}"])')


@pytest.mark.parametrize("found", [[["a"]], {"a": 1}, 5, None])
def test_the_text_shows_no_values_that_are_no_strings(found: JsonValue) -> None:
    """An audience of the wrong type is named by its code."""
    assert str(refusal(signed({**CLAIMS, "aud": found}))).startswith("aud-wrong-type: ")


def test_a_refusal_survives_copying_and_pickling() -> None:
    """What crosses a process border keeps its findings, and its repr holds the code alone."""
    cause = refusal(signed({**CLAIMS, "aud": "orders"}))
    again = pickle.loads(pickle.dumps(cause))  # noqa: S301 - our own
    assert (again.findings, copy.copy(cause).code) == (cause.findings, cause.code)
    assert repr(again) == "TokenRejected('aud-mismatch')"


def test_a_refusal_is_explained_once() -> None:
    """When it is first asked why, and not before."""
    cause = refusal(signed({**CLAIMS, "aud": "orders"}))
    asked: list[str] = []

    def told() -> tuple[Finding, ...]:
        asked.append("why")
        return cause.findings

    again = TokenRejected(told)
    assert not asked
    assert (again.code, again.findings, str(again)) == (cause.code, cause.findings, str(cause))
    assert asked == ["why"]


def test_a_refusal_hides_no_other_exception() -> None:
    """Nothing that a reader might print along with it holds the payload."""
    assert refusal(signed('{"aud":')).__context__ is None
    assert refusal("a.b.c").__context__ is None


@pytest.mark.parametrize("token", [None, 5, b"a.b.c", ["a.b.c"]])
def test_what_is_no_text_is_refused(token: Any) -> None:  # noqa: ANN401
    """A header that was not there, or bytes, is no token."""
    assert refusal(token).code == "token-malformed"


@pytest.mark.parametrize("typ", ["at+jwt", "AT+JWT", "application/at+jwt"])
def test_access_tokens_are_accepted_by_their_type(typ: str) -> None:
    """The media type may have its prefix and any letter case."""
    assert validator(profile="at+jwt").validate(signed(_AT, {**HEADER, "typ": typ}), NOW) == _AT


@pytest.mark.parametrize("name", ["sub", "client_id", "iat", "jti"])
def test_access_tokens_need_their_claims(name: str) -> None:
    """Each claim that RFC 9068 requires is required."""
    claims = {key: value for key, value in _AT.items() if key != name}
    cause = refusal(signed(claims, _AT_HEADER), validator(profile="at+jwt"))
    assert (cause.code, name in cause.findings[0].because) == ("token-malformed", True)


def test_an_id_token_is_no_access_token() -> None:
    """By its typ and its nonce it is told apart."""
    cause = refusal(signed({**_AT, "nonce": "n"}), validator(profile="at+jwt"))
    assert cause.code == "id-token-as-access-token"


@pytest.mark.parametrize("typ", ["dpop+jwt", "logout+jwt", "secevent+jwt"])
@pytest.mark.parametrize("profile", [{}, {"profile": "at+jwt"}, _ID_TOKEN])
def test_other_kinds_of_token_are_refused(typ: str, profile: dict[str, Any]) -> None:
    """A proof or an event is refused by every profile."""
    token = signed(_AT, {**HEADER, "typ": typ})
    assert refusal(token, validator(**profile)).code == "typ-mismatch"


def test_id_tokens_are_accepted() -> None:
    """With one audience an azp is not needed, with several it is; both pass."""
    judge = validator("HS256", **_PARTNERS)
    assert judge.validate(signed(), NOW)
    assert judge.validate(signed({**CLAIMS, "aud": [AUDIENCE, "partner"], "azp": AUDIENCE}), NOW)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"azp": "other"}, id="AUD-31 azp of another"),
        pytest.param({"azp": ""}, id="AUD-31 empty azp"),
        pytest.param({"aud": [AUDIENCE, "partner"]}, id="AUD-31 several without azp"),
        pytest.param({"aud": [AUDIENCE, "stranger"], "azp": AUDIENCE}, id="an audience that is not trusted"),
        pytest.param({"aud": "partner"}, id="the partner's alone"),
    ],
)
def test_id_tokens_of_other_clients_are_refused(changed: dict[str, JsonValue]) -> None:
    """The client must be an audience, and the one that the token was issued to."""
    judge = validator("HS256", **_PARTNERS)
    assert refusal(signed({**CLAIMS, **changed}), judge).code == "aud-other-client"


def test_an_access_token_is_no_id_token() -> None:
    """Its typ says so."""
    assert refusal(signed(_AT, _AT_HEADER), validator(**_ID_TOKEN)).code == "access-token-as-id-token"


def test_representations_hold_no_secret() -> None:
    """LEAK-04: what prints a source of keys prints no key."""
    texts = repr(StaticKeys.from_secret(SECRET)) + repr(vars(validator()))
    assert SECRET.decode() not in texts
    assert repr(StaticKeys.from_pem(PUBLIC["RS256"])) == "StaticKeys(1 keys)"
