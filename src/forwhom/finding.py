"""What a finding is: the one currency that diagnosis, validator, linter and audit share.

A finding is data; only `forwhom.report` words it for a reader.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from forwhom.record import dataclass

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue


class Severity(StrEnum):
    """How bad it is: an error refuses or endangers, a warning may, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Confidence(StrEnum):
    """How sure we are. Kept apart from severity."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"

    @property
    def rank(self) -> int:
        """0 for certain, 1 for likely, 2 for possible."""
        return _RANK[self]


_RANK = {Confidence.CERTAIN: 0, Confidence.LIKELY: 1, Confidence.POSSIBLE: 2}


class Party(StrEnum):
    """Who acts on a fix. Source: RFC 6749 section 1.1."""

    RESOURCE_SERVER = "resource-server"
    CLIENT = "client"
    AUTHORIZATION_SERVER = "authorization-server"


class Where(StrEnum):
    """The kind of evidence that a finding points to."""

    TOKEN = "token"
    CLAIMS = "claims"
    ERROR = "error"
    HEADER = "header"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that shows the trouble: `pointer` is a JSON Pointer (RFC 6901) in claims, token or header."""

    where: Where
    pointer: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Text to paste: `language` names its syntax (`python`, `yaml`, `shell`, ...)."""

    language: str
    code: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing that one party can change; never one that weakens the check."""

    party: Party
    text: str
    snippet: Snippet | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A document and the place in it, such as `RFC 7519` and `section 4.1.3`."""

    document: str
    section: str = ""

    def __str__(self) -> str:
        return f"{self.document} {self.section}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One trouble, with its cause and cure.

    `found` and `expected` are the JSON values as they were; `differs_at` is the index of the first code point where
    the nearest pair of them parts, `None` when they are not two strings.
    """

    code: str
    severity: Severity
    confidence: Confidence
    title: str
    because: str
    found: JsonValue = None
    expected: JsonValue = None
    differs_at: int | None = None
    marker: str = ""
    evidence: tuple[Evidence, ...] = ()
    fixes: tuple[Fix, ...] = ()
    references: tuple[Reference, ...] = ()
