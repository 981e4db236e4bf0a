"""The key that the token names is not in the JWK Set.

What it means: no key has the token's `kid`, or none fits its `alg`. The keys belong to another issuer or tenant, or
have been rotated.

How it happens: a wrong `jwks_uri` or issuer, a cached set that is older than the key.

How to fix it: fetch the set of the issuer that the token names, and again when an unknown `kid` comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.example import Example, case
from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Reference, Severity, Where
from forwhom.finding_kind import FindingKind, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.situation import Situation

CODE = "key-not-found"
TITLE = "the key that signed the token is not in the JWK Set"

FIXES = (
    Fix(
        Party.RESOURCE_SERVER,
        "configure the jwks_uri or issuer of the authorization server that issued the token, and refetch on an unknown kid",
    ),
    Fix(Party.CLIENT, "take the token from the authorization server that this resource server trusts"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when keys were given and none of them has the token's `kid`."""
    keys, kid = situation.case.keys, situation.header.get("kid")
    if keys and kid is not None and all(key.kid != kid for key in keys.keys):
        yield Finding(
            code=CODE,
            severity=Severity.ERROR,
            confidence=Confidence.CERTAIN,
            title=TITLE,
            because="no key of the given set has this kid",
            found=kid,
            expected=[key.kid for key in keys.keys[:8]],
            evidence=(Evidence(Where.HEADER, "/kid"),),
            fixes=FIXES,
            references=KIND.references,
        )


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="no key has the kid of the token",
            case=case(
                aud="orders",
                header={"alg": "RS256", "kid": "k2"},
                keys={"keys": [{"kty": "RSA", "kid": "k1", "n": "AQAB", "e": "AQAB"}]},
            ),
            fires=True,
        ),
        Example(
            note="the key is there",
            case=case(
                aud="orders",
                header={"alg": "RS256", "kid": "k1"},
                keys={"keys": [{"kty": "RSA", "kid": "k1", "n": "AQAB", "e": "AQAB"}]},
            ),
            fires=False,
        ),
        Example(
            note="the token names no key",
            case=case(
                aud="orders",
                header={"alg": "RS256"},
                keys={"keys": [{"kty": "RSA", "kid": "k1", "n": "AQAB", "e": "AQAB"}]},
            ),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.SIGNATURE,
    check=check,
    explanation=__doc__ or "",
    silences=("signature-invalid",),
    precedence=54,
    fixes=FIXES,
    references=(Reference("RFC 7517", "section 4.5"), Reference("RFC 7515", "section 4.1.4")),
    examples=examples,
)
