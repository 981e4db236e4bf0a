"""The token is opaque: no JWT at all.

What it means: it is a reference that only its issuer can look up. It has no audience that anybody else could read.

How it happens: the provider issues opaque access tokens, always (Google) or when no audience was asked for (Auth0).

How to fix it: request a token for your API, or ask the issuer about it (token introspection, RFC 7662).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.example import Example, case
from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Reference, Severity, Where
from forwhom.finding_kind import FindingKind, Topic
from forwhom.jwt.token import TokenForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.situation import Situation

CODE = "token-opaque"
TITLE = "the token is opaque, not a JWT"

FIXES = (
    Fix(Party.CLIENT, "request a token for the audience of this API, so that the provider issues a JWT"),
    Fix(Party.RESOURCE_SERVER, "look the token up at the issuer's introspection endpoint"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires on a token without the dots and the JSON of a JWT."""
    token = situation.case.token
    if token and token.form is TokenForm.OPAQUE:
        kind = (
            f"it is a {token.opaque_kind}" if token.opaque_kind else "it is not made of base64url parts that hold JSON"
        )
        yield Finding(
            code=CODE,
            severity=Severity.ERROR,
            confidence=Confidence.CERTAIN if token.opaque_kind else Confidence.LIKELY,
            title=TITLE,
            because=kind,
            evidence=(Evidence(Where.TOKEN),),
            fixes=FIXES,
            references=KIND.references,
        )


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(note="an access token of Google", case=case(token="ya29.a0AfH6SMBx1y2z3"), fires=True),
        Example(note="a random text", case=case(token="k3Jd9sLq0PzXv8Wm"), fires=True),
        Example(
            note="a JWT",
            case=case(
                token="eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlLmNvbSIsInN1YiI6ImFsaWNlIn0.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-P0BBQkNERUZHSElKS0xNTk9QUVJTVFVWV1hZWltcXV5fYGFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6e3x9fn-AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpeYmZqbnJ2en6ChoqOkpaanqKmqq6ytrq-wsbKztLW2t7i5uru8vb6_wMHCw8TFxsfIycrLzM3Oz9DR0tPU1dbX2Nna29zd3t_g4eLj5OXm5-jp6uvs7e7v8PHy8_T19vf4-fr7_P3-_w"
            ),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.STRUCTURE,
    check=check,
    explanation=__doc__ or "",
    silences=("token-malformed", "aud-mismatch", "aud-missing", "signature-invalid"),
    settled=lambda situation: bool(situation.claims),
    precedence=4,
    fixes=FIXES,
    references=(Reference("RFC 7662", "section 2"), Reference("RFC 6749", "section 1.4")),
    examples=examples,
)
