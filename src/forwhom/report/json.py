"""Answers as JSON values, schema 1: other programs read them, so members are added and never renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.message_match import NOTHING_CAPTURED

if TYPE_CHECKING:
    from forwhom.diagnosis import Diagnosis, Named
    from forwhom.finding import Finding, Fix, Snippet
    from forwhom.jwt.json import JsonValue
    from forwhom.jwt.token import Token
    from forwhom.message_match import Captured, Match
    from forwhom.prediction import Prediction
    from forwhom.wording import Wording

SCHEMA = 1


def diagnosis(answer: Diagnosis) -> dict[str, JsonValue]:
    """The answer of `forwhom diagnose`."""
    causes = list(answer.causes)
    return {
        "schema": SCHEMA,
        "verdict": answer.verdict,
        "cause": causes[0].id if causes else None,
        "causes": [{"code": one.id, "confidence": one.confidence} for one in causes],
        "verifiers": [_named(one) for one in answer.verifiers],
        "provider": _named(answer.provider) if answer.provider else None,
        "checklist": [
            {"check": line.check, "outcome": line.outcome, "finding": line.finding, "note": line.note}
            for line in answer.checklist
        ],
        "findings": [finding(one) for one in answer.findings],
        "prediction": prediction(answer.prediction) if answer.prediction else None,
        "fixes": [fix(one) for one in answer.fixes],
        "captured": _all_captured(answer),
        "assumed": list(answer.assumed),
        "next_steps": list(answer.next_steps),
        "otherwise": [prediction(one) for one in answer.otherwise],
        "notes": list(answer.situation.case.notes),
    }


def explanation(matches: tuple[Match, ...], wording: Wording) -> dict[str, JsonValue]:
    """The answer of `forwhom explain`; `wording` tells what the words say when nobody is known to print them."""
    return {
        "schema": SCHEMA,
        "matches": [
            {
                "verifier": match.verifier,
                "message": match.message.template,
                "confidence": match.confidence,
                "altered": match.altered,
                "captured": captured(match.captured),
                "codes": list(match.message.codes),
                "status": match.message.status,
                "check": match.message.check,
                "exception": match.message.exception or None,
                "versions": match.message.versions or None,
                "note": match.message.note or None,
            }
            for match in matches
        ],
        "wording": {"codes": list(wording.codes), "captured": captured(wording.captured)},
    }


def finding(one: Finding) -> dict[str, JsonValue]:
    """One finding, its values as they were."""
    return {
        "code": one.code,
        "severity": one.severity,
        "confidence": one.confidence,
        "title": one.title,
        "found": one.found,
        "expected": one.expected,
        "differs_at": one.differs_at,
        "because": one.because,
        "evidence": [{"where": place.where, "pointer": place.pointer, "label": place.label} for place in one.evidence],
        "fixes": [fix(each) for each in one.fixes],
        "references": [str(reference) for reference in one.references],
        "marker": one.marker,
    }


def fix(one: Fix) -> dict[str, JsonValue]:
    """One fix; its snippet is `null` when there is nothing to paste."""
    return {"party": one.party, "text": one.text, "snippet": snippet(one.snippet) if one.snippet else None}


def snippet(one: Snippet) -> dict[str, JsonValue]:
    """A text to paste and the name of its syntax."""
    return {"language": one.language, "code": one.code}


def token(one: Token) -> dict[str, JsonValue]:
    """The answer of `forwhom decode`; the signature is not in it, only its length, and it is not verified."""
    return {
        "schema": SCHEMA,
        "form": one.form,
        "kind": one.opaque_kind,
        "header": one.header,
        "claims": one.claims,
        "payload_text": one.payload_text,
        "signature": {"bytes": one.signature_length, "verified": None},
        "length": one.length,
        "defects": [
            {"code": defect.code, "where": defect.where, "text": defect.text, "pointer": defect.pointer}
            for defect in one.defects
        ],
    }


def prediction(one: Prediction) -> dict[str, JsonValue]:
    """What a verifier would do."""
    return {
        "verifier": one.verifier,
        "outcome": one.outcome,
        "message": one.message,
        "status": one.status,
        "inferred": list(one.inferred),
    }


def captured(values: Captured) -> dict[str, JsonValue]:
    """The values that a message states: `null` is not stated, an empty list is stated to be none."""
    return {
        "found": None if values.found is None else list(values.found),
        "expected": None if values.expected is None else list(values.expected),
        "issuer": values.issuer,
    }


def _all_captured(answer: Diagnosis) -> dict[str, JsonValue]:
    """The values that the message states, or else those of the token and the settings."""
    situation = answer.situation
    stated = situation.captured if situation.captured != NOTHING_CAPTURED else None
    found = stated.found if stated else None
    expected = stated.expected if stated else None
    issuer = situation.claims.get("iss")
    if found is None and situation.audience:
        found = situation.audience.values
    if expected is None and situation.expected:
        expected = situation.expected
    return {
        "found": None if found is None else list(found),
        "expected": None if expected is None else list(expected),
        "issuer": (stated.issuer if stated else None) or (issuer if isinstance(issuer, str) else None),
    }


def _named(one: Named) -> dict[str, JsonValue]:
    return {"id": one.id, "confidence": one.confidence}
