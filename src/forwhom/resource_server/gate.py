"""Decides about a request around the validation of its token: what ASGI and WSGI have in common, without any I/O."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from forwhom import refusal_event
from forwhom.client_id import own_client
from forwhom.jwt.token import decode
from forwhom.refusal_event import RefusalEvent, shown, shown_audience
from forwhom.request_trouble import SCOPE_INSUFFICIENT
from forwhom.resource_server import bearer, gate_settings
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.denial import Denial, denial, status_of
from forwhom.resource_server.refusal_counter import attributes, opentelemetry
from forwhom.resource_server.refusal_formatter import ATTRIBUTE
from forwhom.resource_server.scope_claim import granted
from forwhom.resource_server.validator import Validator

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from forwhom.finding import Finding
    from forwhom.jwt.json import JsonValue
    from forwhom.resource_server.refusal_counter import RefusalCounter
    from forwhom.resource_server.token_rejected import TokenRejected

    Claims: TypeAlias = Mapping[str, JsonValue]

_MAX_CODES = 5
_MAX_FIXES = 3
_log = logging.getLogger("forwhom.refusals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is looked at in a request: no body, and of the headers Authorization alone."""

    kind: str
    method: str
    path: str = field(repr=False)
    query: bytes = field(repr=False)
    authorization: Sequence[bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The claims of an accepted token; or the answer to give in place of the application's; or neither, to go on."""

    claims: Claims | None = field(default=None, repr=False)
    denial: Denial | None = None


#: The request goes on without claims: the path is exempt, or its refusal is only reported.
PASSED = Verdict()


class Gate:
    """The rules around a validator: how a token comes in, what it must grant, how a refusal is told and to whom."""

    def __init__(
        self,
        validator: Validator,
        *,
        enforce: bool,
        realm: str | None,
        resource_metadata: str | None,
        scopes: Collection[str],
        exempt: Collection[str],
        counter: RefusalCounter | None,
    ) -> None:
        """A gate with these rules; raises `ConfigurationError` for any mistake in them."""
        self.validator = _validator(validator)
        self.enforce = _switch(enforce)
        self._scopes = gate_settings.scopes(scopes)
        self._exempt = gate_settings.exempt(exempt)
        settings = {
            "realm": gate_settings.realm(realm),
            "resource_metadata": gate_settings.resource_metadata(resource_metadata),
            "scope": " ".join(self._scopes) or None,
        }
        self._parameters = {name: value for name, value in settings.items() if value is not None}
        self._counter = opentelemetry() if counter is None else counter

    def before(self, request: Request, raw_path: bytes | None = None) -> str | Verdict:
        """The token to validate, or the verdict where there is none to wait for.

        `raw_path` is the path as it was sent, if the server tells: an exempt path is not meant in another spelling.
        """
        if request.path in self._exempt and raw_path in {None, request.path.encode()}:
            return PASSED
        token = bearer.read(request.authorization, request.query)
        return token if isinstance(token, str) else self._refused(request, (token,))

    def accepted(self, request: Request, token: str, claims: Claims) -> Verdict:
        """The verdict on a request whose token is in order."""
        if self._scopes and not granted(claims).issuperset(self._scopes):
            return self._refused(request, (SCOPE_INSUFFICIENT,), token, claims, verified=True)
        return Verdict(claims)

    def rejected(self, request: Request, token: str, cause: TokenRejected) -> Verdict:
        """The verdict on a request whose token was refused."""
        try:
            findings = cause.findings
        except Exception as error:  # noqa: BLE001 - they are worked out here, and only reporting breaks nothing
            return self.failed(error)
        return self._refused(request, findings, token, decode(token).claims, verified=cause.verified)

    def failed(self, error: Exception) -> Verdict:
        """The verdict where the validator itself failed: the request goes on when nothing is enforced anyway.

        Raises the error otherwise.
        """
        if self.enforce:
            raise error
        _log.error("a token could not be judged, and the request was let through: %s", type(error).__name__)
        return PASSED

    def _refused(
        self,
        request: Request,
        findings: Sequence[Finding],
        token: str | None = None,
        claims: Claims | None = None,
        *,
        verified: bool = False,
    ) -> Verdict:
        event = self._event(request, findings, token, claims or {}, verified=verified)
        _log.warning("%s", refusal_event.sentence(event), extra={ATTRIBUTE: refusal_event.as_json(event)})
        if self._counter is not None:
            try:
                self._counter.add(1, attributes(event))
            except Exception as error:  # noqa: BLE001 - whoever counts must not decide about requests
                _log.error("the counter of refusals failed: %s", type(error).__name__)
        return Verdict(denial=denial(event.code, self._parameters)) if self.enforce else PASSED

    def _event(
        self, request: Request, findings: Sequence[Finding], token: str | None, claims: Claims, *, verified: bool
    ) -> RefusalEvent:
        cause = findings[0]
        expectation = self.validator.expectation
        issuer, client = claims.get("iss"), next(own_client(claims), None)
        return RefusalEvent(
            time=refusal_event.moment(time.time()),
            enforced=self.enforce,
            status=status_of(cause.code),
            code=cause.code,
            also=tuple(one.code for one in findings[1 : _MAX_CODES + 1]),
            title=shown(cause.title, token),
            because=shown(cause.because, token),
            fixes=tuple((fix.party, shown(fix.text, token)) for fix in cause.fixes[:_MAX_FIXES]),
            expected_audiences=expectation.values or None,
            expected_issuers=expectation.issuers or (),
            expected_scopes=self._scopes,
            verified=verified,
            issuer=shown(issuer, token) if isinstance(issuer, str) else None,
            audience=shown_audience(claims, token),
            client=None if client is None else shown(client, token),
            kind=request.kind,
            method=shown(request.method),
            path=shown(request.path, token),
        )


def _validator(given: object) -> Validator:
    if isinstance(given, Validator):
        return given
    raise ConfigurationError(f"validator: a forwhom.Validator is needed, not {type(given).__name__}")


def _switch(given: object) -> bool:
    # The word "false" out of an environment variable would be true.
    if isinstance(given, bool):
        return given
    raise ConfigurationError(f"enforce: True or False is needed, not {type(given).__name__}")
