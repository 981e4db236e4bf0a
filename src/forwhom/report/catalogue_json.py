"""The whole catalogue as one JSON value, schema 1, for other programs; `docs/catalogue.schema.json` describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.classic import CLASSICS
from forwhom.report import entry_json
from forwhom.report.json import SCHEMA
from forwhom.report.verifier_json import verifier

if TYPE_CHECKING:
    from forwhom.catalogue import Catalogue
    from forwhom.jwt.json import JsonValue


def catalogue(known: Catalogue, version: str) -> dict[str, JsonValue]:
    """Every entry, sorted by id, and the situations that the predictions speak of; `version` is that of forwhom."""
    return {
        "schema": SCHEMA,
        "forwhom": version,
        "situations": situations(),
        "verifiers": [verifier(known.verifiers[name]) for name in sorted(known.verifiers)],
        "providers": [entry_json.provider(known.providers[name]) for name in sorted(known.providers)],
        "findings": [entry_json.finding_kind(known.kinds[code]) for code in sorted(known.kinds)],
    }


def situations() -> list[JsonValue]:
    """The situations in which all verifiers are compared; an empty `expected_audiences` is none configured."""
    return [
        {"id": one.id, "text": one.text, "claims": one.claims, "expected_audiences": list(one.expected)}
        for one in CLASSICS
    ]
