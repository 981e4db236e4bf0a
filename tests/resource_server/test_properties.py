"""What holds for every token, with PyJWT and joserfc beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jwt as pyjwt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from joserfc import jwk as joserfc_jwk
from joserfc import jwt as joserfc_jwt
from joserfc.errors import JoseError

from forwhom.jwt import base64url
from forwhom.jwt.defect import Where
from forwhom.jwt.json import parse_strict
from forwhom.resource_server.compact import decoded, members
from forwhom.resource_server.token_rejected import TokenRejected
from tests.resource_server.tokens import (
    AUDIENCE,
    CLAIMS,
    HEADER,
    ISSUER,
    NOW,
    PUBLIC,
    SECRET,
    signed,
    signed_with_key,
    validator,
)

if TYPE_CHECKING:
    from jwt.types import Options

    from forwhom.jwt.json import JsonValue

_JUDGE = validator(leeway=0)
_JUDGES = {alg: validator(alg) for alg in ("HS256", "RS256", "ES256", "EdDSA")}
_TOKENS = {alg: signed_with_key(alg) for alg in PUBLIC} | {"HS256": signed()}
_JSON: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([AUDIENCE, ISSUER, NOW + 5]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)
_CLAIMS = st.dictionaries(
    st.sampled_from(["iss", "aud", "exp", "nbf", "iat", "sub", "jti", "azp", "nonce", "x"]), _JSON, max_size=8
)
_HEADERS = st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jwk", "cty", "x"]), _JSON, max_size=4)


def _accepts(token: str) -> bool:
    try:
        _JUDGE.validate(token, NOW)
    except TokenRejected as cause:
        text = str(cause)
    else:
        return True
    assert text.isascii()
    assert "\n" not in text
    return False


@given(st.text() | st.from_regex(r"[A-Za-z0-9_.=+/-]{0,80}", fullmatch=True))
def test_no_text_causes_another_exception(text: str) -> None:
    """Whatever is no token is refused."""
    assert not _accepts(text)


@given(st.binary(max_size=200), st.binary(max_size=60))
def test_no_signed_bytes_cause_another_exception(payload: bytes, header: bytes) -> None:
    """Bytes that somebody did sign are refused too."""
    assert not _accepts(signed(payload))
    assert not _accepts(signed(CLAIMS, header))


@given(_CLAIMS, _HEADERS)
def test_no_signed_values_cause_another_exception(claims: dict[str, JsonValue], header: dict[str, JsonValue]) -> None:
    """Any JSON for any claim or parameter gives a verdict."""
    _accepts(signed({**CLAIMS, **claims}))
    _accepts(signed({**CLAIMS, **claims}, {**HEADER, **header}))


@pytest.mark.parametrize("alg", ["HS256", "ES256", "EdDSA", "RS256"])
def test_no_single_bit_can_be_changed(alg: str) -> None:
    """Every bit of the text of a token counts, those of the signature included."""
    raw = _TOKENS[alg].encode()
    assert _JUDGES[alg].validate(_TOKENS[alg], NOW)
    for place in range(len(raw)):
        for bit in range(8):
            changed = bytearray(raw)
            changed[place] ^= 1 << bit
            with pytest.raises(TokenRejected):
                _JUDGES[alg].validate(changed.decode("latin-1"), NOW)


@given(st.permutations([AUDIENCE, "a", "b", "c", AUDIENCE + "/"]), st.booleans())
def test_the_order_of_audiences_does_not_matter(audiences: list[str], member: bool) -> None:  # noqa: FBT001
    """The token is for this service wherever its name stands among others, and never without it."""
    values: list[JsonValue] = [one for one in audiences if member or one != AUDIENCE]
    assert _accepts(signed({**CLAIMS, "aud": values})) is member


_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@given(st.binary(max_size=40) | st.text(_ALPHABET, max_size=12).map(str.encode))
@example(b"+/+/")
@example(b"AA==")
@example(b"AAA=")
def test_a_segment_is_what_encoding_its_bytes_gives(segment: bytes) -> None:
    """Whatever is read from a segment gives that segment when it is encoded; nothing else is read."""
    data = decoded(segment)
    lenient = base64url.decode(segment.decode("latin-1")).data
    assert (data is not None) == (base64url.encode(lenient).encode() == segment)
    assert data is None or data == lenient


@given(st.binary(max_size=40))
def test_every_byte_string_has_a_segment(data: bytes) -> None:
    """The encoding of the bytes is read, and no text that differs from it only in what decoders tend to skip."""
    text = base64url.encode(data).encode()
    assert decoded(text) == data
    for other in (text + b"=", text + b"\n", b" " + text, text + b"A"):
        assert decoded(other) != data


@given(_JSON | st.text(), st.sampled_from(["", " ", "\ufeff", "}", "x"]))
def test_the_fast_reader_accepts_what_the_strict_reader_does(value: JsonValue, tail: str) -> None:
    """An object without a defect is read by both to the same members, and nothing else is by either."""
    data = (json.dumps({"x": value, "y": 1}, ensure_ascii=False) + tail).encode("utf-8", "surrogatepass")
    reading = parse_strict(data, Where.PAYLOAD)
    sound = reading.complete and not reading.defects and isinstance(reading.value, dict)
    found = members(data, Where.PAYLOAD)
    assert isinstance(found, dict) == sound
    if sound:
        assert found == reading.value


@settings(max_examples=200)
@given(_CLAIMS, st.sampled_from(["a", AUDIENCE, [AUDIENCE], ["a", AUDIENCE], ["a"]]), st.integers(-3, 3))
def test_what_is_accepted_here_is_accepted_by_the_others(
    claims: dict[str, JsonValue], audience: JsonValue, distance: int
) -> None:
    """PyJWT and joserfc never refuse what is accepted here; on audience, issuer and expiry alone all three agree."""
    plain: dict[str, JsonValue] = {**CLAIMS, "aud": audience, "exp": NOW + distance}
    assert _accepts(signed(plain)) == _pyjwt_accepts(signed(plain)) == _joserfc_accepts(signed(plain))
    any_claims = signed({**plain, **claims})
    if _accepts(any_claims):
        assert _pyjwt_accepts(any_claims)
        assert _joserfc_accepts(any_claims)


def _pyjwt_accepts(token: str) -> bool:
    try:
        claims = pyjwt.decode(token, SECRET, algorithms=["HS256"], options=_NO_CLOCK)
    except pyjwt.InvalidTokenError:
        return False
    audiences = claims.get("aud", [])
    named = [audiences] if isinstance(audiences, str) else audiences
    return AUDIENCE in named and claims.get("iss") == ISSUER and claims["exp"] > NOW


# PyJWT has no argument for the time, so its date checks are left out and the comparison stands above.
_NO_CLOCK: Options = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False}


def _joserfc_accepts(token: str) -> bool:
    registry = joserfc_jwt.JWTClaimsRegistry(
        now=NOW,
        iss={"essential": True, "value": ISSUER},
        aud={"essential": True, "value": AUDIENCE},
        exp={"essential": True},
    )
    try:
        claims = joserfc_jwt.decode(token, joserfc_jwk.OctKey.import_key(SECRET), algorithms=["HS256"]).claims
        registry.validate(claims)
    except (JoseError, ValueError):
        return False
    # joserfc still accepts in the very second of exp, where RFC 7519 section 4.1.4 does not.
    return bool(claims["exp"] > NOW)
