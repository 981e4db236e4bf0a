"""What a verifier is: how it compares, what it refuses, in which order and in which words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.audience.match import EXACT, Comparison
from forwhom.record import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forwhom.finding import Party
    from forwhom.jwt.json import JsonValue
    from forwhom.token_kind import TokenKind


class Basis(StrEnum):
    """How a statement is known, best first."""

    OBSERVED = "observed"
    READ = "read"
    DOCUMENTED = "documented"
    REPORTED = "reported"


class Check(StrEnum):
    """The steps in which verifiers refuse a token."""

    STRUCTURE = "structure"
    ALGORITHM = "algorithm"
    KEY = "key"
    SIGNATURE = "signature"
    PRESENCE = "presence"
    TYPE = "type"
    ISSUER = "issuer"
    EXPIRY = "expiry"
    NOT_BEFORE = "not-before"
    ISSUED_AT = "issued-at"
    AUDIENCE = "audience"
    SUBJECT = "subject"
    CONFIGURATION = "configuration"
    OTHER = "other"


class Verdict(StrEnum):
    """What a verifier does with an audience of some shape, when it has no text for it."""

    ACCEPT = "accept"
    COMPARE = "compare"
    REFUSE = "refuse"


ACCEPT = Verdict.ACCEPT
COMPARE = Verdict.COMPARE
#: A refusal without any text, or whose text nobody has published.
REFUSE = Verdict.REFUSE


class Combine(StrEnum):
    """How many of the expected audiences a token must name."""

    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One text that a verifier prints.

    In `template`, `{found}`, `{expected}` and `{issuer}` (the token's), `{expected_issuer}` stand for values, and
    `{expected_too}` for expected audiences that stand in a second place; any other name in braces stands for text of no
    interest. `sample` shows the text where it appears, with invented values.
    `codes` are the findings that it can mean, most usual first. `found_as`, `expected_as` and `issuers_as` say how
    several values are written; a captured text that is one of `nothing` stands for no value at all. `printed` gives
    the texts of placeholders that are written in no such way, or `None`. `exception` is the type under which it is
    raised or logged.
    `versions` is empty for the version the entry describes, else says when it was printed (`until 2.6.0`).
    `common` marks words that many programs print: they are recognised only beside a word that points to this verifier.
    """

    template: str
    sample: str
    codes: tuple[str, ...]
    check: Check = Check.AUDIENCE
    status: int | None = None
    exception: str = ""
    found_as: Listing = Listing.ONE
    expected_as: Listing = Listing.ONE
    issuers_as: Listing = Listing.ONE
    nothing: tuple[str, ...] = ()
    printed: Callable[[Mapping[str, JsonValue], Expectation], Mapping[str, str]] | None = None
    versions: str = ""
    where: str = ""
    note: str = ""
    common: bool = False
    basis: Basis | None = None


Outcome = Message | Verdict
SettingRule: TypeAlias = "Callable[[Expectation], bool]"
Rule: TypeAlias = "Callable[[Mapping[str, JsonValue], Expectation, float | None], Message | None]"


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceRules:
    """What a verifier does with each shape of `aud`, when an audience is configured and when none is.

    `unset*` apply when no audience is configured: to a claim that names an audience, to a blank one (absent, null,
    empty), to one of a wrong type. The others apply when one is configured. `string_only` is the answer to an array
    where only a string is taken; `None` when arrays are taken. `empty_setting` is what an audience configured as the
    empty string does: COMPARE compares it like any value, ACCEPT switches the check off.
    `several` is the answer to more than one configured audience; `None` when several are supported.
    `decide` is asked first, for rules that need other claims or settings; `None` leaves the answer to the rest.
    """

    mismatch: Outcome
    unset: Outcome
    absent: Outcome
    null: Outcome
    empty_string: Outcome = COMPARE
    empty_array: Outcome
    number: Outcome
    other: Outcome
    mixed: Outcome
    unset_blank: Outcome = ACCEPT
    unset_malformed: Outcome = ACCEPT
    string_only: Outcome | None = None
    empty_setting: Outcome = COMPARE
    several: Outcome | None = None
    combine: Combine = Combine.ANY
    compare: Comparison = EXACT
    decide: Callable[[Mapping[str, JsonValue], Expectation], Outcome | None] | None = None


#: The names of the rules about the shapes of `aud`, as `Verifier.inferred` takes them.
EVERY_SHAPE = (
    *("unset", "unset_blank", "unset_malformed"),
    *("absent", "null", "empty_string", "empty_array", "number", "other", "mixed"),
)


def alike(outcome: Outcome, *, unset: Outcome | None = None, **others: Any) -> AudienceRules:  # noqa: ANN401 - fields
    """The rules of a verifier that has one answer to every claim that names none of its audiences, but for `others`.

    `unset` is the answer to any claim when no audience is configured; the same one where it is not given.
    """
    blank = outcome if unset is None else unset
    rules: dict[str, Any] = dict.fromkeys(("unset", "unset_blank", "unset_malformed"), blank)
    rules |= dict.fromkeys(("mismatch", "absent", "null", "empty_array", "number", "other", "mixed"), outcome)
    return AudienceRules(**{**rules, **others})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where the expected audience is configured.

    `name` is how the documentation calls it; `keys` are the words under which it stands in code or configuration
    (compared without regard to case, `-`, `_`, `.` and `:`), so that it can be found in pasted text. `calls` are the
    functions of which it is an argument: one that is called without it expects no audience.
    """

    name: str
    keys: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How to configure the check, proven where it can be run.

    `code` is a `string.Template`: `$audience` is the first expected audience and `$audiences` all of them, separated by
    commas, `$issuer` the issuer, each quoted for `language`.
    """

    text: str
    language: str
    code: str
    party: Party | None = None


class Seen(StrEnum):
    """How a limit shows: a token is refused that should pass, or accepted that should not, or the words mislead."""

    REFUSED = "refused"
    ACCEPTED = "accepted"
    WORDED = "worded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A known defect or limit: which versions, what goes wrong, which findings its symptoms look like, and as what."""

    text: str
    seen: Seen
    versions: str = ""
    symptom: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """One program or library that decides for whom a token is.

    `builds_on` is the id of the verifier that does the work inside this one and prints the texts that they share.
    `aliases` are other ids under which people name it; `hints` are words in a log that point to it (exception types,
    package names). `order` lists its checks, first to last; `failures` the message for each check but the
    audience, or REFUSE.
    `special` holds rules for checks that have more than one message or read their claim in a way of their own; they
    answer instead of `failures`, the message or `None`. They are told the time in seconds since the epoch, UTC, or
    `None` where it is unknown. `unless` says of a check under which setting it is left out. With `in_token_order`,
    checks of a claim run in the order in which the claims stand in the token, between those that need none.
    `reports_all` is empty when it stops at the first failure; else the text around all of them, with `{failures}` where
    they stand, separated by `separator`; a failure of a check in `fatal` even then ends it and stands alone, and of the
    checks in `exclusive`, which are one step, only the first failure is reported.
    `reveal` says how to make it show the values that its message hides. `switch` is the setting that turns the check
    off.
    `own` are the audiences that a product expects of every token, whoever calls it; the first is the one to ask for.
    `asked_by` are words for products that let this verifier review a token which they expect something of themselves.
    `inferred` names what nobody ran, read or found documented: fields of `audience`, or `order`. They are filled by
    analogy, and are shown as not checked.
    """

    id: str
    name: str
    kind: str
    language: str = ""
    versions: str
    basis: Basis
    sources: tuple[str, ...]
    builds_on: str = ""
    aliases: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    messages: tuple[Message, ...]
    audience: AudienceRules
    order: tuple[Check, ...]
    failures: Mapping[Check, Outcome] = field(default_factory=dict[Check, "Outcome"])
    special: Mapping[Check, Rule] = field(default_factory=dict[Check, "Rule"])
    unless: Mapping[Check, SettingRule] = field(default_factory=dict[Check, "SettingRule"])
    in_token_order: bool = False
    reports_all: str = ""
    separator: str = ", "
    fatal: tuple[Check, ...] = ()
    exclusive: tuple[Check, ...] = ()
    takes: TokenKind | None = None
    providers: tuple[str, ...] = ()
    setting: Setting
    switch: str = ""
    recipe: Recipe
    limits: tuple[Limit, ...] = ()
    reveal: str = ""
    notes: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
