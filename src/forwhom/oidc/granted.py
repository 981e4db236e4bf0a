"""A token that came: for whom it is, for whom it was asked, and why the two are what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.audience import NAMED
from forwhom.audience.audience import read as read_audience
from forwhom.audience.expectation import UNKNOWN, Expectation
from forwhom.case import Case
from forwhom.diagnose import diagnose
from forwhom.finding import Confidence
from forwhom.jwt.defect import quoted
from forwhom.jwt.token import Token, decode
from forwhom.oidc import id_token
from forwhom.oidc.key_review import verified
from forwhom.oidc.step import Asked, Check, Granted, Match, failed, note, passed, warning
from forwhom.provider import recognise
from forwhom.provider_audience import default_audience, known_resource
from forwhom.remedy import filled
from forwhom.token_kind import TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.diagnosis import Diagnosis
    from forwhom.oidc.relation import Relation
    from forwhom.provider import Provider

_KINDS = {"access_token": TokenKind.ACCESS_TOKEN, "id_token": TokenKind.ID_TOKEN}


def judge(
    name: str,
    raw: str,
    *,
    asked: Asked,
    at: Relation,
    nonce: str | None = None,
    access_token: str | None = None,
    code: str | None = None,
) -> Granted:
    """Everything that is to be said about one token. `name` is the member of the response in which it came."""
    token = decode(raw)
    signature, said = verified(raw, token, at.server.keys)
    provider = _provider(token, at)
    asked = Asked(where=asked.where) if name == "id_token" else asked
    audiences = _audiences(token)
    match = _match((at.client.id,) if name == "id_token" else asked.values, audiences)
    checks: list[Check] = []
    # Of an opaque access token it is said below that it cannot be read; that is enough.
    if name != "refresh_token" and not (name == "access_token" and match is Match.OPAQUE):
        checks.append(
            passed(said) if signature else failed(said, "RFC 7515 section 5.2") if signature is False else note(said)
        )
    if name == "id_token":
        checks += id_token.review(
            token,
            issuer=at.server.issuer,
            client_id=at.client.id,
            nonce=nonce,
            now=at.purpose.clock(),
            access_token=access_token,
            code=code,
        )
    if name == "access_token":
        checks += _access(token, asked, match, at)
    return Granted(
        name=name,
        raw=raw,
        token=token,
        asked=asked,
        match=match,
        audiences=audiences,
        signature=signature,
        checks=tuple(checks),
        why=tuple(_why(name, token, asked, provider, at)) if name in _KINDS and match is not Match.AS_ASKED else (),
        change=_change(provider, asked, at) if name == "access_token" and match is not Match.AS_ASKED else (),
        diagnosis=_diagnosis(name, token, at, asked=asked, signature=signature, provider=provider),
    )


def _audiences(token: Token) -> tuple[str, ...] | None:
    return None if token.claims is None else read_audience(token.claims).values


def _match(wanted: tuple[str, ...], audiences: tuple[str, ...] | None) -> Match:
    if audiences is None:
        return Match.OPAQUE
    if not audiences:
        return Match.ABSENT
    if not wanted:
        return Match.NOT_ASKED
    if set(wanted) == set(audiences):
        return Match.AS_ASKED
    return Match.MORE if set(wanted) <= set(audiences) else Match.OTHER


def _access(token: Token, asked: Asked, match: Match, at: Relation) -> Iterator[Check]:
    """The audience of an access token beside what was asked for."""
    claims = token.claims or {}
    reference = "RFC 8707 section 2"
    listed = " and ".join(map(quoted, asked.values))
    found = claims.get("aud")
    match match:
        case Match.AS_ASKED:
            yield passed(f"its audience is what was asked for: {listed}", reference)
        case Match.MORE:
            yield warning(
                "its audience names more than was asked for", reference, found=found, expected=list(asked.values)
            )
        case Match.OTHER:
            yield failed("its audience is not what was asked for", reference, found=found, expected=list(asked.values))
        case Match.NOT_ASKED:
            yield warning("no audience was asked for by name; the server chose one", reference, found=found)
        case Match.ABSENT:
            yield failed("it names no audience", "RFC 9068 section 2.2", expected=list(asked.values) or None)
        case Match.OPAQUE:
            text = "it cannot be read: it is opaque, so that an API cannot see for whom it is"
            yield failed(text, "RFC 9068 section 1") if asked.values else warning(text, "RFC 9068 section 1")
    if token.claims is not None and claims.get("iss") != at.server.issuer:
        text = "its issuer is not the one of the metadata, so that an API which trusts that one refuses it"
        yield warning(text, "RFC 9068 section 4", found=claims.get("iss"), expected=at.server.issuer)


def _provider(token: Token, at: Relation) -> Provider | None:
    """Who issued it: as the metadata tells, or else the token; a mere possibility is not told as a reason."""
    if at.server.provider:
        return at.server.provider
    for identifier, sure in recognise(at.purpose.known.providers, token.header, token.claims)[:1]:
        if sure is not Confidence.POSSIBLE:
            return at.purpose.known.providers[identifier]
    return None


def _why(name: str, token: Token, asked: Asked, provider: Provider | None, at: Relation) -> Iterator[str]:
    """Why the audience is what it is, the plainest reason first."""
    audience = read_audience(token.claims or {})
    if name == "access_token":
        for value in audience.values:
            if value not in asked.values and (reason := _reason(value, token, asked, provider, at)):
                yield reason
        if audience.shape not in NAMED and not asked.values:
            yield "no audience was asked for: neither resource nor audience was in the request"
    if provider:
        yield from (f"{provider.name}: {shape.audience}" for shape in provider.tokens if shape.kind is _KINDS[name])
    if provider and name == "access_token" and token.claims is None:
        usual = {"token-opaque", "audience-not-requested"}
        yield from (f"usual with {provider.name}: {one.text}" for one in provider.mistakes if one.code in usual)


def _reason(value: str, token: Token, asked: Asked, provider: Provider | None, at: Relation) -> str | None:
    """What an audience is that nobody asked for, `None` where that is not known."""
    claims = token.claims or {}
    if value == at.client.id:
        return f"{quoted(value)} is the client id: the token is for the client itself, as an ID Token would be"
    if value == claims.get("iss"):
        return f"{quoted(value)} is the issuer itself"
    if value == asked.scope or value == claims.get("scope"):
        return f"{quoted(value)} is the scope as one string"
    if default := default_audience(at.purpose.known.providers, value, provider, claims):
        return f"{quoted(value)} is what the provider fills in when nothing is asked for: {default.text}"
    if resource := known_resource(at.purpose.known.providers, value, provider):
        return f"{quoted(value)} is {resource.name}, an API of the provider itself"
    return None


def _change(provider: Provider | None, asked: Asked, at: Relation) -> tuple[str, ...]:
    """Which parameter, scope or setting makes the provider choose another audience."""
    wanted = next(iter((*at.purpose.expected, *asked.values)), None)
    if provider is None:
        if wanted is None:
            return (
                "at the client: name the API in the request, with resource (RFC 8707) or the provider's own parameter",
            )
        return (f"at the client: name the API in the request, resource={wanted} or the provider's own parameter",)
    values = {"audience": wanted or "", "client_id": at.client.id, "issuer": at.server.issuer}
    lines: list[str] = []
    for fix in provider.fixes:
        party = fix.party.replace("-", " ")
        code = filled(fix.snippet, values).code.strip() if fix.snippet and wanted else ""
        shown = f" ({code})" if code and "\n" not in code else ""
        lines.append(f"at the {party}: {fix.text}{shown}")
    return tuple(lines)


def _diagnosis(
    name: str, token: Token, at: Relation, *, asked: Asked, signature: bool | None, provider: Provider | None
) -> Diagnosis | None:
    """The token before the API: with what it expects, or else with what was asked for."""
    expected = at.purpose.expected or (asked.values if name == "access_token" else ())
    if name not in _KINDS or not (expected or at.purpose.verifier):
        return None
    return diagnose(
        Case(
            token=token,
            kind=_KINDS[name],
            expectation=Expectation(audiences=expected or UNKNOWN, issuers=(at.server.issuer,)),
            verifier=at.purpose.verifier,
            provider=provider.id if provider else None,
            signature_valid=signature,
            keys=at.server.keys.description if at.server.keys else None,
            now=at.purpose.clock(),
        ),
        at.purpose.known,
    )
