"""How a verifier's rules decide about one audience, and which of the rules it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.audience import Audience, Shape, read
from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.record import dataclass
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Combine, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue


@dataclass(frozen=True, slots=True)
class Ruling:
    """The message of a refusal, or ACCEPT; `rests_on` are the fields of the rules that decided."""

    outcome: Outcome
    rests_on: tuple[str, ...]


def rule(rules: AudienceRules, claims: Mapping[str, JsonValue], expectation: Expectation) -> Ruling:
    """What `rules` do with these claims' audience. An unknown expectation counts as not met."""
    if rules.decide and (outcome := rules.decide(claims, expectation)):
        return Ruling(outcome, ("decide",))
    audience = read(claims)
    if expectation.audiences is NONE_CONFIGURED:
        return _when_unset(rules, audience)
    values = expectation.values
    rests_on: list[str] = []
    if values and not any(values):
        rests_on.append("empty_setting")
        if rules.empty_setting is not COMPARE:
            return Ruling(rules.empty_setting, tuple(rests_on))
    if len(values) > 1:
        rests_on.append("several")
        if rules.several:
            return Ruling(rules.several, tuple(rests_on))
    return _by_claim(rules, audience, values, rests_on)


def _by_claim(rules: AudienceRules, audience: Audience, values: tuple[str, ...], rests_on: list[str]) -> Ruling:
    """The ruling where an audience is configured in a way that the verifier takes."""
    if field := _FIELDS.get(audience.shape):
        rests_on.append(field)
        outcome: Outcome = getattr(rules, field)
        if outcome is not COMPARE:
            return Ruling(outcome, tuple(rests_on))
    if audience.is_array:
        rests_on.append("string_only")
        if rules.string_only:
            return Ruling(rules.string_only, tuple(rests_on))
    return _compared(rules, audience, values, rests_on)


def _compared(rules: AudienceRules, audience: Audience, values: tuple[str, ...], rests_on: list[str]) -> Ruling:
    """The ruling where the values themselves decide."""
    met = [any(rules.compare.equal(found, value) for found in audience.values) for value in values]
    accepted = bool(met) and (all(met) if rules.combine is Combine.ALL else any(met))
    if any(met) and not all(met):
        rests_on.append("combine")
    # Whatever the comparison, a value equals itself.
    if met != [value in audience.values for value in values] or not any(met):
        rests_on.append("compare")
    if not accepted:
        rests_on.append("mismatch")
    return Ruling(ACCEPT if accepted else rules.mismatch, tuple(rests_on))


def _when_unset(rules: AudienceRules, audience: Audience) -> Ruling:
    match audience.shape:
        case Shape.ABSENT | Shape.NULL | Shape.EMPTY_STRING | Shape.EMPTY_ARRAY:
            return Ruling(rules.unset_blank, ("unset_blank",))
        case Shape.STRING | Shape.ARRAY:
            return Ruling(rules.unset, ("unset",))
        case Shape.MIXED_ARRAY | Shape.NUMBER | Shape.OTHER:
            return Ruling(rules.unset_malformed, ("unset_malformed",))


#: The rule for each shape that has one of its own.
_FIELDS = {
    Shape.ABSENT: "absent",
    Shape.NULL: "null",
    Shape.EMPTY_STRING: "empty_string",
    Shape.EMPTY_ARRAY: "empty_array",
    Shape.NUMBER: "number",
    Shape.OTHER: "other",
    Shape.MIXED_ARRAY: "mixed",
}
