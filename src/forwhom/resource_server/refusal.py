"""Words a refusal: the finding of a code, with what the catalogue of findings knows about it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from forwhom.case import Case
from forwhom.catalogue import of
from forwhom.diagnose import examine
from forwhom.finding import Confidence, Evidence, Finding, Severity, Where
from forwhom.finding_kind import FindingKind
from forwhom.folder import load
from forwhom.jwt.token import TokenForm, decode, from_parts
from forwhom.record import replace
from forwhom.resource_server.token_rejected import TokenRejected
from forwhom.situation import consider

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forwhom.audience.expectation import Expectation
    from forwhom.catalogue import Catalogue
    from forwhom.jwt.json import JsonValue

COMPARES = "audience values are compared exactly, character by character"


@cache
def known() -> Catalogue:
    """The finding kinds alone: whose verifier this is needs no guess, and a refusal does not wait for the rest."""
    return of({}, {}, load("forwhom.findings", "KIND", FindingKind, "code"))


def finding(
    code: str,
    because: str,
    *,
    title: str | None = None,
    found: JsonValue = None,
    expected: str | Sequence[str] | None = None,
    evidence: Evidence | None = None,
    differs_at: int | None = None,
) -> Finding:
    """The finding of this code; without `title` under the title of its kind."""
    kind = known().kinds[code]
    return Finding(
        code=code,
        severity=Severity.ERROR,
        confidence=Confidence.CERTAIN,
        title=title or kind.title,
        because=because,
        found=found,
        expected=expected if expected is None or isinstance(expected, str) else [*expected],
        differs_at=differs_at,
        evidence=(evidence or Evidence(Where.TOKEN),),
        fixes=kind.fixes,
        references=kind.references,
    )


def malformed(because: str, pointer: str = "", *, where: Where = Where.TOKEN) -> Finding:
    """The finding about a token that is not well-formed."""
    return finding("token-malformed", because, evidence=Evidence(where, pointer))


def unreadable(token: object) -> TokenRejected:
    """The refusal of what is no signed token in compact form."""
    return TokenRejected(lambda: (_why_unreadable(token),))


def _why_unreadable(token: object) -> Finding:
    if not isinstance(token, str):
        return malformed(f"there is no text to read, but {type(token).__name__}")
    read = decode(token)
    if read.form is TokenForm.JWE:
        return finding("token-encrypted", "it has the five parts of a JWE")
    if read.form is TokenForm.OPAQUE and not read.defects:
        kind = f", it looks like: {read.opaque_kind}" if read.opaque_kind else ""
        return finding("token-opaque", f"it is no JWT{kind}")
    lines = "; ".join(defect.text for defect in read.defects[:3])
    return malformed(lines or "it is not three parts of base64url with dots between them")


def explained(
    cause: Finding,
    header: dict[str, JsonValue],
    claims: dict[str, JsonValue],
    expectation: Expectation,
    now: float,
) -> TokenRejected:
    """The refusal for a cause, which is put more precisely where a finding kind can, with whatever else is wrong."""

    def told() -> tuple[Finding, ...]:
        return _more_precisely(
            cause, Case(token=from_parts(header, claims), expectation=expectation, signature_valid=True, now=now)
        )

    return TokenRejected(told, verified=True)


def _more_precisely(cause: Finding, case: Case) -> tuple[Finding, ...]:
    catalogue_of_kinds = known()
    situation = consider(case, catalogue_of_kinds)
    others = [_own_words(one, situation.compares) for one in examine(situation, catalogue_of_kinds)]
    precise = [one for one in others if _explains(one, cause, catalogue_of_kinds.kinds)]
    rest = [one for one in others if one not in precise]
    return (*(precise or [cause]), *rest)


def _explains(one: Finding, cause: Finding, kinds: Mapping[str, FindingKind]) -> bool:
    """Whether the finding is the cause, or why it came to that; what is merely possible comes after what is sure."""
    is_possible = one.confidence is Confidence.POSSIBLE
    return not is_possible and (one.code == cause.code or cause.code in kinds[one.code].silences)


def _own_words(one: Finding, compares: str) -> Finding:
    """The finding as this validator's: how it compares is known."""
    return replace(one, because=COMPARES) if one.because == compares else one
