"""The validator's contract: what can be configured, and what is accepted."""

from __future__ import annotations

import hmac
import subprocess
import sys
import time
import warnings
from typing import Any

import pytest

from forwhom.audience.expectation import UNKNOWN, Expectation
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
        pytest.param(
            {"profile": "id-token", "client_id": AUDIENCE, "audience": UNCHECKED_AUDIENCE},
            "audience",
            id="unchecked ID Token",
        ),
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


def test_representations_hold_no_secret() -> None:
    """LEAK-04: what prints a source of keys prints no key."""
    texts = repr(StaticKeys.from_secret(SECRET)) + repr(vars(validator()))
    assert SECRET.decode() not in texts
    assert repr(StaticKeys.from_pem(PUBLIC["RS256"])) == "StaticKeys(1 keys)"
