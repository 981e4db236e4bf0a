"""The issuer is not the one expected.

What it means: `iss` and the configured issuer differ. Issuers are compared exactly; a trailing slash, the scheme, the
tenant and the version (`/v2.0`) are part of the name. Where the issuer is checked first, it hides the audience.

How it happens: the slash of Auth0 or of Entra's `sts.windows.net` was dropped, a discovery document with a template
was used, the token comes from another tenant or environment.

How to fix it: configure the issuer exactly as it stands in a real token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.difference import differs_at, relate
from forwhom.example import Example, case
from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Reference, Severity, Where
from forwhom.finding_kind import FindingKind, Topic
from forwhom.remedy import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.jwt.json import JsonValue
    from forwhom.situation import Situation

CODE = "iss-mismatch"
TITLE = "the token's issuer is not the one expected"

FIXES = (
    Fix(Party.RESOURCE_SERVER, "configure the issuer exactly as it stands in a real token"),
    Fix(Party.CLIENT, "take the token from the authorization server that this resource server trusts"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when issuer and expected issuers are known and none is equal; and on an issuer with a doubled slash."""
    issuer, expected = situation.claims.get("iss"), situation.expectation.issuers
    if isinstance(issuer, str) and expected is None and issuer.endswith("//"):
        yield _finding(issuer, None, "an issuer ends in one slash at most", Confidence.LIKELY)
    if expected is None or "iss" not in situation.claims or issuer in expected:
        return
    nearest = _nearest(issuer, expected)
    because = "issuers are compared exactly" + (", and these differ only in trifles" if nearest != expected[0] else "")
    sure = situation.sure(nearest, issuer if isinstance(issuer, str) else "")
    yield _finding(issuer, nearest, because, sure)


def _nearest(issuer: JsonValue, expected: tuple[str, ...]) -> str:
    """The expected issuer that is nearest to the one found."""
    if not isinstance(issuer, str):
        return expected[0]
    return min(expected, key=lambda one: difference.nearness if (difference := relate(issuer, one)) else 0)


def _finding(issuer: JsonValue, expected: str | None, because: str, confidence: Confidence) -> Finding:
    both = isinstance(issuer, str) and expected is not None
    return Finding(
        code=CODE,
        severity=Severity.ERROR,
        confidence=confidence,
        title=TITLE,
        because=because,
        found=issuer,
        expected=expected,
        differs_at=differs_at(issuer, expected) if isinstance(issuer, str) and expected is not None else None,
        marker="the issuers part here" if both else "",
        evidence=(Evidence(Where.CLAIMS, "/iss"),),
        fixes=(
            Fix(Party.RESOURCE_SERVER, f"expect the issuer {quoted(issuer)}, if it is the one you trust"),
            *FIXES[1:],
        )
        if isinstance(issuer, str)
        else FIXES,
        references=KIND.references,
    )


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the slash of Auth0 was dropped",
            case=case(aud="orders", iss="https://example.eu.auth0.com/", issuer="https://example.eu.auth0.com"),
            fires=True,
        ),
        Example(
            note="another issuer altogether",
            case=case(aud="orders", iss="https://evil.example", issuer="https://id.example.com"),
            fires=True,
        ),
        Example(
            note="the issuer is no string",
            case=case(
                aud="orders", iss=["https://evil.example", "https://id.example.com"], issuer="https://id.example.com"
            ),
            fires=True,
        ),
        Example(
            note="an issuer with a doubled slash", case=case(aud="orders", iss="https://id.example.com//"), fires=True
        ),
        Example(
            note="the issuer agrees",
            case=case(aud="orders", iss="https://id.example.com", issuer="https://id.example.com"),
            fires=False,
        ),
        Example(
            note="nothing is known of the issuer that is expected",
            case=case(aud="orders", iss="https://id.example.com"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.ISSUER,
    check=check,
    explanation=__doc__ or "",
    settled=lambda situation: (
        situation.expectation.issuers is not None
        and "iss" in situation.claims
        and situation.claims["iss"] in situation.expectation.issuers
    ),
    precedence=50,
    fixes=FIXES,
    references=(Reference("RFC 7519", "section 4.1.1"), Reference("RFC 8725", "section 3.8")),
    examples=examples,
)
