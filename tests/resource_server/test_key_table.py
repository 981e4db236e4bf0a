"""The keys of a set: which are taken, which are passed over, and which one a token means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from forwhom.jwt import base64url
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.jwk import Unfit, load
from forwhom.resource_server.key_table import KeyTable, read
from forwhom.resource_server.keys import StaticKeys
from tests.resource_server.tokens import (
    CLAIMS,
    ED_KEY,
    HEADER,
    NOW,
    RSA_KEY,
    SECRET,
    refusal,
    signed,
    signed_with_key,
    validator,
)

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue


def number(value: int) -> str:
    """A number as a JWK has it."""
    return base64url.encode(value.to_bytes((value.bit_length() + 7) // 8, "big"))


NUMBERS = RSA_KEY.public_key().public_numbers()
RSA: dict[str, JsonValue] = {"kty": "RSA", "n": number(NUMBERS.n), "e": number(NUMBERS.e)}
ED_X = base64url.encode(ED_KEY.public_key().public_bytes_raw())
ED: dict[str, JsonValue] = {"kty": "OKP", "crv": "Ed25519", "x": ED_X}
OCT: dict[str, JsonValue] = {"kty": "oct", "k": base64url.encode(SECRET)}
X25519_X = base64url.encode(X25519PrivateKey.generate().public_key().public_bytes_raw())


def table(*entries: JsonValue) -> KeyTable:
    """The table of a set with these entries, all of which must be keys."""
    keys, unfit = read({"keys": list(entries)})
    assert not unfit
    return KeyTable(keys)


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param({**RSA, "use": "enc"}, id="for encryption"),
        pytest.param({**RSA, "key_ops": ["encrypt"]}, id="for other operations"),
        pytest.param({**RSA, "alg": "RSA-OAEP"}, id="for an algorithm of encryption"),
        pytest.param({"kty": "OKP", "crv": "X25519", "x": X25519_X}, id="of key agreement"),
        pytest.param({"kty": "EC", "crv": "P-999", "x": "AA", "y": "AA"}, id="on another curve"),
        pytest.param({"kty": "new"}, id="of a type to come"),
    ],
)
def test_keys_for_something_else_are_passed_over(entry: dict[str, JsonValue]) -> None:
    """A set may hold them beside those that verify; alone they are not enough."""
    judge = validator("EdDSA", keys=StaticKeys({"keys": [entry, {**ED, "kid": "k1"}]}))
    assert judge.validate(signed_with_key("EdDSA"), NOW) == CLAIMS
    with pytest.raises(ConfigurationError, match="there is no key that verifies signatures"):
        StaticKeys({"keys": [entry]})


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        pytest.param(5, "an entry is not a JSON object", id="a number"),
        pytest.param({**ED, "key_ops": "verify"}, "key_ops is not an array", id="key_ops as text"),
        pytest.param({**ED, "d": ED_X}, "secret members d", id="JWKS-10 private key"),
        pytest.param({**ED, "kid": 5}, "the key's kid is a number", id="a number as key ID"),
        pytest.param({**OCT, "kid": 5}, "the key's kid is a number", id="a number as key ID of a secret"),
        pytest.param({**ED, "x": ED_X + "="}, "the OKP key has values that are no key", id="JWKS-22 padding"),
        pytest.param(
            {**RSA, "n": f"{RSA['n']}=="}, "the RSA key has values that are no key", id="JWKS-22 padding of n"
        ),
        pytest.param({**ED, "x": 5}, "the OKP key has values that are no key", id="JWKS-22 a number"),
        pytest.param({**ED, "x": "\u00e9"}, "the OKP key has values that are no key", id="JWKS-22 letters"),
        pytest.param({**RSA, "e": "AQ"}, "exponent 1", id="ALG-17 exponent"),
    ],
)
def test_a_damaged_key_beside_a_good_one_is_told(entry: JsonValue, told: str) -> None:
    """The operator gave it, so that somebody is mistaken about it."""
    with pytest.raises(ConfigurationError, match=told):
        StaticKeys({"keys": [{**RSA, "kid": "good"}, entry]})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{}", "the key set has no member keys"),
        ("5", "the key set is a number, not a JSON object"),
        ('["kty"]', "the key set is an array, not a JSON object"),
        ('{"keys": []}', "the key set has no keys"),
        ('{"keys": {"a": 1}}', "member keys is an object, not an array"),
        ('{"keys": "kty"}', "member keys is a string, not an array"),
    ],
)
def test_what_is_wrong_with_a_set_is_told(text: str, told: str) -> None:
    """JWKS-07: in one line, before any token comes."""
    with pytest.raises(ConfigurationError, match=told):
        StaticKeys(text)


def test_a_set_may_have_other_members() -> None:
    """Even kty: with keys in it, it is a set and no single key."""
    keys = StaticKeys({"kty": "RSA", "n": "x", "keys": [{**ED, "kid": "k1"}]})
    assert keys.algorithms == {"EdDSA", "Ed25519"}


def test_a_key_on_another_curve_is_told_as_such() -> None:
    """By whoever reads a set, before it is asked for algorithms."""
    entry: dict[str, JsonValue] = {"kty": "EC", "crv": "P-999", "x": "AA", "y": "AA"}
    assert load(entry) == Unfit("the key is on a curve that is not used here", harmless=True)


def test_a_key_shows_its_name_alone() -> None:
    """LEAK-04: neither its bytes nor what verifies with them."""
    assert repr(load({**OCT, "kid": "k1"})) == "VerificationKey(kid='k1', secret=True)"


def test_when_fetching_anew_could_help() -> None:
    """For a key ID that no key has; not without one, and not where the keys have none."""
    named = table({**RSA, "kid": "k1"})
    assert (named.covers("k1"), named.covers(None), named.covers("k2")) == (True, True, False)
    assert table(RSA).covers("k2")


def test_a_key_id_that_is_not_there_is_told_with_those_that_are() -> None:
    """JWKS-11: eight of them at most; the place is the header's kid."""
    judge = validator(keys=StaticKeys({"keys": [{**OCT, "kid": f"key-{place}"} for place in range(9)]}))
    (cause,) = refusal(signed(header={**HEADER, "kid": "key-9"}), judge).findings
    assert (cause.found, cause.expected) == ("key-9", [f"key-{place}" for place in range(8)])
    assert cause.evidence[0].pointer == "/kid"


def test_a_key_without_a_name_that_does_not_fit_is_told() -> None:
    """ALG-13: by its algorithms, at the header's alg, whatever key the token names."""
    judge = validator(keys=StaticKeys({"keys": [RSA]}), algorithms=("RS256", "ES256"))
    (cause,) = refusal(signed_with_key("ES256", header={**HEADER, "kid": "any"}), judge).findings
    assert (cause.code, cause.evidence[0].pointer) == ("alg-not-allowed", "/alg")
    assert cause.expected == ["PS256", "PS384", "PS512", "RS256", "RS384", "RS512"]
