"""An access token was given to a verifier of ID Tokens.

What it means: the verifier wants to know who signed in to this client, and expects its client id as the audience. An
access token is for an API, and some carry no `aud` at all (Cognito).

How it happens: the wrong one of the two tokens was handed over, or a library for sign-in is used to protect an API.

How to fix it: hand over the ID Token for signing in; to protect an API, use a verifier of access tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.comparison_finding import whole_claim
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party, Reference
from forwhom.finding_kind import FindingKind, Topic
from forwhom.token_kind import TokenKind, speaks_of_id_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "access-token-as-id-token"
TITLE = "an access token was given to a verifier of ID Tokens"

FIXES = (
    Fix(Party.CLIENT, "hand over the ID Token where somebody signs in, the access token where an API is called"),
    Fix(
        Party.RESOURCE_SERVER,
        "protect an API with a verifier of access tokens, which expects the identifier of the API",
    ),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when an access token meets a verifier of ID Tokens, or a message about an ID Token names an API."""
    if situation.met or not (situation.refused or situation.met is False) or not _wants_id_token(situation):
        return
    kind = situation.kind
    pair = situation.pairs[0] if situation.pairs else None
    if kind.kind is TokenKind.ACCESS_TOKEN and kind.confidence is not Confidence.POSSIBLE:
        because, confidence = kind.because, Confidence.LIKELY
    elif pair and "://" in pair.found and "://" not in pair.expected:
        because, confidence = "its audience is the URL of an API, where a client id is expected", Confidence.LIKELY
    else:
        return
    yield whole_claim(
        situation,
        code=CODE,
        title=TITLE,
        because=because,
        confidence=confidence,
        fixes=FIXES,
        references=KIND.references,
    )


def _wants_id_token(situation: Situation) -> bool:
    if situation.verifier is not None and situation.verifier.takes is TokenKind.ID_TOKEN:
        return True
    return speaks_of_id_token(situation.case.error or "")


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="an access token, told by its scope, reaches a verifier of ID Tokens",
            case=case(
                aud="https://api.example.com", scope="orders:read", expected="web-client", verifier="kubernetes-oidc"
            ),
            fires=True,
        ),
        Example(
            note="the message speaks of an ID Token, and the token is for the URL of an API",
            case=case(aud="https://api.example.com", expected="web-client", error="id_token has wrong audience"),
            fires=True,
        ),
        Example(
            note="the answer says invalid_token, which is another word",
            case=case(
                aud="https://api.example.com/",
                scope="orders:read",
                expected="https://api.example.com",
                error='Bearer error="invalid_token", jwt audience invalid',
            ),
            fires=False,
        ),
        Example(
            note="an ID Token of another client is an ID Token all the same",
            case=case(aud="mobile-client", nonce="n-0S6", expected="web-client", verifier="kubernetes-oidc"),
            fires=False,
        ),
        Example(
            note="an access token at a verifier of access tokens",
            case=case(aud="https://billing.example.com", scope="orders:read", expected="https://orders.example.com"),
            fires=False,
        ),
        Example(
            note="nothing shows which kind the token is",
            case=case(aud="mobile-client", expected="web-client", error="id_token has wrong audience"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TOKEN,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch", "aud-is-client-id", "aud-other-resource"),
    settled=lambda situation: situation.met is True or situation.kind.kind is TokenKind.ID_TOKEN,
    precedence=28,
    fixes=FIXES,
    references=(Reference("OIDC Core", "section 3.1.3.7"), Reference("RFC 9068", "section 4")),
    examples=examples,
)
