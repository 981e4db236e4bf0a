"""From a case to a diagnosis: asks every finding kind, silences the generic, puts the cause before its consequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.catalogue import catalogue as shipped
from forwhom.catalogue import slug
from forwhom.checklist import lines
from forwhom.diagnosis import Diagnosis, Named
from forwhom.finding import Confidence, Evidence, Finding, Severity, Where
from forwhom.guidance import assumptions, next_steps, otherwise
from forwhom.mention import mentioned
from forwhom.phrasebook import cut
from forwhom.provider import unchecked
from forwhom.record import replace
from forwhom.situation import consider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forwhom.case import Case
    from forwhom.catalogue import Catalogue
    from forwhom.finding import Fix
    from forwhom.finding_kind import FindingKind
    from forwhom.situation import Situation
    from forwhom.verifier import Message

_MAX_CAUSES = 5
_MAX_FIXES = 6
_MAX_VERIFIERS = 5
#: Of findings that are equally sure, those that the evidence shows come first, then what is usual with the provider, in
#: the order of its entry, then what the message can mean, in the order of its entry.
_USUAL = 1000
_REPORTED = 2000


def diagnose(case: Case, catalogue: Catalogue | None = None) -> Diagnosis:
    """What is wrong with the token of `case`, for whom, and who changes what. Never raises, whatever the evidence."""
    known = catalogue or shipped()
    situation = consider(case, known)
    findings = examine(situation, known)
    causes = [finding for finding in findings if finding.severity is not Severity.NOTE][:_MAX_CAUSES]
    return Diagnosis(
        verdict=_verdict(situation, causes),
        causes=tuple(Named(cause.code, cause.confidence) for cause in causes),
        verifiers=_verifiers(situation, known),
        provider=Named(situation.provider.id, situation.provider_confidence) if situation.provider else None,
        checklist=lines(situation, findings, known),
        findings=findings,
        prediction=situation.prediction,
        fixes=_fixes(causes),
        assumed=assumptions(situation),
        next_steps=next_steps(situation, causes),
        otherwise=otherwise(situation, known),
        situation=situation,
    )


def examine(situation: Situation, catalogue: Catalogue) -> tuple[Finding, ...]:
    """Every finding about a situation, cause before consequence, the generic ones silenced by the specific."""
    kinds = catalogue.kinds
    found = [
        replace(finding, fixes=tuple(dict.fromkeys(finding.fixes)))
        for kind in kinds.values()
        for finding in kind.check(situation)
    ]
    codes = {finding.code for finding in found}
    reported = [finding for finding in _reported(situation, kinds) if finding.code not in codes]
    codes |= {finding.code for finding in reported if finding.confidence is not Confidence.POSSIBLE}
    usual = [finding for finding in _usual(situation, catalogue, found) if finding.code not in codes]
    codes |= {finding.code for finding in usual}
    reported = [one for one in reported if one.confidence is not Confidence.POSSIBLE or one.code not in codes]
    ranked = [(finding, kinds[finding.code].precedence) for finding in found]
    ranked += [(finding, _USUAL + place) for place, finding in enumerate(usual)]
    ranked += [(finding, _REPORTED + place) for place, finding in enumerate(reported)]
    silenced = _silenced((finding for finding, _ in ranked), catalogue)
    # Of what a message can mean, one meaning does not rule out another; only evidence does.
    silenced -= {finding.code for finding in reported} - _silenced(found, catalogue)
    audible = [(finding, rank) for finding, rank in ranked if finding.code not in silenced]
    audible.sort(key=lambda one: (*_bearing(one[0], situation, catalogue), one[1]))
    return tuple(finding for finding, _ in audible)


def _bearing(finding: Finding, situation: Situation, catalogue: Catalogue) -> tuple[bool, bool, int]:
    """How near a finding comes to being the cause; the smallest comes first."""
    answers = _explains(finding, situation, catalogue) or _surer(finding, situation)
    return (finding.severity is Severity.NOTE, not answers, finding.confidence.rank)


def _surer(finding: Finding, situation: Situation) -> bool:
    """Whether the evidence says more than a message of which nothing is sure."""
    doubtful = all(confidence is Confidence.POSSIBLE for confidence in situation.suspects.values())
    return doubtful and finding.confidence is not Confidence.POSSIBLE


def _reported(situation: Situation, kinds: Mapping[str, FindingKind]) -> Iterator[Finding]:
    """The findings that the message can mean, where the evidence does not decide about them by itself."""
    for code, confidence in situation.suspects.items():
        kind = kinds.get(code)
        if kind and not kind.settled(situation):
            yield _unseen(kind, confidence, _said(situation, code), Evidence(Where.ERROR, label="the message says so"))


def _said(situation: Situation, code: str) -> str:
    """Why the message is taken to mean this."""
    for match in situation.matches:
        if code in match.message.codes:
            note = match.message.note.removesuffix(".")
            if not note:
                return f'"{_shown(match.message)}" is what {match.verifier} prints then'
            return f"if it is {match.verifier}: {note}" if match.confidence is Confidence.POSSIBLE else note
    return "the words of the message say so; no verifier of the catalogue is known to print them"


def _shown(message: Message) -> str:
    """The text of a message, with dots in place of its values."""
    pieces, holes = cut(message.template)
    return "".join(piece + ("..." if hole else "") for piece, hole in zip(pieces, holes, strict=True))


def _usual(situation: Situation, catalogue: Catalogue, found: Iterable[Finding]) -> Iterator[Finding]:
    """What usually goes wrong with this provider, where it can be what the message means."""
    if (
        not situation.provider
        or not situation.refused
        or any(
            _explains(finding, situation, catalogue) for finding in found if finding.confidence is Confidence.CERTAIN
        )
    ):
        return
    provider = situation.provider
    for place, mistake in enumerate(provider.mistakes):
        kind = catalogue.kinds.get(mistake.code)
        if kind and not kind.settled(situation) and _can_mean(situation, kind):
            because = f"this is a usual mistake with {provider.name}: {mistake.text}"
            because += unchecked(provider, "mistakes", place)
            yield _unseen(kind, Confidence.POSSIBLE, because, Evidence(Where.ERROR))


def _can_mean(situation: Situation, kind: FindingKind) -> bool:
    return not situation.suspects or any(code in situation.suspects for code in (kind.code, *kind.silences))


def _unseen(kind: FindingKind, confidence: Confidence, because: str, evidence: Evidence) -> Finding:
    """A finding that rests on what a message can mean, without the values that would show it."""
    return Finding(
        code=kind.code,
        severity=Severity.ERROR,
        confidence=confidence,
        title=kind.title,
        because=because,
        evidence=(evidence,),
        fixes=kind.fixes,
        references=kind.references,
    )


def _explains(finding: Finding, situation: Situation, catalogue: Catalogue) -> bool:
    """Whether the finding can be what the message means; true of all when there is no message."""
    return _can_mean(situation, catalogue.kinds[finding.code])


def _silenced(found: Iterable[Finding], catalogue: Catalogue) -> set[str]:
    """The codes that a specific finding explains. Only what is at least likely can silence."""
    return {
        code
        for finding in found
        if finding.confidence is not Confidence.POSSIBLE
        for code in catalogue.kinds[finding.code].silences
    }


def _verdict(situation: Situation, causes: list[Finding]) -> str:
    if situation.case.outcome:
        return situation.case.outcome.value
    if situation.refused:
        return "rejected"
    if situation.prediction and situation.prediction.outcome != "undetermined":
        return situation.prediction.outcome
    if any(cause.confidence is Confidence.CERTAIN and cause.severity is Severity.ERROR for cause in causes):
        return "rejected"
    return "accepted" if situation.met and not causes else "undetermined"


def _verifiers(situation: Situation, known: Catalogue) -> tuple[Named, ...]:
    """Who spoke, or else whose package the text names; the one that was named comes first."""
    named: dict[str, Confidence] = {}
    if situation.case.verifier:
        name = situation.verifier.id if situation.verifier and not situation.product else slug(situation.case.verifier)
        named[name] = Confidence.CERTAIN
    for match in situation.matches:
        named.setdefault(match.verifier, match.confidence)
    vague = all(match.altered and match.confidence is Confidence.POSSIBLE for match in situation.matches)
    if vague and not situation.case.verifier:
        text = f"{situation.case.error or ''}\n{situation.case.surroundings}"
        said = dict.fromkeys(mentioned(text, known.phrasebook), Confidence.POSSIBLE)
        named = {**said, **named}
    return tuple(Named(*one) for one in list(named.items())[:_MAX_VERIFIERS])


def _fixes(causes: list[Finding]) -> tuple[Fix, ...]:
    fixes = dict.fromkeys(fix for cause in causes for fix in cause.fixes)
    return tuple(fixes)[:_MAX_FIXES]
