"""The grants: what is sent to the token endpoint, and the tokens in what comes back.

Source: RFC 6749 sections 4 to 6, RFC 8628 section 3.4, RFC 8693, RFC 8707 section 2.2
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forwhom.jwt.defect import quoted
from forwhom.oidc import server_error
from forwhom.oidc.authorization import is_openid, parameters
from forwhom.oidc.client import credentials
from forwhom.oidc.discovery import no_json, redirect
from forwhom.oidc.exchange import Answer, Failure, NamedBy, Request
from forwhom.oidc.granted import judge
from forwhom.oidc.step import Check, Step, failed, hinted, note, passed, warning
from forwhom.oidc.walk import send

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.exchange import Pairs
    from forwhom.oidc.purpose import Purpose
    from forwhom.oidc.relation import Relation
    from forwhom.oidc.server_error import ServerError
    from forwhom.oidc.step import Asked, Granted
    from forwhom.oidc.walk import Walk

DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token"
_TOKENS = ("access_token", "id_token", "refresh_token")
_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One grant: `title` for the reader, `pairs` the members of the form beyond what names the API and the client."""

    title: str
    pairs: Pairs = field(repr=False)
    name: str = "token"
    nonce: str | None = None
    code: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class TokenResponse:
    """What the token endpoint answered: its tokens by the name of their member, or its error."""

    tokens: dict[str, Granted] = field(default_factory=dict["str", "Granted"], repr=False)
    error: ServerError | None = None


def client_credentials() -> Grant:
    """The client asks for itself. Source: RFC 6749 section 4.4."""
    return Grant(title="Token request: client credentials", pairs=(("grant_type", "client_credentials"),))


def authorization_code(code: str, redirect_uri: str, verifier: str, nonce: str | None) -> Grant:
    """The code for tokens. Source: RFC 6749 section 4.1.3, RFC 7636 section 4.5."""
    pairs = (
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", redirect_uri),
        ("code_verifier", verifier),
    )
    return Grant(title="Token request: authorization code", pairs=pairs, nonce=nonce, code=code)


def refresh(token: str) -> Grant:
    """A refresh token for a new access token. Source: RFC 6749 section 6."""
    pairs = (("grant_type", "refresh_token"), ("refresh_token", token))
    return Grant(title="Token request: refresh", pairs=pairs, name="refresh")


def exchange(subject: str, subject_type: str, actor: str | None = None, wanted: str | None = None) -> Grant:
    """One token for another. Source: RFC 8693 section 2.1."""
    pairs = [("grant_type", TOKEN_EXCHANGE), ("subject_token", subject), ("subject_token_type", subject_type)]
    if actor is not None:
        pairs += [("actor_token", actor), ("actor_token_type", ACCESS_TOKEN_TYPE)]
    if wanted is not None:
        pairs.append(("requested_token_type", wanted))
    return Grant(title="Token request: token exchange", pairs=tuple(pairs))


def device_code(code: str) -> Grant:
    """A device code for tokens. Source: RFC 8628 section 3.4."""
    return Grant(title="Token request: device code", pairs=(("grant_type", DEVICE_CODE), ("device_code", code)))


def request(at: Relation, grant: Grant, asked: Asked) -> Request | None:
    """The request for tokens; `None` where the metadata names no token endpoint."""
    url = at.server.metadata.endpoints.get("token_endpoint")
    if url is None:
        return None
    headers, proof = credentials(at.client, at.server.issuer)
    form = (*grant.pairs, *parameters(asked), *proof)
    accept = ("Accept", "application/json")
    return Request(method="POST", url=url, named_by=NamedBy.METADATA, headers=(accept, *headers), form=form)


def read(
    answer: Answer, purpose: Purpose, *, grant: bool = True
) -> tuple[dict[str, JsonValue], ServerError | None, tuple[Check, ...]]:
    """The members of a response of an endpoint for clients, its error, what is wrong with it; `grant` for tokens."""
    if isinstance(answer, Failure):
        return {}, None, (failed(answer.text),)
    if 300 <= answer.status < 400:  # noqa: PLR2004 - the redirects of HTTP
        return {}, None, (redirect(answer.header("location")),)
    members = answer.members()
    if members is None:
        return {}, None, (failed(f"status {answer.status}: {no_json(answer.body)}", "RFC 6749 section 5"),)
    error = server_error.read(members, answer.status, purpose.known)
    if error:
        return members, error, ()
    if answer.status != _OK:
        return {}, None, (failed(f"it answers with status {answer.status} and names no error", "RFC 6749 section 5.2"),)
    return members, None, tuple(_response(members, answer.header("cache-control") or "")) if grant else ()


def ask(at: Relation, grant: Grant, asked: Asked, *, judged_by: Asked | None = None) -> Walk[TokenResponse | None]:
    """One token request, and everything about the tokens that it brings; `None` where nothing usable came.

    `judged_by` is what was asked for in all, where an earlier request asked for more than this one.
    """
    judged = judged_by or asked
    wanted = request(at, grant, asked)
    if wanted is None:
        text = "the metadata names no token_endpoint"
        yield Step(name=grant.name, title=grant.title, asked=asked, checks=(failed(text, "RFC 8414 section 2"),))
        return None
    answer = yield from send(grant.name, wanted)
    return (yield from told(at, grant, judged, wanted, answer))


def told(at: Relation, grant: Grant, judged: Asked, wanted: Request, answer: Answer) -> Walk[TokenResponse | None]:
    """The step that tells of an answered token request."""
    members, error, checks = read(answer, at.purpose)
    tokens = _granted(members, at, grant, judged) if not error and members else {}
    if members and not error and "id_token" not in tokens and is_openid(judged) and grant.name == "token":
        checks = (*checks, note("no ID Token came, though openid was in the scope"))
    yield Step(
        name=grant.name,
        title=grant.title,
        request=wanted,
        answer=answer,
        asked=judged,
        checks=(
            *_authentication(at, refused=not tokens and (error is None or error.code == "invalid_client")),
            *checks,
        ),
        facts=_facts(members) if not error else (),
        tokens=tuple(tokens.values()),
        error=error,
    )
    return TokenResponse(tokens, error) if tokens or error else None


def _granted(members: dict[str, JsonValue], at: Relation, grant: Grant, asked: Asked) -> dict[str, Granted]:
    raw = {name: value for name in _TOKENS if isinstance(value := members.get(name), str) and value}
    return {
        name: judge(
            name,
            value,
            asked=asked,
            at=at,
            nonce=grant.nonce,
            access_token=raw.get("access_token"),
            code=grant.code,
        )
        for name, value in raw.items()
    }


def _response(members: dict[str, JsonValue], cache_control: str) -> Iterator[Check]:
    if not isinstance(members.get("access_token"), str):
        yield failed("the response holds no access_token", "RFC 6749 section 5.1")
    kind = members.get("token_type")
    if not isinstance(kind, str):
        yield warning("the response does not say of which type the token is (token_type)", "RFC 6749 section 5.1")
    elif kind.lower() != "bearer":
        yield note(f"the token is of the type {kind[:40]}, not Bearer")
    if "no-store" not in cache_control.lower():
        yield note("the response lacks Cache-Control: no-store", "RFC 6749 section 5.1")


def _facts(members: dict[str, JsonValue]) -> Pairs:
    names = ("token_type", "expires_in", "scope", "issued_token_type", "resource")
    return tuple((name, str(members[name])[:200]) for name in names if name in members)


def _authentication(at: Relation, *, refused: bool) -> Iterator[Check]:
    """How the client authenticates, where the metadata does not name that, and for whom its assertion is.

    `refused` where the server may have refused the client for the way in which it authenticates.
    """
    client, metadata = at.client, at.server.metadata
    methods = metadata.texts("token_endpoint_auth_methods_supported")
    if methods is not None and client.authentication not in methods:
        text = f"the metadata does not name {quoted(client.authentication)} among its methods of authentication"
        if refused:
            yield warning(text, "RFC 8414 section 2", found=list(methods), expected=client.authentication.value)
        else:
            yield note(f"{text}, and the server takes it", "RFC 8414 section 2")
    if client.prover is None:
        return
    algorithm, audience = client.prover.algorithm, client.prover.audience
    supported = metadata.texts("token_endpoint_auth_signing_alg_values_supported")
    if supported is not None and algorithm not in supported:
        text = f"the metadata does not name {algorithm} among the algorithms of client assertions"
        yield warning(text, "RFC 8414 section 2", found=list(supported), expected=algorithm)
    reference = "draft-ietf-oauth-rfc7523bis section 4"
    if audience is None or audience == at.server.issuer:
        text = f"the client assertion ({algorithm}) has one audience, the issuer {at.server.issuer}"
        hint = f"some servers take an assertion only for their token endpoint, {metadata.endpoints['token_endpoint']}"
        yield hinted(passed(text, reference), hint, "assertion-audience") if refused else passed(text, reference)
    else:
        text = f"the client assertion ({algorithm}) is for {audience}, as you say, and not for the issuer alone"
        yield warning(text, reference, found=audience, expected=at.server.issuer)
