"""All we know when somebody asks for whom a token is."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from forwhom.audience.expectation import Expectation
from forwhom.record import dataclass, field

if TYPE_CHECKING:
    from forwhom.jwt.jwks import KeySet
    from forwhom.jwt.token import Token
    from forwhom.token_kind import TokenKind


class SeenOutcome(StrEnum):
    """What the verifier was seen to do with the token."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One person's evidence. Everything is optional; what is `None` is not known.

    `kind` is what the token was issued as, where that is known and need not be inferred from it.
    `surroundings` is the text in which the error stood, without its tokens: it may hint at who spoke.
    `verifier` and `provider` are ids or the names that people use for them. `signature_valid` is what a check of the
    signature said. `now` is in seconds since the epoch, UTC: the moment against which the token's times are held.
    """

    error: str | None = None
    surroundings: str = field(default="", repr=False)
    token: Token | None = None
    kind: TokenKind | None = None
    expectation: Expectation = field(default_factory=Expectation)
    verifier: str | None = None
    provider: str | None = None
    outcome: SeenOutcome | None = None
    signature_valid: bool | None = None
    keys: KeySet | None = None
    now: float | None = None
    notes: tuple[str, ...] = ()
