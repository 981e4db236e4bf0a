"""An example of a finding kind: a case, a note, and whether the kind must fire on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
from forwhom.case import Case
from forwhom.jwt import jwks
from forwhom.jwt.token import decode, from_parts
from forwhom.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """`note` says in one clause what the case shows. A kind fires when its code is among the findings of the case."""

    note: str
    case: Case
    fires: bool


def case(
    *,
    expected: str | tuple[str, ...] | None = None,
    claims: Mapping[str, JsonValue] | None = None,
    header: Mapping[str, JsonValue] | None = None,
    token: str | None = None,
    error: str | None = None,
    verifier: str | None = None,
    provider: str | None = None,
    issuer: str | None = None,
    algorithm: str | None = None,
    keys: JsonValue = None,
    signature_valid: bool | None = None,
    now: float | None = None,
    **more: JsonValue,
) -> Case:
    """A case in few words: `aud=...` and any other name is a claim, `expected` the configured audiences.

    An empty tuple expects none, `None` leaves them unknown. `token` is the text of a token, in place of claims; `keys`
    a JWK Set.
    """
    configured = (expected,) if isinstance(expected, str) else expected
    known = {**(claims or {}), **more}
    decoded = dict(header) if header is not None else None
    parts = from_parts(decoded, known) if known or decoded is not None else None
    return Case(
        error=error,
        token=decode(token) if token else parts,
        expectation=Expectation(
            audiences=UNKNOWN if configured is None else configured or NONE_CONFIGURED,
            issuers=(issuer,) if issuer else None,
            algorithms=(algorithm,) if algorithm else None,
        ),
        verifier=verifier,
        provider=provider,
        signature_valid=signature_valid,
        keys=jwks.read(keys) if keys is not None else None,
        now=now,
    )
