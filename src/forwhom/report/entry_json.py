"""Entries of the catalogue as JSON values, schema 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.report.json import fix

if TYPE_CHECKING:
    from forwhom.finding_kind import FindingKind
    from forwhom.jwt.json import JsonValue
    from forwhom.provider import Provider


def provider(one: Provider) -> dict[str, JsonValue]:
    """A provider with how `aud` arises in each kind of token."""
    return {
        "id": one.id,
        "name": one.name,
        "aliases": [*one.aliases, *one.families],
        "issuers": list(one.issuer_examples),
        "issuer_pattern": one.issuer_pattern,
        "issuer_specific": one.issuer_specific,
        "client_id_pattern": one.client_id_pattern or None,
        "recognised_by": {"only_with": dict(one.only_with), "marks": dict(one.marks), "traits": dict(one.traits)},
        "tokens": [
            {
                "kind": each.kind,
                "audience": each.audience,
                "example": dict(each.example),
                "example_header": dict(each.header),
            }
            for each in one.tokens
        ],
        "defaults": [{"pattern": each.pattern, "text": each.text} for each in one.defaults],
        "resources": [
            {"name": each.name, "values": list(each.values), "pattern": each.pattern or None} for each in one.resources
        ],
        "mistakes": [{"code": each.code, "text": each.text} for each in one.mistakes],
        "fixes": [fix(each) for each in one.fixes],
        "notes": list(one.notes),
        "basis": one.basis,
        "inferred": list(one.inferred),
        "sources": list(one.sources),
    }


def finding_kind(one: FindingKind) -> dict[str, JsonValue]:
    """A finding kind with its explanation."""
    return {
        "code": one.code,
        "title": one.title,
        "topic": one.topic,
        "explanation": one.explanation.strip(),
        "silences": list(one.silences),
        "fixes": [fix(each) for each in one.fixes],
        "references": [str(each) for each in one.references],
    }
