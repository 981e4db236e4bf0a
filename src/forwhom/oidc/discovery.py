"""From an issuer to its metadata and its keys."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from forwhom.finding import Confidence
from forwhom.jwt.defect import quoted
from forwhom.jwt.json import parse_strict
from forwhom.oidc import key_review
from forwhom.oidc.address import host_of, malformed
from forwhom.oidc.exchange import Answer, Failure, NamedBy, Request
from forwhom.oidc.metadata import Form, Metadata, addresses, review
from forwhom.oidc.step import Check, Step, failed, hinted, note, passed, warning
from forwhom.oidc.walk import send
from forwhom.provider import named as named_provider
from forwhom.provider import recognise, recognise_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.oidc.key_review import Keys
    from forwhom.oidc.purpose import Purpose
    from forwhom.oidc.walk import Walk
    from forwhom.provider import Provider

_OK = 200
_REDIRECTS = range(300, 400)
_ABSENT = frozenset({404, 410})
_HTML = ("<!doctype", "<html")
_TITLES = {Form.OPENID: "OpenID metadata", Form.OAUTH: "OAuth metadata (RFC 8414)"}
#: What the standards let expect of a server of which nothing is known.
_ANYWHERE = (
    ("aud of the ID Token", "It names the client id (OIDC Core section 2)."),
    (
        "aud of the access token",
        "It names the resource that was asked for, where the server honours that; else a default, or the token is opaque.",
    ),
)
#: The label of the fact that names the provider's entry, which `forwhom providers` shows, and a page links.
CATALOGUE_ENTRY = "entry of the catalogue"
_SHOWN = ("issuer", "authorization_endpoint", "token_endpoint", "device_authorization_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationServer:
    """What was learned of an authorization server; `sure` says how sure it is that `provider` runs there."""

    metadata: Metadata
    keys: Keys | None = field(default=None, repr=False)
    provider: Provider | None = None
    sure: Confidence = Confidence.POSSIBLE

    @property
    def issuer(self) -> str:
        """The issuer, as it was asked for."""
        return self.metadata.issuer


def discover(
    issuer: str, purpose: Purpose, *, both: bool = False, named_by: NamedBy = NamedBy.USER
) -> Walk[AuthorizationServer | None]:
    """What the metadata of an issuer says, and its keys; `None` where there is no metadata that may be used.

    With `both`, both forms are asked for and the walk goes on with a document of another issuer, to show more; else
    the second form is asked for only where the first is absent, and another issuer's document ends the walk.

    Source: OIDC Discovery 1.0 section 4, RFC 8414 section 3
    """
    if trouble := _unusable(issuer):
        check = failed(trouble, "RFC 8414 section 2")
        if "://" not in issuer and not malformed(f"https://{issuer}"):
            check = hinted(check, f"ask for https://{issuer}")
        yield Step(name="issuer", title="Issuer", checks=(check,))
        return None
    documents: list[Metadata] = []
    for form, url in addresses(issuer).items():
        request = Request(method="GET", url=url, named_by=named_by, headers=(("Accept", "application/json"),))
        answer = yield from send(f"{form}-metadata", request)
        metadata, checks = _document(answer, issuer, url, form, optional=both and bool(documents))
        if metadata:
            documents.append(metadata)
            checks = (*checks, *review(metadata))
            if len(documents) > 1:
                checks = (*checks, *_differences(documents))
        yield Step(
            name=f"{form}-metadata",
            title=_TITLES[form],
            request=request,
            answer=answer,
            checks=checks,
            facts=tuple((name, value) for name in _SHOWN if metadata and (value := metadata.text(name))),
        )
        if not both and (metadata or not _is_absent(answer)):
            break
    metadata = next((one for one in documents if one.named), documents[0] if documents and both else None)
    if metadata is None:
        return None
    if all(one.named for one in documents):
        # What only one of them says is said all the same.
        metadata = replace(metadata, members={**documents[-1].members, **metadata.members})
    keys = yield from _keys(metadata)
    provider, sure = _provider(metadata, purpose)
    return AuthorizationServer(metadata=metadata, keys=keys, provider=provider, sure=sure)


def expectations(server: AuthorizationServer) -> Step:
    """Who runs there, and which audience is to be expected of each kind of token."""
    provider = server.provider
    if provider is None:
        text = "neither the issuer nor the metadata tells which product this is; a token may"
        return Step(name="provider", title="Provider", checks=(note(text), *_resource(server)), facts=_ANYWHERE)
    says = {Confidence.CERTAIN: "is", Confidence.LIKELY: "looks like", Confidence.POSSIBLE: "may be"}[server.sure]
    return Step(
        name="provider",
        title="Provider",
        checks=(note(f"this {says} {provider.name}"), *_resource(server)),
        facts=(
            (CATALOGUE_ENTRY, provider.id),
            *((f"aud of the {shape.kind}", shape.audience) for shape in provider.tokens),
            *(("filled in by default", f"{default.text}") for default in provider.defaults),
            *(("to change it", fix.text) for fix in provider.fixes),
        ),
    )


def _resource(server: AuthorizationServer) -> Iterator[Check]:
    """Whether the metadata tells that `resource` is honoured; no member for that is registered."""
    if resources := server.metadata.texts("protected_resources"):
        yield passed(f"it issues tokens for {', '.join(map(quoted, resources[:6]))}", "RFC 9728 section 4")
        return
    text = "no metadata says whether resource (RFC 8707) is honoured"
    yield hinted(note(text, "RFC 8707 section 2"), "a request for a token that names a resource shows it", "resource")


def _unusable(issuer: str) -> str | None:
    trouble = malformed(issuer)
    if trouble:
        return f"this is no issuer: {trouble}"
    return "an issuer has no query" if urlsplit(issuer).query else None


def _document(
    answer: Answer, issuer: str, url: str, form: Form, *, optional: bool
) -> tuple[Metadata | None, tuple[Check, ...]]:
    """The metadata in an answer, or why there is none."""
    if isinstance(answer, Failure):
        return None, (failed(answer.text),)
    if answer.status in _REDIRECTS:
        return None, (redirect(answer.header("location")),)
    if answer.status != _OK:
        text = f"it answers with status {answer.status}"
        if answer.status in _ABSENT:
            return None, (
                note(f"{text}: there is no such document")
                if optional
                else warning(f"{text}: there is no such document"),
            )
        return None, (failed(f"{text} where 200 was expected"),)
    members = answer.members()
    if members is None:
        return None, (failed(no_json(answer.body), "RFC 8414 section 3.2"),)
    return Metadata(issuer, url, form, members), ()


def redirect(location: str | None) -> Check:
    """That a redirect is not followed, and whereto it leads."""
    where = quoted(location[:200]) if location else "nowhere"
    return failed(f"it redirects to {where}; no redirect is followed, so name the address meant")


def no_json(body: bytes) -> str:
    """Why a body is not the JSON object that was expected."""
    text = body[:200].decode("utf-8", "replace").strip().lower()
    if text.startswith(_HTML):
        return "it answers with a page of HTML where JSON was expected: a login page, a proxy, or the wrong address"
    if not text:
        return "it answers with an empty body where JSON was expected"
    defects = parse_strict(body).defects
    return f"it answers with no JSON object{f': {defects[0].text}' if defects else ''}"


def _is_absent(answer: Answer) -> bool:
    return not isinstance(answer, Failure) and answer.status in _ABSENT


def _differences(documents: list[Metadata]) -> Iterator[Check]:
    """Where the two documents of one issuer contradict each other."""
    first, second = documents[0].members, documents[1].members
    differing = [name for name in first if name in second and first[name] != second[name]]
    if differing:
        yield warning(f"the two documents differ in {', '.join(differing[:8])}")
    else:
        yield passed("the two documents agree in all that both say")


def _keys(metadata: Metadata) -> Walk[Keys | None]:
    url = metadata.endpoints.get("jwks_uri")
    if url is None:
        return None
    request = Request(method="GET", url=url, named_by=NamedBy.METADATA, headers=(("Accept", "application/json"),))
    answer = yield from send("keys", request)
    keys: Keys | None = None
    checks: tuple[Check, ...]
    if isinstance(answer, Failure):
        checks = (failed(answer.text),)
    elif answer.status in _REDIRECTS:
        checks = (redirect(answer.header("location")),)
    elif answer.status != _OK:
        checks = (failed(f"it answers with status {answer.status} where 200 was expected"),)
    else:
        document = answer.members()
        if document is None:
            checks = (failed(no_json(answer.body), "RFC 7517 section 5"),)
        else:
            keys = key_review.read(document)
            checks = key_review.review(keys)
    if host_of(url) != host_of(metadata.issuer):
        checks = (
            *checks,
            note(f"the keys of {host_of(metadata.issuer)} stand at {host_of(url)}, as its metadata says"),
        )
    facts = key_review.facts(keys) if keys else ()
    yield Step(name="keys", title="JWK Set", request=request, answer=answer, checks=checks, facts=facts)
    return keys


def _provider(metadata: Metadata, purpose: Purpose) -> tuple[Provider | None, Confidence]:
    providers = purpose.known.providers
    if purpose.provider and (known := named_provider(providers, purpose.provider, {"iss": metadata.issuer})):
        return known, Confidence.CERTAIN
    issuer = metadata.text("issuer") or metadata.issuer
    for identifier, sure in recognise(providers, None, {"iss": issuer})[:1]:
        return providers[identifier], sure
    found = recognise_server(providers, metadata.members)
    return (providers[found], Confidence.LIKELY) if found else (None, Confidence.POSSIBLE)
