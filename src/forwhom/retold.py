"""The rules of a library that works inside of a product, in the product's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forwhom.audience.expectation import Expectation
    from forwhom.jwt.json import JsonValue
    from forwhom.verifier import Check, Message, Rule


def retold(rules: Mapping[Check, Rule], words: Callable[[Message], Message | None]) -> dict[Check, Rule]:
    """The same rules, each of whose messages is replaced by what `words` makes of it."""
    return {check: _retold(rule, words) for check, rule in rules.items()}


def _retold(rule: Rule, words: Callable[[Message], Message | None]) -> Rule:
    def told(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
        message = rule(claims, expectation, now)
        return message and words(message)

    told.__doc__ = rule.__doc__
    return told
