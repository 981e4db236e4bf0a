"""What a verifier would do with a token: the simulator that runs an entry of the catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forwhom.audience.audience import Audience, Shape, read
from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
from forwhom.jwt import numeric_date
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Check, Combine, Message, Outcome, Verifier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue


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
