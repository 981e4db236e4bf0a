"""JWK Sets as descriptions of keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.jwt import base64url, jwks
from forwhom.jwt.defect import DefectCode
from forwhom.jwt.json import JsonValue
from tests.jwt.compact import codes

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["keys", "kty", "n", "e", "k", "kid", "crv"]), inner)
    ),
)
_P256: dict[str, JsonValue] = {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}


def _rsa(bits: int, **more: JsonValue) -> dict[str, JsonValue]:
    modulus = (1 << (bits - 1) | 1).to_bytes((bits + 7) // 8, "big")
    return {"kty": "RSA", "n": base64url.encode(modulus), "e": "AQAB", **more}


def _only(entry: dict[str, JsonValue]) -> jwks.Key:
    (key,) = jwks.read({"keys": [entry]}).keys
    return key


@given(_JSON)
def test_any_value_has_a_reading(value: JsonValue) -> None:
    """Reading never raises; where there are no keys there is a reason."""
    key_set = jwks.read(value)
    assert key_set.keys or key_set.defects


@pytest.mark.parametrize(
    ("data", "line"),
    [
        pytest.param({"keys": []}, "the key set has no keys", id="JWKS-08-empty"),
        pytest.param({"keys": None}, "the key set's member keys is null, not an array", id="JWKS-08-null"),
        pytest.param({"keys": {}}, "the key set's member keys is an object, not an array", id="JWKS-08-object"),
        pytest.param([], "the key set is an array, not a JSON object", id="JWKS-08-array"),
        pytest.param({}, "the key set has no member keys", id="JWKS-08-no-keys"),
    ],
)
def test_what_is_no_key_set_is_named(data: JsonValue, line: str) -> None:
    """Each has its own line."""
    assert [defect.text for defect in jwks.read(data).defects] == [line]


def test_entries_that_are_no_objects_are_skipped_and_named() -> None:
    """JWKS-08: the places of the odd entries are told, the good key is read."""
    key_set = jwks.read({"keys": ["x", 1, _P256]})
    assert ([defect.pointer for defect in key_set.defects], len(key_set.keys)) == (["/keys/0", "/keys/1"], 1)


def test_a_single_key_is_read_as_a_set_of_one() -> None:
    """It is named, for no verifier takes it as a set."""
    key_set = jwks.read(_P256)
    assert (len(key_set.keys), codes(key_set.defects)) == (1, [DefectCode.KEY_SET_SHAPE])


def test_too_many_keys_are_not_read() -> None:
    """JWKS-01: the first thousand are read, and the number is told."""
    entries: list[JsonValue] = [_P256] * (jwks.MAX_KEYS + 1)
    key_set = jwks.read({"keys": entries})
    assert (len(key_set.keys), codes(key_set.defects)) == (jwks.MAX_KEYS, [DefectCode.KEY_SET_SHAPE])


def test_keys_are_found_by_their_exact_id() -> None:
    """ALG-22: a key ID is compared, nothing else is done with it."""
    key_set = jwks.read({"keys": [{**_P256, "kid": "a"}, {**_P256, "kid": "A"}]})
    assert [len(jwks.with_kid(key_set, kid)) for kid in ("a", "A", "../../dev/null")] == [1, 1, 0]


def test_a_key_id_that_stands_twice_is_named() -> None:
    """The place is that of the second; keys without an ID are not twins."""
    key_set = jwks.read({"keys": [_P256, {**_P256, "kid": "a"}, _P256, {**_P256, "kid": "a"}]})
    assert [(defect.code, defect.pointer) for defect in key_set.defects] == [(DefectCode.DUPLICATE_KID, "/keys/3/kid")]


@pytest.mark.parametrize("bits", [512, 1024, 2047], ids="ALG-17-{}".format)
def test_a_short_rsa_key_is_named_with_its_size(bits: int) -> None:
    """The size is that of the modulus in bits."""
    key = _only(_rsa(bits))
    assert (key.bits, [defect.text for defect in key.defects]) == (
        bits,
        [f"the RSA key has {bits} bits, fewer than 2048"],
    )


def test_a_sound_rsa_key_has_no_defect() -> None:
    """2048 bits are enough."""
    key = _only(_rsa(2048, kid="k", use="sig", alg="RS256"))
    assert (key.bits, key.kid, key.use, key.defects) == (2048, "k", "sig", ())


def test_the_exponent_one_is_named() -> None:
    """ALG-17: such a key signs nothing."""
    assert codes(_only(_rsa(2048) | {"e": "AQ"}).defects) == [DefectCode.WEAK_KEY]


def test_private_members_are_named_and_not_kept() -> None:
    """JWKS-10: the names are told, never the values."""
    key = _only({**_P256, "d": "c2VjcmV0"})
    assert codes(key.defects) == [DefectCode.PRIVATE_KEY]
    assert "c2VjcmV0" not in repr(key)


def test_a_symmetric_key_is_a_secret() -> None:
    """JWKS-10: a key of type oct has no place in a published set; only its size is kept."""
    key = _only({"kty": "oct", "k": "AAAA"})
    assert (key.bits, codes(key.defects)) == (24, [DefectCode.PRIVATE_KEY])


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ({"kty": 1}, "the key's kty is a number, not a string"),
        ({}, "the key has no kty"),
        ({"kty": "EC", "crv": "P-256", "x": "AA"}, "the EC key has no y"),
        ({**_P256, "alg": "ES384"}, 'the key is for "ES384", which does not fit its type "EC" with the curve "P-256"'),
        (_rsa(2048, alg="HS256"), 'the key is for "HS256", which does not fit its type "RSA"'),
    ],
)
def test_a_malformed_key_is_named(entry: dict[str, JsonValue], line: str) -> None:
    """What is missing, of the wrong type, or contradictory."""
    assert [defect.text for defect in _only(entry).defects] == [line]


@pytest.mark.parametrize(
    ("entry", "alg", "fits"),
    [
        pytest.param(_rsa(2048), "RS256", True, id="rsa"),
        pytest.param(_rsa(2048), "HS256", False, id="ALG-10"),
        pytest.param(_rsa(2048, alg="RS512"), "RS256", False, id="key-names-another"),
        pytest.param(_P256, "ES256", True, id="ec"),
        pytest.param(_P256, "ES256K", False, id="ALG-13-ES256K"),
        pytest.param(_P256, "ES512", False, id="ALG-13-ES512"),
        pytest.param({**_P256, "crv": "P-384"}, "ES256", False, id="ALG-13-P-384"),
        pytest.param({"kty": "OKP", "crv": "Ed25519", "x": "AA"}, "EdDSA", True, id="okp"),
        pytest.param({"kty": "OKP", "crv": "X25519", "x": "AA"}, "EdDSA", False, id="ALG-31"),
        pytest.param({"kty": "oct", "k": ""}, "HS256", False, id="ALG-11"),
        pytest.param({"kty": "oct", "k": "A" * 43}, "HS256", True, id="oct"),
        pytest.param({"kty": "new"}, "HS256", False, id="JWKS-08-unknown"),
    ],
)
def test_type_curve_and_size_decide_which_algorithm_fits(entry: dict[str, JsonValue], alg: str, fits: bool) -> None:  # noqa: FBT001
    """The key decides what may be verified with it, never the token."""
    assert jwks.fits(_only(entry), alg) is fits
