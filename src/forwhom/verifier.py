"""What a verifier is: how it compares, what it refuses, in which order and in which words; and what it would do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
from forwhom.audience.listing import Listing
from forwhom.audience.match import EXACT, Comparison
from forwhom.jwt import numeric_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forwhom.audience.audience import Audience
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
    """What a verifier does with an audience of some shape, when it does not refuse it."""

    ACCEPT = "accept"
    COMPARE = "compare"


ACCEPT = Verdict.ACCEPT
COMPARE = Verdict.COMPARE


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
    basis: Basis | None = None


Outcome = Message | Verdict
Rule: TypeAlias = "Callable[[Mapping[str, JsonValue], Expectation], Message | None]"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where the expected audience is configured.

    `name` is how the documentation calls it; `keys` are the words under which it stands in code or configuration
    (compared without regard to case, `-`, `_`, `.` and `:`), so that it can be found in pasted text.
    """

    name: str
    keys: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A known defect or limit: which versions, what goes wrong, and which findings its symptoms look like."""

    text: str
    versions: str = ""
    symptom: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """One program or library that decides for whom a token is.

    `builds_on` is the id of the verifier that does the work inside this one and prints the texts that they share.
    `aliases` are other ids under which people name it; `hints` are words in a log that point to it (exception types,
    package names). `order` lists its checks, first to last; `failures` the message for each check but the audience.
    `special` holds rules for checks that have more than one message; they answer instead of `failures`, the message or
    `None`. With `in_token_order`, checks of a claim run in the order in which the claims stand in the token.
    `reports_all` is empty when it stops at the first failure; else the text around all of them, with `{failures}` where
    they stand, separated by commas; a failure of a check in `fatal` even then ends it and stands alone.
    `reveal` says how to make it show the values that its message hides. `switch` is the setting that turns the check
    off.
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
    failures: Mapping[Check, Message] = field(default_factory=dict[Check, Message])
    special: Mapping[Check, Rule] = field(default_factory=dict[Check, "Rule"])
    in_token_order: bool = False
    reports_all: str = ""
    fatal: tuple[Check, ...] = ()
    takes: TokenKind | None = None
    providers: tuple[str, ...] = ()
    setting: Setting
    switch: str = ""
    recipe: Recipe
    limits: tuple[Limit, ...] = ()
    reveal: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a verifier would do: `outcome` is `accepted`, `rejected` or `undetermined`."""

    verifier: str
    outcome: str
    message: str | None = None
    status: int | None = None
    check: Check | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What surrounds the claims when a verifier looks: `now` in seconds since the epoch, UTC; `None` is unknown.

    What is unknown counts as in order.
    """

    now: float | None = None
    signature_valid: bool | None = None


IN_ORDER = Circumstances()


def predict(
    verifier: Verifier,
    claims: Mapping[str, JsonValue],
    expectation: Expectation,
    circumstances: Circumstances = IN_ORDER,
) -> Prediction:
    """What `verifier` would do with these claims, assuming that whatever is not known is in order."""
    failed: list[Message] = []
    outcome: Outcome | None
    for check in _sequence(verifier, claims):
        if check is Check.AUDIENCE:
            if expectation.audiences is UNKNOWN and not failed:
                return Prediction(verifier.id, "undetermined")
            outcome = decide(verifier.audience, claims, expectation)
        elif rule := verifier.special.get(check):
            outcome = rule(claims, expectation)
        else:
            message = verifier.failures.get(check)
            outcome = message if message and _fails(check, claims, expectation, circumstances) else None
        if isinstance(outcome, Message):
            if outcome.check in verifier.fatal:
                return _rejected(verifier, outcome, fill(outcome, claims, expectation))
            failed.append(outcome)
            if not verifier.reports_all:
                break
    if not failed:
        return Prediction(verifier.id, "accepted")
    text = ", ".join(fill(message, claims, expectation) for message in failed)
    if verifier.reports_all:
        text = verifier.reports_all.replace("{failures}", text)
    return _rejected(verifier, failed[0], text)


def _rejected(verifier: Verifier, first: Message, text: str) -> Prediction:
    """A rejection in these words, whose first or only failure is `first`."""
    return Prediction(verifier.id, "rejected", text, first.status, first.check, first.codes)


def decide(rules: AudienceRules, claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome:
    """The message with which `rules` refuse these claims' audience, or ACCEPT.

    An unknown expectation counts as not met.
    """
    if rules.decide and (outcome := rules.decide(claims, expectation)):
        return outcome
    audience = read(claims)
    values = expectation.values
    if expectation.audiences is NONE_CONFIGURED:
        return _when_unset(rules, audience)
    if values and not any(values) and rules.empty_setting is not COMPARE:
        return rules.empty_setting
    if len(values) > 1 and rules.several:
        return rules.several
    outcome = _by_shape(rules, audience)
    if outcome is not COMPARE:
        return outcome
    if audience.is_array and rules.string_only:
        return rules.string_only
    met = (any(rules.compare.equal(found, value) for found in audience.values) for value in values)
    accepted = bool(values) and (all(met) if rules.combine is Combine.ALL else any(met))
    return ACCEPT if accepted else rules.mismatch


def fill(message: Message, claims: Mapping[str, JsonValue], expectation: Expectation) -> str:
    """The text of a message with the values of this case in it."""
    issuer = claims.get("iss")
    nothing = "".join(message.nothing[:1])
    values = {
        "found": message.found_as.write(read(claims).values) or nothing,
        "expected": message.expected_as.write(expectation.values) or nothing,
        "expected_too": nothing,
        "issuer": issuer if isinstance(issuer, str) else "",
        "expected_issuer": message.issuers_as.write(expectation.issuers or ()),
        **(message.printed(claims, expectation) if message.printed else {}),
    }
    # In one go, so that a value which looks like a hole stays as it is.
    return _HOLE.sub(lambda hole: values.get(hole[1], hole[0]), message.template)


_HOLE = re.compile(r"\{([^{}]+)\}")
#: The claim that a check looks at; the other checks need none.
_CLAIMS = {
    Check.ISSUER: "iss",
    Check.SUBJECT: "sub",
    Check.AUDIENCE: "aud",
    Check.EXPIRY: "exp",
    Check.NOT_BEFORE: "nbf",
    Check.ISSUED_AT: "iat",
}


def _sequence(verifier: Verifier, claims: Mapping[str, JsonValue]) -> tuple[Check, ...]:
    """The checks in the order in which this verifier makes them on these claims; what needs no claim comes first."""
    if not verifier.in_token_order:
        return verifier.order
    places = {name: place for place, name in enumerate(claims, start=1)}
    return tuple(sorted(verifier.order, key=lambda check: places.get(_CLAIMS.get(check, ""), 0)))


def _when_unset(rules: AudienceRules, audience: Audience) -> Outcome:
    match audience.shape:
        case Shape.ABSENT | Shape.NULL | Shape.EMPTY_STRING | Shape.EMPTY_ARRAY:
            return rules.unset_blank
        case Shape.STRING | Shape.ARRAY:
            return rules.unset
        case Shape.MIXED_ARRAY | Shape.NUMBER | Shape.OTHER:
            return rules.unset_malformed


def _by_shape(rules: AudienceRules, audience: Audience) -> Outcome:
    match audience.shape:
        case Shape.ABSENT:
            return rules.absent
        case Shape.NULL:
            return rules.null
        case Shape.EMPTY_STRING:
            return rules.empty_string
        case Shape.EMPTY_ARRAY:
            return rules.empty_array
        case Shape.NUMBER:
            return rules.number
        case Shape.OTHER:
            return rules.other
        case Shape.MIXED_ARRAY:
            return rules.mixed
        case Shape.STRING | Shape.ARRAY:
            return COMPARE


def _fails(
    check: Check, claims: Mapping[str, JsonValue], expectation: Expectation, circumstances: Circumstances
) -> bool:
    """Whether a check other than the audience's is known to fail."""
    match check:
        case (
            Check.STRUCTURE
            | Check.ALGORITHM
            | Check.KEY
            | Check.PRESENCE
            | Check.TYPE
            | Check.SUBJECT
            | Check.CONFIGURATION
            | Check.OTHER
            | Check.AUDIENCE
        ):
            return False
        case Check.SIGNATURE:
            return circumstances.signature_valid is False
        case Check.ISSUER:
            return expectation.issuers is not None and claims.get("iss") not in expectation.issuers
        case Check.EXPIRY:
            return _passed(claims.get("exp"), circumstances.now, -expectation.leeway) is True
        case Check.NOT_BEFORE:
            return _passed(claims.get("nbf"), circumstances.now, expectation.leeway) is False
        case Check.ISSUED_AT:
            return _passed(claims.get("iat"), circumstances.now, expectation.leeway) is False


def _passed(claim: JsonValue, now: float | None, leeway: float) -> bool | None:
    """Whether the moment that a NumericDate names lies before `now` plus `leeway`; `None` when that cannot be told."""
    moment = numeric_date.read(claim)
    return None if moment is None or now is None else moment <= now + leeway
