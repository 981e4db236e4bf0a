"""What can be done with the tokens of a walk: refresh them, ask the server about them, ask for the user's claims.

Source: RFC 6749 section 6, RFC 8707 section 2.2, RFC 7662, OIDC Core section 5.3
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from forwhom.audience.audience import read as read_audience
from forwhom.jwt.token import TokenForm, decode
from forwhom.oidc import server_error, token_request
from forwhom.oidc.client import credentials
from forwhom.oidc.discovery import no_json
from forwhom.oidc.exchange import Failure, NamedBy, Request
from forwhom.oidc.key_review import verified
from forwhom.oidc.step import Asked, Check, Step, failed, hinted, note, passed, warning
from forwhom.oidc.walk import send
from forwhom.report.value import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.exchange import Answer
    from forwhom.oidc.relation import Relation
    from forwhom.oidc.server_error import ServerError
    from forwhom.oidc.token_request import TokenResponse
    from forwhom.oidc.walk import Walk

_OK = 200
_USERINFO = "OIDC Core section 5.3.2"


class Deed(StrEnum):
    """What is done next."""

    REFRESH = "refresh"
    INTROSPECT = "introspect"
    USERINFO = "userinfo"


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing to do with the tokens; `resource` is what a refresh asks for, `None` for all that was granted."""

    deed: Deed
    resource: str | None = None


def follow_up(response: TokenResponse | None, wishes: tuple[Wish, ...], at: Relation, asked: Asked) -> Walk[None]:
    """Does what is wished with the tokens that came, one after the other; a rotated refresh token is used on."""
    tokens = dict(response.tokens) if response else {}
    for wish in wishes if response and not response.error else ():
        match wish.deed:
            case Deed.REFRESH:
                if "refresh_token" not in tokens:
                    text = "no refresh token came; ask for the scope offline_access, or allow the grant for this client"
                    yield Step(name="refresh", title="Token request: refresh", checks=(failed(text),))
                    continue
                resources = (wish.resource,) if wish.resource else ()
                grant = token_request.refresh(tokens["refresh_token"].raw)
                wanted = Asked(resources=resources, where="refresh request" if resources else "")
                judged = wanted if resources else asked
                again = yield from token_request.ask(at, grant, wanted, judged_by=judged)
                tokens.update(again.tokens if again else {})
            case Deed.INTROSPECT:
                if "access_token" in tokens:
                    yield from _introspect(tokens["access_token"].raw, at)
            case Deed.USERINFO:
                if "access_token" in tokens:
                    claims = tokens["id_token"].token.claims if "id_token" in tokens else None
                    subject = (claims or {}).get("sub")
                    yield from _userinfo(tokens["access_token"].raw, subject, at)


def _introspect(raw: str, at: Relation) -> Walk[None]:
    """Asks the server for whom a token is, as an API with an opaque one has to."""
    title = "Introspection of the access token"
    url = at.server.metadata.endpoints.get("introspection_endpoint")
    if url is None:
        text = "the metadata names no introspection_endpoint"
        yield Step(name="introspection", title=title, checks=(warning(text, "RFC 8414 section 2"),))
        return
    headers, proof = credentials(at.client, at.server.issuer)
    form = (("token", raw), ("token_type_hint", "access_token"), *proof)
    accept = ("Accept", "application/json")
    request = Request(method="POST", url=url, named_by=NamedBy.METADATA, headers=(accept, *headers), form=form)
    answer = yield from send("introspection", request)
    members, error, checks = token_request.read(answer, at.purpose, grant=False)
    if members and not error:
        checks = (*checks, *_introspected(members))
    yield Step(name="introspection", title=title, request=request, answer=answer, checks=checks, error=error)


def _introspected(members: dict[str, JsonValue]) -> Iterator[Check]:
    reference = "RFC 7662 section 2.2"
    if members.get("active") is not True:
        yield failed("the server calls the token not active", reference, found=members.get("active"))
        return
    if "aud" in members:
        yield passed(f"the token is active, and for {shown(members['aud'])}", reference)
    else:
        yield warning("the token is active, and the server names no audience of it", reference)


def _userinfo(raw: str, subject: JsonValue, at: Relation) -> Walk[None]:
    title = "UserInfo request"
    url = at.server.metadata.endpoints.get("userinfo_endpoint")
    if url is None:
        text = "the metadata names no userinfo_endpoint"
        yield Step(name="userinfo", title=title, checks=(warning(text, "OIDC Discovery 1.0 section 3"),))
        return
    headers = (("Accept", "application/json"), ("Authorization", f"Bearer {raw}"))
    request = Request(method="GET", url=url, named_by=NamedBy.METADATA, headers=headers)
    answer = yield from send("userinfo", request)
    error, checks = _claims(answer, subject, at)
    yield Step(name="userinfo", title=title, request=request, answer=answer, checks=tuple(checks), error=error)


def _claims(answer: Answer, subject: JsonValue, at: Relation) -> tuple[ServerError | None, tuple[Check, ...]]:
    """Whether the claims are about the subject of the ID Token. Source: OIDC Core section 5.3.2."""
    if isinstance(answer, Failure):
        return None, (failed(answer.text),)
    members = answer.members()
    if answer.status != _OK:
        error = server_error.read(members or {}, answer.status, at.purpose.known)
        text = f"it answers with status {answer.status}: the token is not one for UserInfo"
        return error, (
            hinted(failed(text, _USERINFO), "ask for a token without naming an API, and with the scope openid"),
        )
    if members is None and (answer.header("content-type") or "").lower().startswith("application/jwt"):
        return None, tuple(_signed(answer.body.decode("latin-1").strip(), subject, at))
    if members is None:
        return None, (failed(no_json(answer.body), _USERINFO),)
    return None, (_subject(members, subject),)


def _signed(raw: str, subject: JsonValue, at: Relation) -> Iterator[Check]:
    """The claims as a JWT: signed by a key of the issuer, for this client, about the subject."""
    token = decode(raw)
    if token.form is TokenForm.JWE:
        yield note("the claims are encrypted for the client, so that they were neither read nor verified", _USERINFO)
        return
    claims = token.claims
    if claims is None:
        yield failed("the claims come as a JWT that cannot be read", _USERINFO)
        return
    signature, said = verified(raw, token, at.server.keys)
    if signature is None:
        yield warning(f"the claims come as a JWT: {said}", _USERINFO)
    else:
        yield passed(f"the claims come as a JWT: {said}") if signature else failed(said, _USERINFO)
    if claims.get("iss") != at.server.issuer:
        text = "its issuer is not the one that was asked"
        check = warning if "iss" not in claims else failed
        yield check(text, _USERINFO, found=claims.get("iss"), expected=at.server.issuer)
    if at.client.id in read_audience(claims).values:
        yield passed("its audience is this client", _USERINFO)
    else:
        text = "its audience is not this client"
        check = warning if "aud" not in claims else failed
        yield check(text, _USERINFO, found=claims.get("aud"), expected=at.client.id)
    yield _subject(claims, subject)


def _subject(claims: Mapping[str, JsonValue], subject: JsonValue) -> Check:
    if subject is None:
        return note("there is no ID Token to hold the subject against", _USERINFO)
    if claims.get("sub") == subject:
        return passed("the subject is that of the ID Token", _USERINFO)
    text = "the subject is not that of the ID Token, so the claims must not be used"
    return failed(text, _USERINFO, found=claims.get("sub"), expected=subject)
