"""The provider filled in its default audience.

What it means: nobody told the authorization server for whom the token is, so that it wrote what it always writes:
`account` (Keycloak), `api://default` (Okta), the issuer's own `/resources` (IdentityServer), the cluster's issuer
(Kubernetes), the owner's URL (GitHub Actions).

How it happens: the client asked for no audience, or the mapper, scope or setting that adds one is missing.

How to fix it: make the provider write the audience of your API. Do not expect the default one: every token of the
provider carries it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.comparison_finding import RFC7519_AUD, place
from forwhom.example import Example, case
from forwhom.finding import Confidence, Finding, Fix, Party, Reference, Severity
from forwhom.finding_kind import FindingKind, Topic
from forwhom.provider_audience import default_audience
from forwhom.remedy import issue, quoted, request
from forwhom.token_kind import TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.provider import DefaultAudience
    from forwhom.situation import Situation

CODE = "aud-provider-default"
TITLE = "the token carries the audience that the provider fills in by default"

FIXES = (
    Fix(Party.AUTHORIZATION_SERVER, "make the provider add the audience of this API to its access tokens"),
    Fix(Party.CLIENT, "request the token for this API by name"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when a found audience is a default of the provider; with no provider known, of any provider."""
    if situation.met or not situation.audience or any(_default(situation, value) for value in situation.expected):
        return
    if situation.kind.kind is TokenKind.CLIENT_ASSERTION:
        # No provider fills that in: the client writes it.
        return
    for index, value in enumerate(situation.found):
        default = _default(situation, value)
        if default and value not in situation.expected:
            expected = situation.expected[0] if situation.expected else None
            fix = issue(situation, expected)
            refused = situation.met is False or situation.refused
            yield Finding(
                code=CODE,
                severity=Severity.ERROR if refused else Severity.WARNING,
                confidence=Confidence.LIKELY,
                title=f"{quoted(value)} is the audience that the provider fills in by default",
                because=default.text,
                found=value,
                expected=expected,
                evidence=(place(situation, index),),
                fixes=((fix,) if fix else FIXES[:1]) + (request(situation, expected),),
                references=KIND.references,
            )
            return


def _default(situation: Situation, value: str) -> DefaultAudience | None:
    return default_audience(situation.providers, value, situation.provider, situation.claims)


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="Keycloak writes account when nothing else is configured",
            case=case(aud="account", expected="orders", provider="keycloak"),
            fires=True,
        ),
        Example(
            note="the same in an array, with nothing known of the setting",
            case=case(aud=["account"], iss="https://id.example.com/realms/acme", provider="keycloak"),
            fires=True,
        ),
        Example(
            note="the provider says how it writes another",
            case=case(
                aud="api://default",
                expected="https://api.example.com",
                provider="okta-custom",
                error="Invalid audience",
            ),
            fires=True,
        ),
        Example(
            note="the default is what is expected",
            case=case(aud="account", expected="account", provider="keycloak"),
            fires=False,
        ),
        Example(
            note="an audience of one's own",
            case=case(aud="orders", expected="billing", provider="keycloak"),
            fires=False,
        ),
        Example(
            note="a client asserts its identity, and writes the audience itself",
            case=case(iss="orders-web", sub="orders-web", aud="account", expected="orders", provider="keycloak"),
            fires=False,
        ),
        Example(
            note="an absent audience is none",
            case=case(sub="alice", exp=1767225600, expected="orders", provider="keycloak"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch", "aud-is-client-id", "aud-other-client", "aud-host-differs", "aud-path-differs"),
    settled=lambda situation: situation.audience is not None,
    precedence=23,
    fixes=FIXES,
    references=(RFC7519_AUD, Reference("RFC 9068", "section 3")),
    examples=examples,
)
