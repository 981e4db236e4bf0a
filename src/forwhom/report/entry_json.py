"""Entries of the catalogue as JSON values, schema 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.report.json import fix

if TYPE_CHECKING:
    from forwhom.finding_kind import FindingKind
    from forwhom.jwt.json import JsonValue
    from forwhom.provider import Provider
    from forwhom.verifier import Verifier


def verifier(one: Verifier) -> dict[str, JsonValue]:
    """A verifier with its messages."""
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "language": one.language or None,
        "aliases": list(one.aliases),
        "builds_on": one.builds_on or None,
        "versions": one.versions,
        "basis": one.basis,
        "sources": list(one.sources),
        "compares": one.audience.compare.text,
        "order": list(one.order),
        "inferred": list(one.inferred),
        "setting": one.setting.name,
        "switch": one.switch or None,
        "reveal": one.reveal or None,
        "messages": [
            {"message": each.template, "status": each.status, "check": each.check, "codes": list(each.codes)}
            for each in one.messages
        ],
        "limits": [{"text": each.text, "versions": each.versions or None} for each in one.limits],
        "notes": list(one.notes),
    }


def provider(one: Provider) -> dict[str, JsonValue]:
    """A provider with how `aud` arises in each kind of token."""
    return {
        "id": one.id,
        "name": one.name,
        "aliases": [*one.aliases, *one.families],
        "issuers": list(one.issuer_examples),
        "tokens": [
            {"kind": each.kind, "audience": each.audience, "example": dict(each.example)} for each in one.tokens
        ],
        "defaults": [{"pattern": each.pattern, "text": each.text} for each in one.defaults],
        "mistakes": [{"code": each.code, "text": each.text} for each in one.mistakes],
        "fixes": [fix(each) for each in one.fixes],
        "notes": list(one.notes),
        "basis": one.basis,
        "sources": list(one.sources),
    }


def finding_kind(one: FindingKind) -> dict[str, JsonValue]:
    """A finding kind with its explanation."""
    return {
        "code": one.code,
        "title": one.title,
        "topic": one.topic,
        "explanation": one.explanation.strip(),
        "fixes": [fix(each) for each in one.fixes],
        "references": [str(each) for each in one.references],
    }
