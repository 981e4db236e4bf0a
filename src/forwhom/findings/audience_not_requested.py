"""The client asked for no audience, resource or scope of the API.

What it means: the authorization server cannot know for which API a token is meant unless the request says so. Without
it the token is opaque, for the provider's own userinfo endpoint, or for a default audience.

How it happens: the request lacks `audience` (Auth0), `resource` (RFC 8707) or a scope of the API (Entra ID).

How to fix it: add it to the authorization request, and for client credentials to the token request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.example import Example, case
from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Reference, Severity, Where
from forwhom.finding_kind import FindingKind, Topic
from forwhom.jwt.token import TokenForm
from forwhom.remedy import request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.situation import Situation

CODE = "audience-not-requested"
TITLE = "the client asked for no audience of this API"

FIXES = (
    Fix(Party.CLIENT, "name the API in the request: resource (RFC 8707), audience (Auth0), or a scope of the API"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when the token is opaque, and the provider issues opaque tokens to those who asked for no audience."""
    token = situation.case.token
    provider = situation.provider
    if not token or token.form not in {TokenForm.OPAQUE, TokenForm.JWE} or not provider:
        return
    if any(mistake.code == CODE for mistake in provider.mistakes):
        expected = situation.expected[0] if situation.expected else None
        yield Finding(
            code=CODE,
            severity=Severity.ERROR,
            confidence=Confidence.LIKELY,
            title=TITLE,
            because=f"{provider.name} issues tokens that nobody else can read when no audience was asked for",
            expected=expected,
            evidence=(Evidence(Where.TOKEN),),
            fixes=(request(situation, expected),),
            references=KIND.references,
        )


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="Auth0 encrypts the token when no audience was asked for",
            case=case(
                token="eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwiaXNzIjoiaHR0cHM6Ly9leGFtcGxlLmV1LmF1dGgwLmNvbS8ifQ..AAECAwQFBgcICQoL.AAECAwQFBgcICQoLDA0ODxAREhMUFRYX.AAECAwQFBgcICQoLDA0ODw",
                provider="auth0",
                expected="https://api.example.com",
            ),
            fires=True,
        ),
        Example(
            note="the same with nothing known of the setting",
            case=case(
                token="eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwiaXNzIjoiaHR0cHM6Ly9leGFtcGxlLmV1LmF1dGgwLmNvbS8ifQ..AAECAwQFBgcICQoL.AAECAwQFBgcICQoLDA0ODxAREhMUFRYX.AAECAwQFBgcICQoLDA0ODw",
                provider="auth0",
            ),
            fires=True,
        ),
        Example(note="the provider is not known", case=case(token="ya29.a0AfH6SMBx1y2z3"), fires=False),
        Example(
            note="Google has opaque access tokens only, whatever is asked for",
            case=case(token="ya29.a0AfH6SMBx1y2z3", provider="google"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TOKEN,
    check=check,
    explanation=__doc__ or "",
    settled=lambda situation: situation.audience is not None,
    precedence=34,
    fixes=FIXES,
    references=(Reference("RFC 8707", "section 2"), Reference("RFC 9068", "section 3")),
    examples=examples,
)
