"""The case file: one JSON object with all that is known (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
from forwhom.case import Case, SeenOutcome
from forwhom.cli.input_error import InputError, warn
from forwhom.intake import completed
from forwhom.jwt import numeric_date
from forwhom.jwt.json import parse_strict
from forwhom.jwt.token import Token, decode, from_parts
from forwhom.redact import mask

if TYPE_CHECKING:
    from forwhom.audience.expectation import Unset
    from forwhom.catalogue import Catalogue
    from forwhom.jwt.json import JsonValue

_MEMBERS = frozenset(
    [
        "error",
        "token",
        "claims",
        "header",
        "expected_audiences",
        "expected_issuer",
        "verifier",
        "provider",
        "outcome",
        "now",
    ]
)


def load(text: str, known: Catalogue) -> tuple[Case, str | None]:
    """The case, and the token as it was, for its signature. Raises `InputError` when the text is no case file.

    What its error text holds beside a message (settings, claims, code) is read where no member tells it.
    """
    reading = parse_strict(text.encode("utf-8", "surrogatepass"))
    value = reading.value
    if not isinstance(value, dict) or not reading.complete:
        told = next((defect.text for defect in reading.defects), "it is no JSON object")
        raise InputError(f"the case file is not readable: {told}")
    if unknown := [name for name in value if name not in _MEMBERS]:
        warn(f"the case file has members that are not known and are left out: {', '.join(unknown[:4])}")
    raw = _text(value, "token")
    error = _text(value, "error")
    outcome = _text(value, "outcome")
    if outcome and outcome not in set(SeenOutcome):
        raise InputError('the member outcome of the case file is neither "accepted" nor "rejected"')
    issuer = _text(value, "expected_issuer")
    now = numeric_date.read(value.get("now"))
    if now is None and value.get("now") is not None:
        raise InputError("the member now of the case file is no number of seconds since the epoch")
    case = Case(
        error=mask(error) if error else None,
        token=_token(raw, value),
        expectation=Expectation(audiences=_audiences(value), issuers=(issuer,) if issuer else None),
        verifier=_text(value, "verifier"),
        provider=_text(value, "provider"),
        outcome=SeenOutcome(outcome) if outcome else None,
        now=now,
    )
    return completed(case, error, known) if error else case, raw


def _token(raw: str | None, value: dict[str, JsonValue]) -> Token | None:
    """The token; what it does not tell by itself, the decoded header and claims do."""
    header = _object(value, "header")
    claims = _object(value, "claims")
    token = decode(raw) if raw else None
    if token and (token.claims is not None or claims is None):
        return token
    if header is None and claims is None:
        return None
    return from_parts(header if header is not None or not token else token.header, claims)


def _audiences(value: dict[str, JsonValue]) -> tuple[str, ...] | Unset:
    given = value.get("expected_audiences")
    if given is None:
        return UNKNOWN
    values = [given] if isinstance(given, str) else given
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise InputError("the member expected_audiences of the case file is no list of strings")
    return tuple(one for one in values if isinstance(one, str)) or NONE_CONFIGURED


def _text(value: dict[str, JsonValue], name: str) -> str | None:
    member = value.get(name)
    if member is None or isinstance(member, str):
        return member
    raise InputError(f"the member {name} of the case file is not a string")


def _object(value: dict[str, JsonValue], name: str) -> dict[str, JsonValue] | None:
    member = value.get(name)
    if member is None or isinstance(member, dict):
        return member
    raise InputError(f"the member {name} of the case file is not an object")
