"""A verifier of the catalogue as a JSON value, schema 1, each statement with what it rests on."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from forwhom.classic import CLASSICS
from forwhom.verifier import AudienceRules, Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from forwhom.jwt.json import JsonValue
    from forwhom.prediction import Prediction
    from forwhom.verifier import Limit, Outcome, Verifier

#: The fields of the rules that hold an outcome; `string_only` and `several` hold none where there is nothing to refuse.
_OUTCOMES = tuple(one.name for one in fields(AudienceRules) if one.name not in {"combine", "compare", "decide"})


def verifier(one: Verifier) -> dict[str, JsonValue]:
    """Everything that is known of a verifier."""
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "language": one.language or None,
        "aliases": list(one.aliases),
        "builds_on": one.builds_on or None,
        "hints": list(one.hints),
        "versions": one.versions,
        "basis": one.basis,
        "sources": list(one.sources),
        "takes": one.takes,
        "providers": list(one.providers),
        "compares": one.audience.compare.text,
        "audience": _audience(one),
        "order": list(one.order),
        "order_basis": _basis(one, "order"),
        "in_token_order": one.in_token_order,
        "reports_all": one.reports_all or None,
        "fatal": list(one.fatal),
        "failures": {
            check: failure.template if isinstance(failure, Message) else None for check, failure in one.failures.items()
        },
        "odd_checks": {check: words(rule) for check, rule in one.special.items()},
        "inferred": list(one.inferred),
        "situations": in_situations(one),
        "setting": one.setting.name,
        "setting_keys": list(one.setting.keys),
        "setting_calls": list(one.setting.calls),
        "switch": one.switch or None,
        "recipe": {
            "text": one.recipe.text,
            "language": one.recipe.language,
            "code": one.recipe.code,
            "party": one.recipe.party,
        },
        "reveal": one.reveal or None,
        "messages": [_message(one, each) for each in one.messages],
        "limits": [_limit(each) for each in one.limits],
        "notes": list(one.notes),
    }


def in_situations(one: Verifier) -> dict[str, JsonValue]:
    """What a verifier does in each of the classic situations, by the situation's id."""
    return {classic.id: _situation(classic.predict(one)) for classic in CLASSICS}


def words(function: Callable[..., object]) -> str:
    """What an odd rule does, as its docstring says it."""
    function = getattr(function, "function", function)
    return " ".join((function.__doc__ or "").split("\n\n")[0].split())


def _audience(one: Verifier) -> dict[str, JsonValue]:
    rules = one.audience
    return {
        "comparison": {"id": rules.compare.id, "text": rules.compare.text, "basis": _basis(one, "compare")},
        "combine": {"of": rules.combine, "basis": _basis(one, "combine")},
        "odd_rule": {"text": words(rules.decide), "basis": _basis(one, "decide")} if rules.decide else None,
        "outcomes": {name: _outcome(one, name, getattr(rules, name)) for name in _OUTCOMES},
    }


def _outcome(one: Verifier, name: str, outcome: Outcome | None) -> dict[str, JsonValue]:
    """What a rule does; where there is nothing to refuse, the values are compared."""
    if isinstance(outcome, Message):
        return {"does": "refuse", "message": outcome.template, "status": outcome.status, "basis": _basis(one, name)}
    return {"does": outcome or "compare", "message": None, "status": None, "basis": _basis(one, name)}


def _basis(one: Verifier, name: str) -> str:
    """What a statement rests on: `inferred`, or what the entry rests on."""
    return "inferred" if name in one.inferred else one.basis


def _situation(predicted: Prediction) -> dict[str, JsonValue]:
    return {
        "outcome": predicted.outcome,
        "message": predicted.message,
        "status": predicted.status,
        "inferred": list(predicted.inferred),
    }


def _message(one: Verifier, message: Message) -> dict[str, JsonValue]:
    return {
        "message": message.template,
        "sample": message.sample,
        "status": message.status,
        "check": message.check,
        "codes": list(message.codes),
        "exception": message.exception or None,
        "versions": message.versions or None,
        "where": message.where or None,
        "note": message.note or None,
        "basis": message.basis or one.basis,
        "found_as": message.found_as.value,
        "expected_as": message.expected_as.value,
        "issuers_as": message.issuers_as.value,
        "nothing": list(message.nothing),
    }


def _limit(limit: Limit) -> dict[str, JsonValue]:
    return {
        "text": limit.text,
        "versions": limit.versions or None,
        "seen": limit.seen,
        "symptom": limit.symptom or None,
        "source": limit.source or None,
    }
