"""The exported catalogue is whole, as its schema describes it, and the same each time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from forwhom.audience.match import EXACT
from forwhom.catalogue import catalogue
from forwhom.classic import CLASSICS
from forwhom.jwt.json import JsonValue
from forwhom.report.catalogue_json import catalogue as as_json
from forwhom.report.verifier_json import words
from tests.cli.calling import call

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "catalogue.schema.json").read_text(encoding="utf-8"))
KNOWN = catalogue()
EXPORTED: dict[str, Any] = json.loads(json.dumps(as_json(KNOWN, "1.2.3")))


def closed(schema: JsonValue) -> JsonValue:
    """The schema with every member that it does not name forbidden, so that none goes undescribed."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inside: dict[str, JsonValue] = {name: closed(one) for name, one in schema.items()}
    if isinstance(inside.get("properties"), dict):
        inside["additionalProperties"] = False
    return inside


def trouble(value: object, schema: object = SCHEMA) -> Iterator[str]:
    """What a validator of JSON Schema has against the value."""
    module = import_module("jsonschema")
    module.Draft202012Validator.check_schema(schema)
    for error in module.Draft202012Validator(schema).iter_errors(value):
        yield f"{error.json_path}: {error.message}"


def test_the_export_is_as_its_schema_says() -> None:
    """Every member is described, and everything that is described is there."""
    assert list(trouble(EXPORTED, closed(SCHEMA))) == []


@pytest.mark.parametrize("path", [("verifiers", 0, "basis"), ("situations", 0, "claims"), ("findings", 0, "code")])
def test_the_schema_refuses_what_is_wrong(path: tuple[str, int, str]) -> None:
    """A missing member or a value of the wrong type does not pass."""
    kind, place, member = path
    broken = deepcopy(EXPORTED)
    broken[kind][place][member] = 7
    assert list(trouble(broken))
    del broken[kind][place][member]
    assert list(trouble(broken))


def test_every_entry_is_there() -> None:
    """All verifiers, providers, findings and situations, sorted."""
    assert [one["id"] for one in EXPORTED["verifiers"]] == sorted(KNOWN.verifiers)
    assert [one["id"] for one in EXPORTED["providers"]] == sorted(KNOWN.providers)
    assert [one["code"] for one in EXPORTED["findings"]] == sorted(KNOWN.kinds)
    assert [one["id"] for one in EXPORTED["situations"]] == [one.id for one in CLASSICS]


@pytest.mark.parametrize("place", range(len(KNOWN.verifiers)), ids=sorted(KNOWN.verifiers))
def test_a_verifier_says_what_it_does_in_every_situation(place: int) -> None:
    """The table is the simulator's, and each text that it knows to be printed is among the messages."""
    one = EXPORTED["verifiers"][place]
    verifier = KNOWN.verifiers[one["id"]]
    assert list(one["situations"]) == [classic.id for classic in CLASSICS]
    for classic in CLASSICS:
        assert one["situations"][classic.id]["message"] == classic.predict(verifier).message
    assert [message["message"] for message in one["messages"]] == [message.template for message in verifier.messages]


@pytest.mark.parametrize("verifier", KNOWN.verifiers.values(), ids=KNOWN.verifiers)
def test_odd_rules_are_told_in_words(verifier: Any) -> None:  # noqa: ANN401 - the ids lose the type
    """A rule that is code has a docstring which says what it does."""
    rules = [verifier.audience.compare.equal, *verifier.special.values()]
    rules += [verifier.audience.decide] if verifier.audience.decide else []
    assert [rule.__name__ for rule in rules if not words(rule).endswith(".")] == []
    assert words(EXACT.equal).startswith("Whether the two are the same code points.")


def test_the_command_writes_the_same_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same version writes the same bytes; without `--json` it says what to add."""
    first, second = (call(monkeypatch, "catalogue", "export", "--json") for _ in range(2))
    assert first.status == 0
    assert first.out == second.out
    assert json.loads(first.out)["schema"] == 1
    assert "add --json" in call(monkeypatch, "catalogue", "export").err
