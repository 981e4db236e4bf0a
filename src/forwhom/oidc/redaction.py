"""Cuts the secrets of a walk out of everything that is shown or written. The one place of the debugger that does.

Secrets are known by the name of their parameter, header or member, by their form (any JWT loses its signature), and
by their value, wherever a server repeats it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, quote_plus, urlencode, urlsplit, urlunsplit

from forwhom.oidc.exchange import Request, Response
from forwhom.redact import CREDENTIAL_CUT, redact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.exchange import Answer, Pairs

#: Parameters and members whose value is a secret.
SECRETS = frozenset(
    [
        "access_token",
        "actor_token",
        "assertion",
        "client_assertion",
        "client_secret",
        "code",
        "code_verifier",
        "device_code",
        "id_token",
        "id_token_hint",
        "logout_token",
        "password",
        "refresh_token",
        "registration_access_token",
        "subject_token",
        "token",
    ]
)
_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie", "dpop"})
#: Shorter values would be found in words that are no secret.
_SHORTEST = 8
_MAX_DEPTH = 20


@dataclass(slots=True)
class Redaction:
    """The secrets that are known so far; `learn` more before showing what they may stand in."""

    values: set[str] = field(default_factory=set[str], repr=False)

    def learn(self, *values: str | None) -> None:
        """Keeps these values out of everything from now on."""
        for value in values:
            if value and len(value) >= _SHORTEST:
                self.values |= {value, quote(value, safe=""), quote_plus(value)}

    def learn_from(self, request: Request | None, answer: Answer | None) -> None:
        """Keeps what a request and its answer carry under the names of secrets out of everything from now on."""
        if request:
            query = parse_qsl(urlsplit(request.url).query)
            self.learn(*(value for name, value in (*query, *(request.form or ())) if name in SECRETS))
            self.learn(*(_credential(value) for name, value in request.headers if name.lower() in _HEADERS))
        if isinstance(answer, Response):
            self.learn(*_members(answer.members(), 0))
            if location := answer.header("location"):
                query = parse_qsl(f"{urlsplit(location).query}&{urlsplit(location).fragment}")
                self.learn(*(value for name, value in query if name in SECRETS))

    def text(self, text: str) -> str:
        """The text without any known secret, and without the signature of any token."""
        for value in sorted(self.values, key=len, reverse=True):
            if value in text:
                text = text.replace(value, _cut(value))
        return redact(text)

    def url(self, url: str) -> str:
        """The address, its secrets cut."""
        parts = urlsplit(url)
        query = parse_qsl(parts.query, keep_blank_values=True)
        if any(name in SECRETS for name, _ in query):
            # The words that stand for a secret stay readable; they end up in no address that is asked.
            shown = urlencode(self.pairs(tuple(query))).replace(quote_plus(CREDENTIAL_CUT), CREDENTIAL_CUT)
            url = urlunsplit((parts.scheme, parts.netloc, parts.path, shown, parts.fragment))
        return self.text(url)

    def pairs(self, pairs: Pairs) -> Pairs:
        """The parameters, the values of secret ones cut."""
        return tuple((name, _cut(value) if name in SECRETS else self.text(value)) for name, value in pairs)

    def headers(self, pairs: Pairs) -> Pairs:
        """The headers, credentials and cookies cut."""
        return tuple((name, self._header(name.lower(), value)) for name, value in pairs)

    def json(self, value: JsonValue, depth: int = 0) -> JsonValue:
        """The JSON value, secret members cut at any depth."""
        if depth > _MAX_DEPTH:
            return "[too deep]"
        if isinstance(value, dict):
            return {
                self.text(name): _cut(one) if name in SECRETS and isinstance(one, str) else self.json(one, depth + 1)
                for name, one in value.items()
            }
        if isinstance(value, list):
            return [self.json(one, depth + 1) for one in value]
        return self.text(value) if isinstance(value, str) else value

    def texts(self, value: JsonValue) -> JsonValue:
        """The JSON value with every text redacted. No name decides: in a diagnosis, `code` is that of a finding."""
        if isinstance(value, dict):
            return {self.text(name): self.texts(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.texts(one) for one in value]
        return self.text(value) if isinstance(value, str) else value

    def body(self, response: Response) -> str:
        """The body as text. What is no JSON is told by its type and size only: pages hold cookies' counterparts."""
        members = response.members()
        if members is not None:
            return json.dumps(self.json(members))
        kind = (response.header("content-type") or "no content type").partition(";")[0][:60]
        return f"[{kind}, {len(response.body)} bytes, not shown]" if response.body else ""

    def _header(self, name: str, value: str) -> str:
        if name == "location":
            return self.url(value)
        if name not in _HEADERS:
            return self.text(value)
        scheme, _, rest = value.partition(" ")
        return f"{scheme} {CREDENTIAL_CUT}" if rest and scheme.isalpha() else CREDENTIAL_CUT


def _cut(value: str) -> str:
    """A secret as it is shown: a JWT without its signature, anything else not at all."""
    shown = redact(value)
    return shown if shown != value and shown.startswith("ey") else CREDENTIAL_CUT


def _credential(value: str) -> str:
    return value.partition(" ")[2] or value


def _members(value: JsonValue, depth: int) -> Iterator[str]:
    """The secret values in a JSON value."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        for name, one in value.items():
            if name in SECRETS and isinstance(one, str):
                yield one
            else:
                yield from _members(one, depth + 1)
    elif isinstance(value, list):
        for one in value:
            yield from _members(one, depth + 1)
