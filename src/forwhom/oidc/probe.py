"""From a protected resource to a token that it takes, and the step at which the audience goes wrong.

Source: RFC 9728 section 5, RFC 8707, MCP authorization
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from forwhom.jwt.defect import quoted
from forwhom.oidc.discovery import discover, expectations
from forwhom.oidc.exchange import NamedBy
from forwhom.oidc.protected_resource import Resource, addresses, call, describe, knock
from forwhom.oidc.step import Check, Match, Step, failed, hinted, note, passed, warning

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.discovery import AuthorizationServer
    from forwhom.oidc.purpose import Purpose
    from forwhom.oidc.step import Granted
    from forwhom.oidc.token_request import TokenResponse
    from forwhom.oidc.walk import Walk

#: How a token is had at a server for a resource and a scope: a walk of its own.
Acquire: TypeAlias = "Callable[[AuthorizationServer, str, str | None, Purpose], Walk[TokenResponse | None]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What to probe. `issuer` is the authorization server that the user trusts, `None` for the one that is named.

    `resource` is asked for in place of the identifier that the metadata states. Without `acquire` no token is asked
    for; `guarded` when acquiring sends a secret, which goes only to an issuer that the user named.
    """

    url: str
    method: str = "GET"
    issuer: str | None = None
    resource: str | None = None
    acquire: Acquire | None = None
    guarded: bool = False


def probe(what: Probe, purpose: Purpose) -> Walk[None]:
    """The whole way from the resource to the call with a token, and last what went wrong where."""
    asked = yield from knock(what.url, what.method)
    resource = yield from describe(what.url, asked)
    server = yield from _server(what, resource, purpose)
    response: TokenResponse | None = None
    taken: bool | None = None
    wanted = what.resource or (resource.identifier if resource and resource.fits else None)
    if server and wanted and what.acquire and not (what.guarded and what.issuer is None):
        scope = asked.parameters.get("scope") if asked else None
        seeking = purpose if purpose.expected else replace(purpose, expected=(wanted,))
        response = yield from what.acquire(server, wanted, scope, seeking)
        if response and "access_token" in response.tokens:
            taken = yield from call(what.url, what.method, response.tokens["access_token"].raw, purpose)
    yield Step(
        name="audience",
        title="Where the audience goes wrong",
        checks=tuple(_verdict(what, resource, server, wanted, (response, taken))),
    )


def _server(what: Probe, resource: Resource | None, purpose: Purpose) -> Walk[AuthorizationServer | None]:
    """The authorization server: the one that the user trusts, or else the first that the resource names."""
    named = resource.issuers if resource else ()
    issuer = what.issuer or next(iter(named), None)
    if issuer is None:
        return None
    server = yield from discover(issuer, purpose, named_by=NamedBy.USER if what.issuer else NamedBy.METADATA)
    if server:
        step = expectations(server)
        checks: list[Check] = []
        if what.issuer and resource and what.issuer not in named:
            text = "the resource does not name this authorization server"
            checks.append(warning(text, "RFC 9728 section 2", found=list(named), expected=what.issuer))
        if len(named) > 1 and not what.issuer:
            told = note(f"the resource names {len(named)} authorization servers, and the first is asked")
            checks.append(hinted(told, "name the one that is meant", "issuer"))
        yield replace(step, checks=(*step.checks, *checks))
    return server


def _verdict(
    what: Probe,
    resource: Resource | None,
    server: AuthorizationServer | None,
    wanted: str | None,
    got: tuple[TokenResponse | None, bool | None],
) -> tuple[Check, ...]:
    """The first step at which the audience goes wrong; there is always one check."""
    response, taken = got
    if resource is None:
        text = "at the resource: it publishes no metadata, so a client cannot know which audience to ask for"
        hint = f"at the resource server: publish {addresses(what.url)[0]}"
        return (hinted(failed(text, "RFC 9728 section 3"), hint),)
    if not resource.fits:
        text = "at the resource: its metadata states another identifier than the address at which it is asked"
        stated = resource.members.get("resource")
        check = failed(text, "RFC 9728 section 3.3", found=stated, expected=what.url)
        return (
            hinted(check, f"at the resource server: state {quoted(what.url)} as resource, or ask the other address"),
        )
    if server is None:
        text = "at the authorization server: its metadata cannot be had or is another issuer's"
        return (hinted(failed(text), "the steps before this one say why"),)
    if what.acquire is None:
        text = f"up to here it is in order: ask for resource {quoted(wanted or '')}"
        return (hinted(note(text), "name a client to go on to a token", "client-id"),)
    if what.guarded and what.issuer is None:
        text = "the credential of the client is sent only to an issuer that you name"
        return (hinted(note(text, "RFC 9700 section 4.9.1"), f"name {server.issuer}, if you trust it", "issuer"),)
    token = response.tokens.get("access_token") if response else None
    if token is None:
        code = f": {response.error.code}" if response and response.error else ""
        text = f"at the authorization server: it issues no token for {quoted(wanted or '')}{code}"
        return (hinted(failed(text, "RFC 8707 section 2"), "the steps before this one say why"),)
    return _judged(resource.identifier or "", wanted or "", token, taken=bool(taken))


def _judged(stated: str, wanted: str, token: Granted, *, taken: bool) -> tuple[Check, ...]:
    """What came of a token: `stated` is what the resource calls itself, `wanted` what was asked for."""
    granted: JsonValue = None if token.audiences is None else list(token.audiences)
    names = stated in (token.audiences or ())
    if taken and names:
        text = f"nowhere: {quoted(stated)} is what the resource calls itself, was asked for, granted and taken"
        return (passed(text),)
    if taken and token.match is Match.OPAQUE:
        text = "the resource takes the token; it is opaque, so for whom it is only the authorization server knows"
        return (note(text),)
    if taken:
        text = "at the resource: it takes a token that does not name it, and so one that is meant for others"
        check = failed(text, "RFC 9068 section 4", found=granted, expected=stated)
        return (hinted(check, f"at the resource server: expect the audience {quoted(stated)}, and refuse any other"),)
    if names:
        text = f"at the resource: it refuses a token for {quoted(stated)}, the very identifier that its metadata states"
        hint = f"at the resource server: expect exactly {quoted(stated)}; its log may name what it expects today"
        return (hinted(failed(text, "RFC 9728 section 3.3"), hint),)
    if wanted != stated and token.match in {Match.AS_ASKED, Match.MORE}:
        text = "at the client: it asks for another audience than the resource states"
        check = failed(text, "RFC 8707 section 2", found=wanted, expected=stated)
        return (hinted(check, f"at the client: ask for {quoted(stated)}", "resource"),)
    text = "at the authorization server: it grants another audience than the one that was asked for"
    check = failed(text, "RFC 8707 section 2", found=granted, expected=wanted)
    return (hinted(check, "what is said of the token above names what changes it"),)
