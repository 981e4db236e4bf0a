"""What the caller is told of a refusal: the status and the words of RFC 6750, and nothing of what was expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forwhom.request_trouble import CREDENTIALS_MALFORMED, SCOPE_INSUFFICIENT, TOKEN_IN_QUERY, TOKEN_MISSING

if TYPE_CHECKING:
    from collections.abc import Mapping

INVALID_REQUEST, UNAUTHORIZED, FORBIDDEN, UNAVAILABLE = 400, 401, 403, 503

_REASONS = {
    INVALID_REQUEST: "Bad Request",
    UNAUTHORIZED: "Unauthorized",
    FORBIDDEN: "Forbidden",
    UNAVAILABLE: "Service Unavailable",
}
#: What is not the token's fault; any other code is `invalid_token`.
_ANSWERS = {
    TOKEN_MISSING.code: (UNAUTHORIZED, None),
    CREDENTIALS_MALFORMED.code: (INVALID_REQUEST, "invalid_request"),
    TOKEN_IN_QUERY.code: (INVALID_REQUEST, "invalid_request"),
    SCOPE_INSUFFICIENT.code: (FORBIDDEN, "insufficient_scope"),
    # The token could not be judged: a client that threw it away for that would make things worse.
    "jwks-unavailable": (UNAVAILABLE, None),
}
_RETRY_AFTER = "5"


@dataclass(frozen=True, slots=True)
class Denial:
    """An answer in place of the application's: status, headers with names in lower case, body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def reason(self) -> str:
        """The words that go with the status."""
        return _REASONS[self.status]


def status_of(code: str) -> int:
    """The HTTP status of a refusal with this code. Source: RFC 6750 section 3.1."""
    return _ANSWERS.get(code, (UNAUTHORIZED, None))[0]


def denial(code: str, parameters: Mapping[str, str]) -> Denial:
    """The answer to a refusal with this code; `parameters` stand in every challenge, such as the realm.

    Source: RFC 6750 section 3, RFC 9728 section 5.1
    """
    status, error = _ANSWERS.get(code, (UNAUTHORIZED, "invalid_token"))
    body = f'{{"error":"{error}"}}'.encode() if error else b""
    kind = "application/json" if body else "text/plain"
    headers = [("content-type", kind), ("content-length", str(len(body))), ("cache-control", "no-store")]
    if status == UNAVAILABLE:
        headers.append(("retry-after", _RETRY_AFTER))
    else:
        shown = {**parameters, "error": error} if error else parameters
        challenge = ", ".join(f'{name}="{value}"' for name, value in shown.items())
        headers.append(("www-authenticate", f"Bearer {challenge}".strip()))
    return Denial(status, tuple(headers), body)
