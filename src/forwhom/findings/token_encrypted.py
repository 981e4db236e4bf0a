"""The token is encrypted (JWE).

What it means: five parts; only the holder of the key reads the claims. Whoever else gets it cannot tell its audience.

How it happens: the authorization server encrypts tokens to the resource server, or the token is meant for the
authorization server alone (Auth0 without an audience).

How to fix it: decrypt it where the key is, or request a signed token for this API.
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

CODE = "token-encrypted"
TITLE = "the token is encrypted, its audience cannot be read"

FIXES = (
    Fix(Party.CLIENT, "request a token for the audience of this API, so that the provider issues a signed JWT"),
    Fix(Party.RESOURCE_SERVER, "decrypt the token with the key of this resource server before looking at its claims"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires on the five parts of a JWE, and on a header that names an encryption (RFC 7516 section 4.1.2)."""
    token = situation.case.token
    algorithm = token.header.get("enc") if token and token.header else None
    if token and (token.form is TokenForm.JWE or (token.form is TokenForm.PARTS and isinstance(algorithm, str))):
        yield Finding(
            code=CODE,
            severity=Severity.ERROR,
            confidence=Confidence.CERTAIN,
            title=TITLE,
            because=("it has the five parts of a JWE" if token.form is TokenForm.JWE else "it has the header of a JWE")
            + (f", encrypted with {algorithm}" if isinstance(algorithm, str) else ""),
            evidence=(Evidence(Where.TOKEN),),
            fixes=FIXES,
            references=KIND.references,
        )


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="five parts and an enc parameter",
            case=case(
                token="eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwiaXNzIjoiaHR0cHM6Ly9leGFtcGxlLmV1LmF1dGgwLmNvbS8ifQ..AAECAwQFBgcICQoL.AAECAwQFBgcICQoLDA0ODxAREhMUFRYX.AAECAwQFBgcICQoLDA0ODw"
            ),
            fires=True,
        ),
        Example(
            note="the header alone, as somebody decoded it",
            case=case(header={"alg": "dir", "enc": "A256GCM"}, error="Unable to decode JWT"),
            fires=True,
        ),
        Example(
            note="three parts are signed",
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
    silences=("token-malformed",),
    settled=lambda situation: bool(situation.claims),
    precedence=4,
    fixes=FIXES,
    references=(Reference("RFC 7516", "section 3"), Reference("RFC 7519", "section 7.2")),
    examples=examples,
)
