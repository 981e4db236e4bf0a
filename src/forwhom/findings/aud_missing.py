"""The token has no audience at all.

What it means: without `aud` a token does not say for whom it is, and a verifier that expects an audience has nothing
to compare. Some let it pass all the same (python-jose, Hasura, PostgREST); none should.

How it happens: the authorization server was not told to write one, another claim carries the value (Cognito's access
tokens name their client in `client_id`), or a token made at home lacks it.

How to fix it: make the authorization server write it. Where the provider never does, check the claim that it does
write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.audience import Shape
from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.comparison_finding import RFC7519_AUD, RFC8725_AUD, whole_claim
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party, Severity
from forwhom.finding_kind import FindingKind, Topic
from forwhom.prediction import decide
from forwhom.remedy import configure, issue, quoted
from forwhom.verifier import ACCEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "aud-missing"
TITLE = "the token has no aud claim"

FIXES = (
    Fix(
        Party.AUTHORIZATION_SERVER,
        "make the authorization server write the audience of this API into its access tokens",
    ),
    Fix(Party.CLIENT, "request the token for this API by name, so that the provider has an audience to write"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when the claims are known and hold no `aud`, unless it is known that no audience is expected.

    Also where only the audience was refused and this kind of token of this provider never has one.
    """
    audience = situation.audience
    if reason := _without(situation):
        yield whole_claim(
            situation,
            code=CODE,
            title=TITLE,
            because=reason,
            confidence=Confidence.LIKELY,
            fixes=FIXES,
            references=KIND.references,
        )
    if not audience or audience.shape is not Shape.ABSENT or situation.expectation.audiences is NONE_CONFIGURED:
        return
    client = situation.claims.get("client_id")
    instead = isinstance(client, str) and client in (situation.expected or (client,))
    yield whole_claim(
        situation,
        code=CODE,
        title=TITLE + (", its client_id carries the value" if instead and situation.expected else ""),
        because=_because(situation),
        confidence=_confidence(situation),
        severity=Severity.WARNING if situation.met else Severity.ERROR,
        fixes=_fixes(situation),
        references=KIND.references,
    )


def _without(situation: Situation) -> str:
    """Why no token of the kind that this verifier takes has an aud at this provider; empty when it has, or is seen."""
    verifier, provider = situation.verifier, situation.provider
    if not verifier or not provider or situation.audience is not None or not situation.blames_audience:
        return ""
    shapes = [shape for shape in provider.tokens if shape.kind is verifier.takes]
    never = all(shape.example and "aud" not in shape.example for shape in shapes)
    return f"{provider.name}: {shapes[0].audience}".removesuffix(".") if shapes and never else ""


def _confidence(situation: Situation) -> Confidence:
    """Certain of a whole token or when the verifier says so; an excerpt of claims may just have left it out."""
    token = situation.case.token
    said = situation.suspects.get(CODE, Confidence.POSSIBLE)
    if (token and token.length) or said is not Confidence.POSSIBLE:
        return Confidence.CERTAIN
    excerpt = situation.claims.keys().isdisjoint({"exp", "iat"})
    return Confidence.POSSIBLE if excerpt else Confidence.LIKELY


def _compared_instead(situation: Situation) -> str:
    """The client id that this verifier compared because there is no aud, and refused; empty where it compares none."""
    client = situation.claims.get("client_id")
    if not situation.verifier or situation.met is not False or not isinstance(client, str):
        return ""
    passes = decide(situation.verifier.audience, situation.claims, Expectation(audiences=(client,))) is ACCEPT
    return client if passes else ""


def _fixes(situation: Situation) -> tuple[Fix, ...]:
    if client := _compared_instead(situation):
        return (configure(situation, (client,)), *FIXES)
    issued = issue(situation, next(iter(situation.expected), None))
    return tuple(fix for fix in (issued, *FIXES) if fix)[:3]


def _because(situation: Situation) -> str:
    if situation.verifier and (client := _compared_instead(situation)):
        name = situation.verifier.name
        return f"{name} goes by client_id where a token has no aud, and {quoted(client)} is not what it expects"
    if situation.met and situation.verifier:
        return f"{situation.verifier.name} lets a token without aud pass although an audience is configured"
    if isinstance(situation.claims.get("client_id"), str) and situation.claims.get("token_use") == "access":
        return "Cognito's access tokens carry no aud: they name the app client in client_id"
    return "a verifier that expects an audience has nothing to compare"


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the claims hold no aud",
            case=case(sub="alice", exp=1767225600, expected="https://api.example.com"),
            fires=True,
        ),
        Example(
            note="API Gateway goes by client_id then, and it is that of another app client",
            case=case(
                client_id="7k5nvjn1u3dq9u7uk1v3p2sd0e",
                token_use="access",
                exp=1767225600,
                expected="4t5nvjn1u3dq9u7uk1v3p2sd0e",
                verifier="aws-apigw-http-jwt",
            ),
            fires=True,
        ),
        Example(
            note="Cognito's access token names its client elsewhere",
            case=case(
                client_id="4t5nvjn1u3dq9u7uk1v3p2sd0e",
                token_use="access",
                exp=1767225600,
                expected="4t5nvjn1u3dq9u7uk1v3p2sd0e",
            ),
            fires=True,
        ),
        Example(
            note="the verifier lets it pass",
            case=case(sub="alice", exp=1767225600, expected="https://api.example.com", verifier="python-jose"),
            fires=True,
        ),
        Example(
            note="the verifier says so itself",
            case=case(expected="orders", verifier="pyjwt", sub="alice", error='Token is missing the "aud" claim'),
            fires=True,
        ),
        Example(
            note="Cognito's access tokens never have one",
            case=case(error="audience mismatch", verifier="fastmcp", provider="cognito"),
            fires=True,
        ),
        Example(
            note="null is of the wrong type, not missing",
            case=case(aud=None, expected="https://api.example.com"),
            fires=False,
        ),
        Example(note="no audience is expected", case=case(sub="alice", exp=1767225600, expected=()), fires=False),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch",),
    settled=lambda situation: situation.audience is not None,
    precedence=12,
    fixes=FIXES,
    references=(RFC7519_AUD, RFC8725_AUD),
    examples=examples,
)
