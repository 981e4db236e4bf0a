"""An access token for another API of the provider itself.

What it means: the audience is Microsoft Graph, the provider's /userinfo or management API, or another well-known
resource. The token is for that API and nobody else; some (Microsoft Graph) cannot even be verified by others, which
shows as an invalid signature.

How it happens: the client asked only for scopes of that API (`User.Read`, `openid profile`), so the provider issued a
token for it.

How to fix it: request a scope of your own API. Do not loosen the verifier.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.audience.difference import Kind
from forwhom.comparison_finding import RFC7519_AUD, of_pair, place, whole_claim
from forwhom.example import Example, case
from forwhom.finding import Confidence, Finding, Fix, Party, Reference, Severity
from forwhom.finding_kind import FindingKind, Topic
from forwhom.provider_audience import has_audience, known_resource
from forwhom.remedy import quoted, request
from forwhom.token_kind import TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.provider import Resource
    from forwhom.situation import Situation

CODE = "aud-other-resource"
TITLE = "the token was issued for another API of the provider"

FIXES = (Fix(Party.CLIENT, "request a scope or resource of your own API instead of one of the provider's"),)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when a found audience is a well-known resource of a provider and none that is expected, or the reverse."""
    takes = situation.verifier.takes if situation.verifier else None
    if situation.met or TokenKind.CLIENT_ASSERTION in {situation.kind.kind, takes}:
        # A client writes the audience of its assertion itself, and an issuer is a fit one.
        return
    found = list(_of_the_provider(situation))
    yield from found or _at_the_provider(situation)
    yield from _asked_elsewhere(situation)


def _of_the_provider(situation: Situation) -> Iterator[Finding]:
    """A token for an API of the provider came to a service that is another."""
    if len(situation.found) != 1:
        return
    (value,) = situation.found
    resource = known_resource(situation.providers, value, situation.provider)
    if resource and not _is_expected(situation, resource, value):
        expected = situation.expected[0] if situation.expected else None
        yield Finding(
            code=CODE,
            severity=Severity.ERROR,
            confidence=Confidence.CERTAIN if situation.met is False else Confidence.LIKELY,
            title=f"the token is for {resource.name}, not for this service",
            because=f"{quoted(value)} is the audience of {resource.name}, whose tokens nobody else should accept",
            found=value,
            expected=expected if len(situation.expected) == 1 else list(situation.expected) or None,
            evidence=(place(situation, 0),),
            fixes=(request(situation, expected), *FIXES),
            references=KIND.references,
        )


def _at_the_provider(situation: Situation) -> Iterator[Finding]:
    """A token for another service came to an API of the provider."""
    pair = situation.pairs[0] if len(situation.expected) == 1 and situation.pairs else None
    if not pair or pair.difference.kinds != (Kind.OTHER,):
        return
    resource = known_resource(situation.providers, pair.expected, situation.provider)
    if resource and not has_audience(resource, pair.found):
        yield of_pair(
            situation,
            pair,
            code=CODE,
            title=f"the service is {resource.name}, and the token is for another",
            marker="the token is for another service",
            because=f"{quoted(pair.expected)} is the audience of {resource.name}, which takes tokens for itself only",
            confidence=Confidence.LIKELY,
            fixes=(request(situation, pair.expected),),
            references=KIND.references,
        )


def _asked_elsewhere(situation: Situation) -> Iterator[Finding]:
    """The scope in the evidence asks for a token for one API, and another one of the provider refused it."""
    verifier = situation.verifier
    if not verifier or situation.audience is not None or not situation.refused:
        return
    scope = _SCOPE.search(f"{situation.case.error or ''}\n{situation.case.surroundings}")
    if not scope or scope[1].rstrip("/") in {one.rstrip("/") for one in verifier.own}:
        return
    of_provider = known_resource(situation.providers, scope[1], situation.provider) and verifier.kind == "cloud"
    if verifier.own or of_provider:
        yield whole_claim(
            situation,
            code=CODE,
            title=f"the client asks for a token for {quoted(scope[1])}, and sends it to {verifier.name}",
            because="a token for one API is good for no other",
            confidence=Confidence.LIKELY,
            fixes=(request(situation, verifier.own[0] if verifier.own else None),),
            references=KIND.references,
        )


#: The scope by which Microsoft's clients ask for all that they were granted at an API.
_SCOPE = re.compile(r"((?:https?|api)://[^\s\"'`,;\\]{1,300}?)/\.default\b")


def _is_expected(situation: Situation, resource: Resource, value: str) -> bool:
    """Whether this very resource is expected, under this name or another, or but for a trifle; or refuses the token."""
    own = situation.verifier.own if situation.verifier else ()
    return value in situation.expected or any(has_audience(resource, one) for one in (*situation.expected, *own))


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="a token for Microsoft Graph is requested, and SharePoint refuses it",
            case=case(
                verifier="sharepoint-online", error='scopes: ["https://graph.microsoft.com/.default"]\n401 Unauthorized'
            ),
            fires=True,
        ),
        Example(
            note="a token for the right API is requested",
            case=case(
                verifier="microsoft-graph", error='scopes: ["https://graph.microsoft.com/.default"]\nInvalid audience'
            ),
            fires=False,
        ),
        Example(
            note="a resource server of one's own expects what was asked for, for all that is known",
            case=case(verifier="pyjwt", error="scope=https://graph.microsoft.com/.default\nInvalid audience"),
            fires=False,
        ),
        Example(
            note="the UserInfo endpoint of AD FS got a token for an API",
            case=case(aud="microsoft:identityserver:orders", expected="urn:microsoft:userinfo", provider="adfs"),
            fires=True,
        ),
        Example(
            note="Azure Storage itself refuses a token for Azure Storage, for its issuer",
            case=case(
                aud="https://storage.azure.com/",
                verifier="azure-storage",
                error="Issuer validation failed. Issuer did not match.",
            ),
            fires=False,
        ),
        Example(
            note="a token for Microsoft Graph",
            case=case(aud="00000003-0000-0000-c000-000000000000", expected="api://orders"),
            fires=True,
        ),
        Example(
            note="the same, with nothing known of the setting",
            case=case(aud="https://graph.microsoft.com", error="IDX10214: Audience validation failed."),
            fires=True,
        ),
        Example(
            note="a token for an API of one's own", case=case(aud="api://billing", expected="api://orders"), fires=False
        ),
        Example(
            note="a token for Microsoft Graph at Microsoft Graph",
            case=case(aud="https://graph.microsoft.com", expected="https://graph.microsoft.com"),
            fires=False,
        ),
        Example(
            note="a client asserts its identity to Okta, whose issuer is the audience of Okta's own API too",
            case=case(
                iss="0oa1b2c3d4e5f6g7h8i9",
                sub="0oa1b2c3d4e5f6g7h8i9",
                aud="https://acme.okta.com",
                expected="https://acme.okta.com/oauth2/v1/token",
            ),
            fires=False,
        ),
        Example(
            note="the resource is one of several",
            case=case(aud=["https://graph.microsoft.com", "api://billing"], expected="api://orders"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TOKEN,
    check=check,
    explanation=__doc__ or "",
    silences=(
        "aud-mismatch",
        "signature-invalid",
        "aud-is-client-id",
        "aud-host-differs",
        "aud-guid-or-uri",
        "aud-provider-default",
        "aud-path-differs",
        "aud-other-client",
        "key-not-found",
    ),
    settled=lambda situation: situation.audience is not None,
    precedence=14,
    fixes=FIXES,
    references=(RFC7519_AUD, Reference("RFC 8707", "section 2")),
    examples=examples,
)
