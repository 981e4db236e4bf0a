"""A token as lines of text: header, claims with their times told, every defect. The signature is never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.jwt import numeric_date
from forwhom.jwt.defect import DefectCode, Where
from forwhom.jwt.token import TokenForm
from forwhom.redact import escape
from forwhom.report.value import shown, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.jwt.json import JsonValue
    from forwhom.jwt.token import Token

_TIMES = frozenset({"exp", "nbf", "iat", "auth_time", "updated_at"})
_MAX_VALUE = 400
_MAX_MEMBERS = 200
_WIDEST_NAME = 24
_NO_AUD = "there is no aud claim: the token does not say for whom it is"
_NO_AUD_SO_FAR = "no aud claim stands whole before the place where the payload breaks off"


def lines(token: Token, now: float) -> Iterator[str]:
    """The token, line by line; `now` in seconds since the epoch, UTC."""
    yield _what(token)
    if token.header is not None:
        yield from _members("JOSE header", token.header, now)
    if token.claims is not None:
        yield from _members("claims", token.claims, now)
        if "aud" not in token.claims:
            yield f"  ({_NO_AUD_SO_FAR if _breaks_off(token) else _NO_AUD})"
    if token.payload_text is not None:
        yield from ("", "payload, which is no JSON", f"  {shown(token.payload_text, _MAX_VALUE)}")
    if token.signature_length is not None:
        yield ""
        noun = "byte" if token.signature_length == 1 else "bytes"
        yield f"signature: {token.signature_length} {noun}, not shown, not verified"
    if token.defects:
        yield from ("", "not in order")
        yield from (f"  - {escape(defect.text)}" for defect in token.defects)


def _breaks_off(token: Token) -> bool:
    """Whether more claims may have stood in the token than are left of it."""
    return any(one.code is DefectCode.JSON_TRUNCATED and one.where is Where.PAYLOAD for one in token.defects)


def _what(token: Token) -> str:
    match token.form:
        case TokenForm.JWS:
            kind = f" ({token.opaque_kind})" if token.opaque_kind else ""
            return (
                f"A signed token (JWS){kind}, {token.length} characters. Anybody can read it; nothing here is verified."
            )
        case TokenForm.JWE:
            return "An encrypted token (JWE): only its header can be read. Whoever holds the key can read its audience."
        case TokenForm.JSON_SERIALIZATION:
            return "A token in a JSON serialization, which bearer tokens must not use. Nothing here is verified."
        case TokenForm.OPAQUE:
            kind = f"a {token.opaque_kind}" if token.opaque_kind else "not made of base64url parts that hold JSON"
            return (
                f"No JWT: it is {kind}. Such a token names no audience by itself; its issuer can be asked for it "
                "(introspection, RFC 7662)."
            )
        case TokenForm.FRAGMENT:
            return "A part of a token: what can still be read of it follows."
        case TokenForm.PARTS:
            return "Header or claims that came decoded; no token."
        case TokenForm.EMPTY:
            return "There is no token here."


def _members(title: str, members: dict[str, JsonValue], now: float) -> Iterator[str]:
    yield from ("", title)
    names = [whole(name)[1:-1] for name in members]
    column = min(max(map(len, names), default=0), _WIDEST_NAME)
    for name, value in list(zip(names, members.values(), strict=True))[:_MAX_MEMBERS]:
        yield f"  {name:<{column}}  {_value(value)}{_time(name, value, now)}"
    if len(members) > _MAX_MEMBERS:
        yield f"  and {len(members) - _MAX_MEMBERS} more"
    if not members:
        yield "  none"


def _value(value: JsonValue) -> str:
    return shown(value, _MAX_VALUE)


def _time(name: str, value: JsonValue, now: float) -> str:
    moment = numeric_date.read(value) if name in _TIMES else None
    return "" if moment is None else f"   {numeric_date.iso(moment)}, {numeric_date.relative(moment, now)}"
