"""A product's words for the rules of the library inside of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.expectation import Expectation
from forwhom.retold import retold
from forwhom.verifier import Check, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue

EXPIRED = Message(template="expired", sample="expired", check=Check.EXPIRY, codes=("token-expired",))
TOLD = Message(template="log in again", sample="log in again", check=Check.EXPIRY, codes=("token-expired",))


def rule(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A token that names its end has expired."""
    return EXPIRED if "exp" in claims else None


def test_a_message_is_replaced_by_the_products() -> None:
    """What the library lets pass passes; what it refuses is told in the other words."""
    told = retold({Check.EXPIRY: rule}, lambda message: {EXPIRED.template: TOLD}[message.template])[Check.EXPIRY]
    assert told({"exp": 5}, Expectation(), None) is TOLD
    assert told({}, Expectation(), None) is None


def test_the_rule_says_of_itself_what_the_librarys_does() -> None:
    """The docstring is shown to readers."""
    assert retold({Check.EXPIRY: rule}, lambda _: TOLD)[Check.EXPIRY].__doc__ == rule.__doc__
