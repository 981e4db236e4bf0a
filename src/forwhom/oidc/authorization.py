"""The authorization request, and what comes back to the redirect URI.

Source: RFC 6749 section 4.1, RFC 7636, RFC 8707, RFC 9207, OIDC Core section 3.1.2
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from forwhom.oidc.pkce import METHOD
from forwhom.oidc.step import Check, failed, hinted, note, passed, warning

if TYPE_CHECKING:
    from forwhom.oidc.exchange import Pairs
    from forwhom.oidc.metadata import Metadata
    from forwhom.oidc.pkce import Unguessable
    from forwhom.oidc.step import Asked
    from forwhom.oidc.walk import Callback

#: Seconds for which a state is good.
STATE_LIFE = 600.0


@dataclass(frozen=True, slots=True)
class Returned:
    """The code that came back, where every check passed, and the checks."""

    code: str | None = field(repr=False)
    checks: tuple[Check, ...]


def request_url(
    endpoint: str, client_id: str, redirect_uri: str, *, asked: Asked, unguessable: Unguessable, extra: Pairs = ()
) -> str:
    """The address at which the user grants what is asked for. PKCE is always sent, with S256."""
    parts = urlsplit(endpoint)
    pairs: list[tuple[str, str]] = [
        *parse_qsl(parts.query, keep_blank_values=True),
        ("response_type", "code"),
        ("client_id", client_id),
        ("redirect_uri", redirect_uri),
        *parameters(asked),
        ("state", unguessable.state),
        ("code_challenge", unguessable.challenge),
        ("code_challenge_method", METHOD),
        *extra,
    ]
    if is_openid(asked):
        pairs.append(("nonce", unguessable.nonce))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(pairs), ""))


def parameters(asked: Asked) -> Pairs:
    """What names the API in a request."""
    pairs = [("resource", resource) for resource in asked.resources]
    if asked.audience is not None:
        pairs.append(("audience", asked.audience))
    if asked.scope:
        pairs.append(("scope", asked.scope))
    return tuple(pairs)


def is_openid(asked: Asked) -> bool:
    """Whether an ID Token is asked for."""
    return "openid" in (asked.scope or "").split()


def review(callback: Callback, metadata: Metadata, unguessable: Unguessable) -> Returned:
    """The code, only where state and issuer are those of the request; before that it is sent nowhere.

    Source: RFC 6749 section 10.12, RFC 9207 section 2.4, RFC 9700 section 4.4
    """
    if callback.parameters is None:
        check = failed(f"nothing came to the redirect URI: {callback.reason}", "RFC 6749 section 4.1.2.1")
        hint = (
            "where the server showed an error in place of a login, it does not know the client id or the redirect URI"
        )
        return Returned(None, (hinted(check, hint, "redirect-uri"),))
    values: dict[str, list[str]] = {}
    for name, value in callback.parameters:
        values.setdefault(name, []).append(value)
    checks = [
        failed(f"the parameter {name} came {len(found)} times", "RFC 6749 section 3.1")
        for name, found in values.items()
        if len(found) > 1 and name in {"state", "iss", "code", "error"}
    ]
    checks += [_state(values, callback, unguessable), *_issuer(values, metadata)]
    if "error" in values:
        return Returned(None, tuple(checks))
    code = values.get("code", [""])[0]
    checks.append(passed("a code came") if code else failed("neither a code nor an error came"))
    fine = all(check.outcome != "failed" for check in checks)
    if code and not fine:
        checks.append(note("the code is sent nowhere, because it may belong to another request or server"))
    return Returned(code if fine else None, tuple(checks))


def members(callback: Callback) -> dict[str, str]:
    """The parameters by name, the first of each."""
    found: dict[str, str] = {}
    for name, value in callback.parameters or ():
        found.setdefault(name, value)
    return found


def _state(values: dict[str, list[str]], callback: Callback, unguessable: Unguessable) -> Check:
    reference = "RFC 6749 section 10.12"
    if "state" not in values:
        return failed("the state is missing", reference)
    if values["state"] != [unguessable.state]:
        return failed(
            "the state is not the one of this request: another one was answered, or somebody forged it", reference
        )
    if callback.seconds > STATE_LIFE:
        return failed(f"the answer came after {callback.seconds:.0f} seconds, and a state is good for 600", reference)
    return passed("the state is the one of this request", reference)


def _issuer(values: dict[str, list[str]], metadata: Metadata) -> tuple[Check, ...]:
    reference = "RFC 9207 section 2.4"
    announced = metadata.members.get("authorization_response_iss_parameter_supported") is True
    found = values.get("iss", [])
    if not found:
        if announced:
            return (failed("the issuer (iss) is missing although the metadata announces it", reference),)
        return (warning("the answer does not name its issuer (iss), so that a mix-up could not be told", reference),)
    if found != [metadata.issuer]:
        text = "the answer is of another issuer than the one that was asked: a mix-up"
        return (failed(text, reference, found=found[0], expected=metadata.issuer),)
    if not announced:
        return (
            passed("the issuer (iss) is the one that was asked, though the metadata does not announce it", reference),
        )
    return (passed("the issuer (iss) is the one that was asked", reference),)
