"""The checks of an ID Token by the client that asked for it.

Source: OIDC Core sections 3.1.3.7 and 3.1.3.8
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

from forwhom.audience.audience import read as read_audience
from forwhom.jwt import numeric_date
from forwhom.oidc.step import Check, failed, passed, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forwhom.jwt.json import JsonValue
    from forwhom.jwt.token import Token

#: Seconds of clock skew that are forgiven.
LEEWAY = 60
_CORE = "OIDC Core section 3.1.3.7"


def review(
    token: Token,
    *,
    issuer: str,
    client_id: str,
    nonce: str | None,
    now: float,
    access_token: str | None = None,
    code: str | None = None,
) -> Iterator[Check]:
    """What is to be said about the claims. `nonce` is `None` where none was sent."""
    claims = token.claims
    if claims is None:
        yield failed("the ID Token is no JWT", _CORE)
        return
    yield _issuer(claims, issuer)
    yield from _audience(claims, client_id)
    yield from _nonce(claims, nonce)
    yield from _times(claims, now)
    if not isinstance(claims.get("sub"), str) or not claims.get("sub"):
        yield failed("it names no subject (sub)", "OIDC Core section 2")
    alg = (token.header or {}).get("alg")
    for name, value in (("at_hash", access_token), ("c_hash", code)):
        yield from _hash(claims, name, value, alg)


def _issuer(claims: Mapping[str, JsonValue], issuer: str) -> Check:
    if claims.get("iss") == issuer:
        return passed("its issuer is the one that was asked", _CORE)
    return failed("its issuer is not the one that was asked", _CORE, found=claims.get("iss"), expected=issuer)


def _audience(claims: Mapping[str, JsonValue], client_id: str) -> Iterator[Check]:
    audiences = read_audience(claims).values
    if client_id not in audiences:
        yield failed("its audience is not this client", _CORE, found=claims.get("aud"), expected=client_id)
        return
    yield passed("its audience is this client, as it must be; for that reason no API may take it", _CORE)
    others = [one for one in audiences if one != client_id]
    if others:
        text = "its audience also names others; reject it unless this client trusts each of them"
        yield warning(text, _CORE, found=claims.get("aud"), expected=client_id)
    if "azp" in claims:
        if claims["azp"] != client_id:
            yield failed(
                "its authorized party (azp) is not this client", _CORE, found=claims["azp"], expected=client_id
            )
    elif len(audiences) > 1:
        yield warning("it names several audiences and no authorized party (azp)", _CORE, found=claims.get("aud"))


def _nonce(claims: Mapping[str, JsonValue], nonce: str | None) -> Iterator[Check]:
    if nonce is None:
        return
    if "nonce" not in claims:
        yield failed("it has no nonce, so that it may be a replayed one", _CORE)
    elif claims["nonce"] != nonce:
        yield failed("its nonce is not the one of this request", _CORE)
    else:
        yield passed("its nonce is the one of this request", _CORE)


def _times(claims: Mapping[str, JsonValue], now: float) -> Iterator[Check]:
    exp, iat = numeric_date.read(claims.get("exp")), numeric_date.read(claims.get("iat"))
    if exp is None:
        yield failed("it has no expiry (exp)", _CORE, found=claims.get("exp"))
    elif exp + LEEWAY < now:
        yield failed(f"it expired, {numeric_date.relative(exp, now)}", _CORE)
    if iat is None:
        yield failed("it does not say when it was issued (iat)", _CORE, found=claims.get("iat"))
    elif iat - LEEWAY > now:
        yield failed(f"it was issued in the future, {numeric_date.relative(iat, now)}: a clock is wrong", _CORE)


def _hash(claims: Mapping[str, JsonValue], name: str, value: str | None, alg: JsonValue) -> Iterator[Check]:
    """Whether the ID Token belongs to the access token or code that came with it."""
    if name not in claims or value is None:
        return
    expected = half_hash(value, alg)
    found = claims[name]
    of = "access token" if name == "at_hash" else "code"
    if expected is None:
        yield failed(
            f"its {name} cannot be verified: no hash belongs to this alg", "OIDC Core section 3.1.3.8", found=alg
        )
    elif not isinstance(found, str) or not hmac.compare_digest(found.encode(), expected.encode()):
        yield failed(f"its {name} is not that of the {of} that came with it", "OIDC Core section 3.1.3.8")
    else:
        yield passed(f"its {name} is that of the {of} that came with it", "OIDC Core section 3.1.3.8")


def half_hash(value: str, alg: JsonValue) -> str | None:
    """The left half of the hash that belongs to `alg`, base64url; `None` where no hash belongs to it."""
    if not isinstance(alg, str):
        return None
    if alg in {"EdDSA", "Ed25519"}:
        digest = hashlib.sha512(value.encode("utf-8")).digest()
    elif alg[:2] in {"RS", "PS", "ES", "HS"} and alg[2:5] in {"256", "384", "512"}:
        digest = hashlib.new(f"sha{alg[2:5]}", value.encode("utf-8")).digest()
    else:
        return None
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode("ascii")
