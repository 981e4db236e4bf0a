"""What the page sends: JSON members, read as the texts, lists and flags that its form has."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forwhom.jwt.json import parse_strict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from forwhom.jwt.json import JsonValue

_MAX_TEXT = 65_536
_MAX_LIST = 20
#: Seconds that a body may take to arrive.
_PATIENCE = 5.0


class RefusedError(Exception):
    """A question that is not answered: why, for the user, and the status."""

    def __init__(self, text: str, status: int = 400) -> None:
        """A refusal for this reason."""
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, slots=True)
class Form:
    """The members of a request of the page."""

    members: Mapping[str, JsonValue] = field(repr=False)

    def text(self, name: str) -> str | None:
        """A member that is a text without blanks around it, `None` where it is absent or empty."""
        value = self.members.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or len(value) > _MAX_TEXT:
            raise RefusedError(f"{name} is not a text that can be used")
        return value.strip() or None

    def texts(self, name: str) -> tuple[str, ...]:
        """A member that is a list of texts."""
        value = self.members.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or len(value) > _MAX_LIST:
            raise RefusedError(f"{name} is not a list that can be used")
        return tuple(one.strip() for one in value if isinstance(one, str) and one.strip() and len(one) <= _MAX_TEXT)

    def flag(self, name: str) -> bool:
        """Whether a member is true."""
        return self.members.get(name) is True

    def secrets(self) -> tuple[str | None, ...]:
        """The secrets in the form, to be kept out of everything that is shown."""
        return tuple(self.text(name) for name in ("secret", "token", "actor_token"))


async def sent(request: Request) -> Form:
    """What stands in the body of a request. Raises `RefusedError` where that is no JSON object."""
    try:
        async with asyncio.timeout(_PATIENCE):
            body = await request.body()
    except TimeoutError:
        raise RefusedError("the body did not arrive", 408) from None
    reading = parse_strict(body)
    if not isinstance(reading.value, dict) or not reading.complete:
        raise RefusedError("the body is no JSON object")
    return Form(reading.value)
