"""A login: the authorization request in the browser, what comes back, the code for tokens, and what can follow.

Source: RFC 6749 section 4.1, RFC 8252, RFC 9700 section 2.1.1
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forwhom.oidc import server_error, token_request
from forwhom.oidc.authorization import is_openid, members, request_url, review
from forwhom.oidc.exchange import NamedBy, Request
from forwhom.oidc.follow_up import follow_up
from forwhom.oidc.step import Asked, Step, failed, note
from forwhom.oidc.walk import browse

if TYPE_CHECKING:
    from forwhom.oidc.exchange import Pairs
    from forwhom.oidc.follow_up import Wish
    from forwhom.oidc.pkce import Unguessable
    from forwhom.oidc.relation import Relation
    from forwhom.oidc.token_request import TokenResponse
    from forwhom.oidc.walk import Walk


_PKCE = note(
    "state, nonce and code_verifier are new; of the latter only the digest is sent (PKCE, S256), itself with the code",
    "RFC 7636 section 4.2",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """How to log in: what each of the two requests asks for, and parameters besides (`prompt`, `login_hint`)."""

    redirect_uri: str
    at_authorization: Asked
    at_token: Asked
    extra: Pairs = ()


def login(
    at: Relation, how: Login, unguessable: Unguessable, wishes: tuple[Wish, ...] = ()
) -> Walk[TokenResponse | None]:
    """The tokens that a user's consent brings; `None` where the walk ended before."""
    title = "Authorization request"
    endpoint = at.server.metadata.endpoints.get("authorization_endpoint")
    if endpoint is None:
        text = "the metadata names no authorization_endpoint"
        yield Step(name="authorization", title=title, checks=(failed(text, "RFC 8414 section 2"),))
        return None
    url = request_url(
        endpoint, at.client.id, how.redirect_uri, asked=how.at_authorization, unguessable=unguessable, extra=how.extra
    )
    request = Request(method="GET", url=url, named_by=NamedBy.METADATA)
    yield Step(name="authorization", title=title, request=request, checks=(_PKCE,), asked=how.at_authorization)
    callback = yield from browse(url, how.redirect_uri)
    returned = review(callback, at.server.metadata, unguessable)
    error = server_error.read(dict(members(callback)), None, at.purpose.known)
    shown = Request(method="GET", url=how.redirect_uri, named_by=NamedBy.USER, form=callback.parameters)
    yield Step(
        name="callback",
        title="Authorization response",
        request=shown if callback.parameters is not None else None,
        checks=returned.checks,
        error=error,
    )
    if returned.code is None:
        return None
    nonce = unguessable.nonce if is_openid(how.at_authorization) else None
    grant = token_request.authorization_code(returned.code, how.redirect_uri, unguessable.verifier, nonce)
    asked = _both(how)
    response = yield from token_request.ask(at, grant, how.at_token, judged_by=asked)
    yield from follow_up(response, wishes, at, asked)
    return response


def _both(how: Login) -> Asked:
    """What the two requests ask for together: the token request narrows what the authorization request named."""
    first, second = how.at_authorization, how.at_token
    places = [name for name, one in (("authorization request", first), ("token request", second)) if one.values]
    return Asked(
        resources=second.resources or first.resources,
        audience=second.audience or first.audience,
        scope=first.scope,
        where=" and ".join(places),
    )
