"""A protected resource: what it answers without a token, which authorization servers it names, and what it takes.

Source: RFC 9728, RFC 6750 section 3, MCP authorization
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from forwhom.jwt.defect import quoted
from forwhom.oidc import challenge, server_error
from forwhom.oidc.address import host_of, is_loopback_name, malformed
from forwhom.oidc.discovery import no_json, redirect
from forwhom.oidc.exchange import Answer, Failure, NamedBy, Request, Response
from forwhom.oidc.step import Check, Step, failed, note, passed, warning
from forwhom.oidc.walk import send

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.challenge import Challenge
    from forwhom.oidc.purpose import Purpose
    from forwhom.oidc.walk import Walk

SUFFIX = "/.well-known/oauth-protected-resource"
_OK, _UNAUTHORIZED, _FORBIDDEN = 200, 401, 403
_SUCCESS, _REDIRECTS = range(200, 300), range(300, 400)
_ABSENT = frozenset({404, 410})
_ACCEPT = ("Accept", "application/json, text/event-stream, */*;q=0.1")


@dataclass(frozen=True, slots=True)
class Resource:
    """A protected resource as its own metadata describes it; `fits` tells whether that is about the address asked."""

    url: str
    members: dict[str, JsonValue] = field(repr=False)
    fits: bool

    @property
    def identifier(self) -> str | None:
        """What the resource calls itself: the value to ask for."""
        value = self.members.get("resource")
        return value if isinstance(value, str) else None

    @property
    def issuers(self) -> tuple[str, ...]:
        """The authorization servers that it names."""
        value = self.members.get("authorization_servers")
        return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def addresses(url: str) -> tuple[str, ...]:
    """Where the metadata of a resource stands: between its host and path, or else for its whole host.

    Source: RFC 9728 section 3.1
    """
    parts = urlsplit(url)
    path = "" if parts.path == "/" else parts.path
    own = urlunsplit((parts.scheme, parts.netloc, f"{SUFFIX}{path}", parts.query, ""))
    return tuple(dict.fromkeys([own, urlunsplit((parts.scheme, parts.netloc, SUFFIX, "", ""))]))


def knock(url: str, method: str) -> Walk[Challenge | None]:
    """What the resource answers to a request without a token."""
    request = Request(method=method, url=url, named_by=NamedBy.USER, headers=(_ACCEPT,))
    answer = yield from send("knock", request)
    asked = challenge.bearer(answer.headers) if isinstance(answer, Response) else None
    yield Step(
        name="knock",
        title="Request without a token",
        request=request,
        answer=answer,
        checks=tuple(_knocked(answer, asked)),
        facts=tuple((name, value[:400]) for name, value in asked.parameters.items()) if asked else (),
    )
    return asked


def describe(url: str, asked: Challenge | None) -> Walk[Resource | None]:
    """The metadata of the resource, from the address that its challenge names or from the well-known ones."""
    named = asked.parameters.get("resource_metadata") if asked else None
    candidates = (named,) if named else addresses(url)
    for place, address in enumerate(candidates):
        if trouble := _unusable(address, url):
            text = f"the challenge names an address of metadata that is not asked: {trouble}"
            yield Step(
                name="resource-metadata", title="Resource metadata", checks=(failed(text, "RFC 9728 section 7.7"),)
            )
            return None
        by = NamedBy.METADATA if named else NamedBy.USER
        request = Request(method="GET", url=address, named_by=by, headers=(("Accept", "application/json"),))
        answer = yield from send("resource-metadata", request)
        resource, checks = _read(answer, url, named is None, address)
        yield Step(
            name="resource-metadata",
            title="Resource metadata (RFC 9728)",
            request=request,
            answer=answer,
            checks=checks,
            facts=_facts(resource),
        )
        absent = isinstance(answer, Response) and answer.status in _ABSENT
        if resource or not absent or place == len(candidates) - 1:
            return resource
    return None


def call(url: str, method: str, token: str, purpose: Purpose) -> Walk[bool]:
    """Calls the resource with a token; whether it took it."""
    headers = (_ACCEPT, ("Authorization", f"Bearer {token}"))
    request = Request(method=method, url=url, named_by=NamedBy.USER, headers=headers)
    answer = yield from send("call", request)
    taken = isinstance(answer, Response) and answer.status not in {_UNAUTHORIZED, _FORBIDDEN}
    asked = challenge.bearer(answer.headers) if isinstance(answer, Response) else None
    error = (
        server_error.read(dict(asked.parameters), answer.status, purpose.known)
        if asked and isinstance(answer, Response)
        else None
    )
    yield Step(
        name="call",
        title="Request with the token",
        request=request,
        answer=answer,
        checks=tuple(_called(answer)),
        error=error if not taken else None,
    )
    return taken


def _knocked(answer: Answer, asked: Challenge | None) -> Iterator[Check]:
    reference = "RFC 6750 section 3"
    if isinstance(answer, Failure):
        yield failed(answer.text)
        return
    if answer.status in _REDIRECTS:
        yield redirect(answer.header("location"))
        return
    if answer.status in _SUCCESS:
        yield warning(f"it answers with status {answer.status} to a request without a token: nothing is protected here")
    elif answer.status != _UNAUTHORIZED:
        yield warning(f"it answers with status {answer.status} where 401 was expected", reference)
    else:
        yield passed("it refuses a request without a token with status 401")
    if asked is None:
        yield warning("it names no Bearer challenge (WWW-Authenticate)", reference)
    elif "resource_metadata" not in asked.parameters:
        yield warning(
            "its challenge does not say where its metadata stands (resource_metadata)", "RFC 9728 section 5.1"
        )
    else:
        yield passed("its challenge says where its metadata stands")


def _unusable(address: str, url: str) -> str | None:
    if trouble := malformed(address):
        return trouble
    if urlsplit(address).scheme != "https" and not is_loopback_name(host_of(url)):
        return f"{quoted(address)} is not an https URL"
    return None


def _read(answer: Answer, url: str, inserted: bool, address: str) -> tuple[Resource | None, tuple[Check, ...]]:  # noqa: FBT001
    if isinstance(answer, Failure):
        return None, (failed(answer.text),)
    if answer.status in _REDIRECTS:
        return None, (redirect(answer.header("location")),)
    if answer.status in _ABSENT:
        return None, (
            warning(f"it answers with status {answer.status}: there is no such document", "RFC 9728 section 3"),
        )
    if answer.status != _OK:
        return None, (failed(f"it answers with status {answer.status} where 200 was expected"),)
    members = answer.members()
    if members is None:
        return None, (failed(no_json(answer.body), "RFC 9728 section 3.2"),)
    expected = _origin(url) if inserted and address == addresses(url)[-1] and address != addresses(url)[0] else url
    fits = members.get("resource") == expected or (expected != url and members.get("resource") == f"{expected}/")
    resource = Resource(url, members, fits)
    return resource, tuple(_review(resource, expected, address))


def _review(resource: Resource, expected: str, address: str) -> Iterator[Check]:
    reference = "RFC 9728 section 3.3"
    if resource.fits:
        yield passed("the resource that it describes is the one that was asked", reference)
    else:
        text = "the resource that it describes is not the one that was asked, so it must not be used"
        yield failed(text, reference, found=resource.members.get("resource"), expected=expected)
    if not resource.issuers:
        yield failed("it names no authorization server", "RFC 9728 section 2")
    if host_of(address) != host_of(resource.url):
        yield note(f"the metadata of {host_of(resource.url)} stands at {host_of(address)}, as its challenge says")
    methods = resource.members.get("bearer_methods_supported")
    if isinstance(methods, list) and "header" not in methods:
        yield warning("it does not take a token in the Authorization header", "RFC 9728 section 2", found=methods)


def _facts(resource: Resource | None) -> tuple[tuple[str, str], ...]:
    if resource is None:
        return ()
    scopes = resource.members.get("scopes_supported")
    listed = ", ".join(str(one) for one in scopes[:12]) if isinstance(scopes, list) else ""
    return (
        *((("resource", resource.identifier),) if resource.identifier else ()),
        *(("authorization server", issuer) for issuer in resource.issuers[:6]),
        *((("scopes", listed),) if listed else ()),
    )


def _called(answer: Answer) -> Iterator[Check]:
    if isinstance(answer, Failure):
        yield failed(answer.text)
    elif answer.status == _UNAUTHORIZED:
        yield failed("it refuses the token with status 401", "RFC 6750 section 3.1")
    elif answer.status == _FORBIDDEN:
        yield failed("it takes the token, and forbids the call with status 403", "RFC 6750 section 3.1")
    elif answer.status in _REDIRECTS:
        yield redirect(answer.header("location"))
    elif answer.status in _SUCCESS:
        yield passed(f"it takes the token and answers with status {answer.status}")
    else:
        yield warning(f"it answers with status {answer.status}, which says nothing about the token")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
