"""The one exception that a token can cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.jwt.defect import quoted
from forwhom.redact import mask

if TYPE_CHECKING:
    from collections.abc import Callable

    from forwhom.finding import Finding
    from forwhom.jwt.json import JsonValue

#: Only these findings have values that are shown in the text: an audience or an issuer is no secret.
_SHOWN = ("aud-", "audience-", "iss-")
_MAX_VALUES = 4


class TokenRejected(Exception):  # noqa: N818 - a refusal is what a validator is for, not an error of its own
    """The token is refused: `findings` says why, the cause first, and `code` is the code of the cause.

    Both are worked out when first asked for, so that a refusal costs little where nobody asks. `verified` tells
    whether the issuer's signature was found good before the token was refused for its claims.
    The text is for the operator and never holds the token. A caller is told no more than `invalid_token` (RFC 6750).
    """

    def __init__(
        self, findings: tuple[Finding, ...] | Callable[[], tuple[Finding, ...]], *, verified: bool = False
    ) -> None:
        """A refusal for these findings, of which there is at least one, or for those that a function will tell."""
        super().__init__()
        self._told = findings
        self.verified = verified

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Why the token is refused, the cause first."""
        told = self._told
        if callable(told):
            # What it was told from, claims or a whole text, is not kept any longer.
            self._told = told = told()
        return told

    @property
    def code(self) -> str:
        """The code of the first finding, such as `aud-trailing-slash`."""
        return self.findings[0].code

    def __str__(self) -> str:
        cause = self.findings[0]
        text = f"{cause.code}: {cause.title}"
        if not cause.code.startswith(_SHOWN):
            return text
        expected = "" if cause.expected is None else f", expected {_listed(cause.expected)}"
        return f"{text} (found {_listed(cause.found)}{expected})"

    def __repr__(self) -> str:
        return f"TokenRejected({self.code!r})"

    def __reduce__(self) -> tuple[type[TokenRejected], tuple[object], dict[str, object]]:
        return TokenRejected, (self.findings,), vars(self)


def _listed(value: JsonValue) -> str:
    """Values of `aud` or `iss` as they may stand in a line of a log: ASCII, cut, at most four."""
    if isinstance(value, str):
        return quoted(mask(value))
    if isinstance(value, list):
        shown = ", ".join(_listed(member) for member in value[:_MAX_VALUES] if not isinstance(member, list | dict))
        return f"[{shown}]" if len(value) <= _MAX_VALUES else f"[{shown} and {len(value) - _MAX_VALUES} more]"
    if value is None:
        return "none"
    # A number may have three hundred digits, an object anything.
    return "a value that is no string"
