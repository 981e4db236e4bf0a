"""What a verifier would do with a token: the simulator that runs an entry of the catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.audience.audience import read
from forwhom.audience.expectation import UNKNOWN, Expectation
from forwhom.record import dataclass
from forwhom.ruling import rule
from forwhom.verifier import REFUSE, AudienceRules, Check, Message, Outcome, Verifier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forwhom.jwt.json import JsonValue


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a verifier would do: `outcome` is `accepted`, `rejected` or `undetermined`.

    `inferred` names what it rests on that nobody ran, read or found documented: fields of the audience rules, `order`.
    """

    verifier: str
    outcome: str
    message: str | None = None
    status: int | None = None
    check: Check | None = None
    codes: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()


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
    failed: list[_Refusal] = []
    rests_on: tuple[str, ...] = () if Check.AUDIENCE in verifier.order else ("mismatch",)
    for check in _sequence(verifier, claims, expectation):
        if check is Check.AUDIENCE:
            if expectation.audiences is UNKNOWN and not failed:
                return Prediction(verifier.id, "undetermined")
            ruling = rule(verifier.audience, claims, expectation)
            refusal, rests_on = _refused(ruling.outcome, check), ruling.rests_on
        else:
            refusal = _refusal(verifier, check, claims, expectation, circumstances)
        if refusal:
            if refusal.check in verifier.fatal:
                failed = [refusal]
                break
            failed += _untold(verifier, check, refusal, failed)
            if not verifier.reports_all:
                break
    if _order_decides(verifier, claims, expectation, circumstances):
        rests_on = (*rests_on, "order")
    inferred = tuple(name for name in rests_on if name in verifier.inferred)
    if not failed:
        return Prediction(verifier.id, "accepted", inferred=inferred)
    first = failed[0]
    text = verifier.separator.join(fill(one.message, claims, expectation) for one in failed if one.message)
    if verifier.reports_all and text and first.check not in verifier.fatal:
        text = verifier.reports_all.replace("{failures}", text)
    status, codes = (first.message.status, first.message.codes) if first.message else (None, ())
    return Prediction(verifier.id, "rejected", text or None, status, first.check, codes, inferred)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """That a check failed, and with which message; `None` where no text is known."""

    check: Check
    message: Message | None


def _untold(verifier: Verifier, check: Check, refusal: _Refusal, failed: Sequence[_Refusal]) -> tuple[_Refusal, ...]:
    """The refusal, unless the step that makes this check has reported a failure already."""
    if check in verifier.exclusive and any(one.check in verifier.exclusive for one in failed):
        return ()
    return (refusal,)


def _refusal(
    verifier: Verifier,
    check: Check,
    claims: Mapping[str, JsonValue],
    expectation: Expectation,
    circumstances: Circumstances,
) -> _Refusal | None:
    """How a check other than the audience's refuses; `None` when it passes."""
    if special := verifier.special.get(check):
        message = special(claims, expectation, circumstances.now)
        return _Refusal(message.check, message) if message else None
    failure = verifier.failures.get(check)
    return _refused(failure, check) if failure and _fails(check, claims, expectation, circumstances) else None


def _refused(outcome: Outcome, check: Check) -> _Refusal | None:
    """The refusal that an outcome is; `None` when it refuses nothing."""
    if outcome is REFUSE:
        return _Refusal(check, None)
    return _Refusal(outcome.check, outcome) if isinstance(outcome, Message) else None


def _order_decides(
    verifier: Verifier, claims: Mapping[str, JsonValue], expectation: Expectation, circumstances: Circumstances
) -> bool:
    """Whether the order of the checks is inferred and, several of them failing, settles which of them is reported."""
    if "order" not in verifier.inferred:
        return False
    failing = sum(
        _refusal(verifier, check, claims, expectation, circumstances) is not None
        for check in verifier.order
        if check is not Check.AUDIENCE
    )
    if Check.AUDIENCE in verifier.order and expectation.audiences is not UNKNOWN:
        failing += _refused(rule(verifier.audience, claims, expectation).outcome, Check.AUDIENCE) is not None
    return failing > 1


def decide(rules: AudienceRules, claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome:
    """The message with which `rules` refuse these claims' audience, or REFUSE, or ACCEPT.

    An unknown expectation counts as not met.
    """
    return rule(rules, claims, expectation).outcome


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


def _sequence(verifier: Verifier, claims: Mapping[str, JsonValue], expectation: Expectation) -> tuple[Check, ...]:
    """The checks in the order in which this verifier makes them.

    With `in_token_order`, what needs no claim stays before or after those that do.
    """
    made = tuple(check for check in verifier.order if not _left_out(verifier, check, expectation))
    if not verifier.in_token_order:
        return made
    first = min((made.index(check) for check in made if check in _CLAIMS), default=0)
    places = {name: place for place, name in enumerate(claims, start=1)}

    def place(check: Check) -> int:
        if check in _CLAIMS:
            return places.get(_CLAIMS[check], 0)
        return 0 if made.index(check) < first else len(places) + 1

    return tuple(sorted(made, key=place))


def _left_out(verifier: Verifier, check: Check, expectation: Expectation) -> bool:
    left_out = verifier.unless.get(check)
    return left_out is not None and left_out(expectation)


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
    """Whether the moment that a number names lies before `now` plus `leeway`; `None` when that cannot be told.

    A number that is no date that people write, as milliseconds make it, is compared all the same.
    """
    if now is None or isinstance(claim, bool) or not isinstance(claim, int | float):
        return None
    return claim <= now + leeway
