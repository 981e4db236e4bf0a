"""What a verifier was told to expect."""

from __future__ import annotations

from enum import Enum, auto

from forwhom.record import dataclass


class Unset(Enum):
    """Why there are no expected values: not known to us, or known to be absent from the configuration."""

    UNKNOWN = auto()
    NONE_CONFIGURED = auto()


UNKNOWN = Unset.UNKNOWN
NONE_CONFIGURED = Unset.NONE_CONFIGURED


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """The audience, issuer and limits that a verifier holds a token against.

    `audiences` are the configured values, or why there are none; `issuers` likewise, `None` when unknown.
    `algorithms` are the allowed `alg` values, `None` when unknown. `leeway` is in seconds.
    """

    audiences: tuple[str, ...] | Unset = UNKNOWN
    issuers: tuple[str, ...] | None = None
    algorithms: tuple[str, ...] | None = None
    leeway: float = 0

    @property
    def values(self) -> tuple[str, ...]:
        """The configured audiences; empty when none are configured or known."""
        return () if isinstance(self.audiences, Unset) else self.audiences
