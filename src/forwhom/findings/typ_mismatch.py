"""The token's header names another kind of token.

What it means: `typ` says what a JWT is made for: `at+jwt` for an access token, `dpop+jwt` for a proof, `logout+jwt` for
a logout. A verifier that asks for one kind refuses the others, so that a proof or an event never opens an API.

How it happens: the client sends the wrong one of its tokens, or the verifier asks for `at+jwt` where the provider
writes `JWT` into the header of its access tokens.

How to fix it: send the access token; where the provider has no `at+jwt`, choose the verifier's rule for plain JWTs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.example import Example, case
from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Reference, Severity, Where
from forwhom.finding_kind import FindingKind, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.situation import Situation

CODE = "typ-mismatch"
TITLE = "the token is of another kind than this verifier accepts"

FIXES = (
    Fix(Party.CLIENT, "send the access token"),
    Fix(Party.RESOURCE_SERVER, "ask for the typ that the provider writes into its access tokens"),
)
#: Types of JWT that no verifier of access tokens or ID Tokens takes. Sources: RFC 9449 section 4.2, RFC 8417 section
#: 2.3, OIDC Back-Channel Logout section 2.4, RFC 9101 section 10.8, RFC 9701 section 5.
_NEVER = frozenset({"dpop+jwt", "secevent+jwt", "logout+jwt", "oauth-authz-req+jwt", "token-introspection+jwt"})


def check(situation: Situation) -> Iterator[Finding]:
    """Fires on a typ under which neither access tokens nor ID Tokens come, unless the audience is the expected one."""
    typ = situation.header.get("typ")
    if isinstance(typ, str) and typ.lower().removeprefix("application/") in _NEVER and not situation.met:
        yield Finding(
            code=CODE,
            severity=Severity.ERROR,
            confidence=Confidence.LIKELY,
            title=TITLE,
            because="the typ in its header says that it is neither an access token nor an ID Token",
            found=typ,
            evidence=(Evidence(Where.HEADER, "/typ"),),
            fixes=FIXES,
            references=KIND.references,
        )


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="a DPoP proof in place of the access token",
            case=case(header={"alg": "ES256", "typ": "dpop+jwt"}, htm="GET", expected="https://api.example.com"),
            fires=True,
        ),
        Example(
            note="the verifier asks for another typ",
            case=case(error='JWTClaimValidationFailed: unexpected "typ" JWT header value', verifier="jose-node"),
            fires=True,
        ),
        Example(
            note="an access token by its typ",
            case=case(header={"alg": "ES256", "typ": "at+jwt"}, aud="orders", expected="billing"),
            fires=False,
        ),
        Example(
            note="the audience is the expected one, so this verifier is made for such tokens",
            case=case(header={"alg": "ES256", "typ": "logout+jwt"}, aud="web", expected="web"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TOKEN,
    check=check,
    explanation=__doc__ or "",
    precedence=16,
    fixes=FIXES,
    references=(Reference("RFC 8725", "section 3.11"), Reference("RFC 9068", "section 4")),
    examples=examples,
)
