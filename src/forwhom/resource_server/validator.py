"""The validator: signature, issuer, audience, time and kind of a token, or the reasons for refusing it."""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Literal

from forwhom.audience.expectation import UNKNOWN, Expectation
from forwhom.jwt.defect import quoted
from forwhom.jwt.json import JsonValue
from forwhom.resource_server import expected
from forwhom.resource_server.claims_check import Rules, first_failing
from forwhom.resource_server.compact import split
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.expected import Unchecked
from forwhom.resource_server.keys import Keys
from forwhom.resource_server.profile import KINDS, Kind, Profile
from forwhom.resource_server.refusal import explained, known, unreadable
from forwhom.resource_server.remote_keys import RemoteKeys
from forwhom.resource_server.signature import Header, read_claims, read_header, verified_payload

if TYPE_CHECKING:
    from forwhom.resource_server.algorithms import Verify

# An issuer has a handful of headers, one for each key and type.
_MAX_HEADERS = 64


class UncheckedAudienceWarning(UserWarning):
    """A validator accepts tokens that were issued for any service."""


class Validator:
    """Accepts the tokens of an issuer that are for this audience, and no others. Safe to use from any thread."""

    def __init__(
        self,
        *,
        audience: str | Collection[str] | Unchecked,
        issuer: str | Collection[str],
        keys: Keys,
        algorithms: Collection[str] | None = None,
        leeway: float = 30,
        profile: Literal["jwt", "at+jwt", "id-token"] = "jwt",
        client_id: str | None = None,
    ) -> None:
        """A validator with these rules; raises `ConfigurationError` for any mistake in them.

        `audience` and `issuer` are one value or several, any of which may match, exactly. `algorithms` are by default
        the asymmetric ones that fit the keys. `leeway` is in seconds, at most 300. `profile` is `jwt`, `at+jwt`
        (RFC 9068) or `id-token` (OIDC Core), which needs the `client_id`; comparing its nonce is left to the
        application that sent it.

        Source: RFC 7519 section 7.2, RFC 8725 section 3
        """
        self._keys = _source(keys)
        self._algorithms = expected.algorithms(algorithms, keys.algorithms)
        self._rules = Rules(
            audiences=expected.audiences(audience),
            issuers=expected.issuers(issuer),
            leeway=expected.leeway(leeway),
            kind=_kind(profile),
            client_id=_client(profile, client_id),
        )
        self._headers: dict[bytes, Header] = {}
        if isinstance(keys, RemoteKeys) and keys.issuer is not None and keys.issuer not in self._rules.issuers:
            raise ConfigurationError(
                f"issuer: the keys are those of {quoted(keys.issuer)}, which is not among the expected issuers"
            )
        if isinstance(self._rules.audiences, Unchecked):
            if self._rules.client_id is not None:
                raise ConfigurationError("audience: an ID Token is always for its client, so it cannot go unchecked")
            _warn_unchecked()
        elif self._rules.client_id is not None and self._rules.client_id not in self._rules.audiences:
            raise ConfigurationError("audience: the client_id must be among the audiences of an ID Token")
        self._expectation = Expectation(
            audiences=UNKNOWN if isinstance(self._rules.audiences, Unchecked) else tuple(sorted(self._rules.audiences)),
            issuers=tuple(sorted(self._rules.issuers)),
            algorithms=tuple(sorted(self._algorithms)),
            leeway=self._rules.leeway,
        )
        # Read now, so that the first refusal does not wait for it.
        known()

    @property
    def expectation(self) -> Expectation:
        """What tokens are held against; the audiences are `UNKNOWN` where they go unchecked."""
        return self._expectation

    def validate(self, token: str, now: float | None = None) -> Mapping[str, JsonValue]:
        """The claims of an accepted token; raises `TokenRejected`, and nothing else, whatever the token is.

        `now` is in seconds since the epoch, UTC; without it the clock is asked. Keys that have to be fetched are
        fetched first; in a coroutine use `validate_async`.
        """
        parts, header = self._opened(token)
        return self._accepted(parts, header, self._keys.lookup(header.alg, header.kid), now)

    async def validate_async(self, token: str, now: float | None = None) -> Mapping[str, JsonValue]:
        """As `validate`, and lets other tasks run where keys have to be fetched first."""
        parts, header = self._opened(token)
        return self._accepted(parts, header, await self._keys.lookup_async(header.alg, header.kid), now)

    def _opened(self, token: str) -> tuple[tuple[bytes, bytes, bytes, bytes], Header]:
        """The parts of the token and its header, the algorithm of which is allowed."""
        parts = split(token)
        if parts is None:
            raise unreadable(token)
        # A header that was read before is not read again; it led to a signature that this issuer made.
        return parts, self._headers.get(parts[1]) or read_header(token, parts[1], self._algorithms)

    def _accepted(
        self, parts: tuple[bytes, bytes, bytes, bytes], header: Header, verify: Verify, now: float | None
    ) -> dict[str, JsonValue]:
        claims = read_claims(verified_payload(parts, verify))
        if now is None:
            now = time.time()
        cause = first_failing(self._rules, header.typ, claims, now)
        if cause is not None:
            raise explained(cause, header.members, claims, self._expectation, now)
        if parts[1] not in self._headers:
            if len(self._headers) >= _MAX_HEADERS:
                self._headers.clear()
            self._headers[parts[1]] = header
        return claims


def _source(keys: object) -> Keys:
    if isinstance(keys, Keys):
        return keys
    raise ConfigurationError(f"keys: StaticKeys or RemoteKeys are needed, not {type(keys).__name__}")


def _kind(name: object) -> Kind:
    for profile, kind in KINDS.items():
        if profile.value == name:
            return kind
    raise ConfigurationError(f"profile: one of {', '.join(Profile)} is needed")


def _client(profile: str, client_id: object) -> str | None:
    if profile == Profile.ID_TOKEN:
        return expected.client(client_id)
    if client_id is not None:
        raise ConfigurationError("client_id: only the profile id-token compares it")
    return None


class Once:
    """Says whether this is the first time that it is asked."""

    def __init__(self) -> None:
        """Not asked yet."""
        self._first = threading.Lock()

    def __call__(self) -> bool:
        """True the first time, from whichever thread."""
        return self._first.acquire(blocking=False)


_warned = Once()


def _warn_unchecked() -> None:
    if _warned():
        text = "the audience is not checked: tokens for any other service of this issuer are accepted"
        warnings.warn(text, UncheckedAudienceWarning, stacklevel=3)
