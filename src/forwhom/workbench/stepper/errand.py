"""What the page's form says, read into a walk. Nothing of it is kept."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from forwhom.catalogue import catalogue
from forwhom.oidc import client_assertion, token_request
from forwhom.oidc.client import BY_ASSERTION, Authentication, Client
from forwhom.oidc.device import device
from forwhom.oidc.discovery import discover, expectations
from forwhom.oidc.follow_up import Deed, Wish, follow_up
from forwhom.oidc.login import Login, login
from forwhom.oidc.pkce import fresh
from forwhom.oidc.probe import Probe, probe
from forwhom.oidc.purpose import Purpose
from forwhom.oidc.relation import Relation
from forwhom.oidc.step import Asked
from forwhom.workbench.stepper.form import RefusedError

if TYPE_CHECKING:
    from forwhom.oidc.discovery import AuthorizationServer
    from forwhom.oidc.exchange import Pairs
    from forwhom.oidc.token_request import Grant, TokenResponse
    from forwhom.oidc.walk import Walk
    from forwhom.workbench.stepper.form import Form

GRANTS = ("login", "client-credentials", "refresh", "token-exchange", "device")
_TEXTS = (
    "scope",
    "audience",
    "prompt",
    "ask_at",
    "redirect_uri",
    "issuer",
    "token_type",
    "actor_token",
    "device_endpoint",
    "assertion_alg",
    "assertion_audience",
)
_LISTS = ("resources", "refresh_for")
_TYPE = "urn:ietf:params:oauth:token-type:"


def purpose(form: Form) -> Purpose:
    """What the user wants to know. Raises `RefusedError` for a verifier that is not known."""
    known = catalogue()
    verifier, provider = form.text("verifier"), form.text("provider")
    if verifier and not known.verifier(verifier):
        raise RefusedError(f"there is no verifier {verifier[:80]} in the catalogue")
    return Purpose(known=known, clock=time.time, expected=form.texts("expected"), verifier=verifier, provider=provider)


def client(form: Form) -> Client:
    """The client and its credential."""
    name = form.text("client_id")
    if name is None:
        raise RefusedError("a client id is needed")
    try:
        method = Authentication(form.text("authentication") or "none")
    except ValueError:
        raise RefusedError("there is no such authentication of a client") from None
    secret, algorithm = form.text("secret"), form.text("assertion_alg")
    if method is Authentication.NONE:
        return Client(id=name)
    if secret is None:
        raise RefusedError("a private key is needed" if method is Authentication.PRIVATE_KEY else "a secret is needed")
    if method not in BY_ASSERTION:
        return Client(id=name, authentication=method, secret=secret)
    try:
        if method is Authentication.PRIVATE_KEY:
            key = client_assertion.load(secret.encode(), form.text("key_id"), algorithm=algorithm)
        else:
            key = client_assertion.of_secret(secret, algorithm)
    except client_assertion.AlgorithmError as error:
        raise RefusedError(str(error)) from None
    except (ValueError, TypeError):
        raise RefusedError("this is no private key in PEM, without a password, that can sign assertions") from None
    prover = client_assertion.prover(key, name, time.time, form.text("assertion_audience"))
    held = secret if method is Authentication.SECRET_JWT else None
    return Client(id=name, authentication=method, secret=held, prover=prover)


def discovery(form: Form, wanted: Purpose) -> Walk[AuthorizationServer | None]:
    """What an issuer publishes."""
    server = yield from discover(form.text("issuer") or "", wanted, both=True)
    if server is None:
        return None
    yield expectations(server)
    return server if server.metadata.named else None


def probing(form: Form, url: str, wanted: Purpose, redirect_uri: str | None) -> Walk[AuthorizationServer | None]:
    """The way from a protected resource; with a client id on to a token and the call with it."""
    one = client(form) if form.text("client_id") else None
    scope, at_login = form.text("scope"), form.text("grant") != "client-credentials"

    def acquire(
        server: AuthorizationServer, resource: str, named: str | None, seeking: Purpose
    ) -> Walk[TokenResponse | None]:
        if one is None:
            raise RefusedError("a client id is needed")
        at = Relation(server, one, seeking)
        if at_login:
            return login(at, _login(form, redirect_uri or "", (resource,), scope or named), fresh())
        return token_request.ask(
            at,
            token_request.client_credentials(),
            Asked(resources=(resource,), audience=form.text("audience"), scope=scope or named, where="token request"),
        )

    yield from probe(
        Probe(
            url=url,
            method=form.text("method") or "GET",
            issuer=form.text("issuer"),
            resource=next(iter(form.texts("resources")), None),
            acquire=acquire if one else None,
            guarded=one is not None and one.authentication is not Authentication.NONE,
        ),
        wanted,
    )
    return None


def granting(
    form: Form, server: AuthorizationServer, wanted: Purpose, redirect_uri: str | None, held: str | None
) -> Walk[AuthorizationServer | None]:
    """One grant at a server that has been discovered; `held` is the token that a refresh or an exchange starts from."""
    at = Relation(server, client(form), wanted)
    resources, wishes = form.texts("resources"), _wishes(form)
    both = Asked(resources=resources, audience=form.text("audience"), scope=form.text("scope"), where="token request")
    grant = form.text("grant")
    if grant == "login":
        yield from login(at, _login(form, redirect_uri or "", resources, form.text("scope")), fresh(), wishes)
    elif grant == "device":
        first = Asked(resources=both.resources, audience=both.audience, scope=both.scope, where="device request")
        second = Asked(resources=both.resources, audience=both.audience, where="token request")
        yield from device(at, first, second, wishes, endpoint=form.text("device_endpoint"))
    else:
        response = yield from token_request.ask(at, _grant(form, grant, held), both)
        yield from follow_up(response, wishes, at, both)
    return None


def check(form: Form, held: str | None) -> None:
    """Raises `RefusedError` where the form asks for what cannot be had, or holds what cannot be read."""
    for name in _TEXTS:
        form.text(name)
    for name in _LISTS:
        form.texts(name)
    grant, one = form.text("grant"), client(form)
    if grant not in GRANTS:
        raise RefusedError("there is no such grant")
    if grant == "client-credentials" and one.authentication is Authentication.NONE:
        raise RefusedError("client credentials need a credential: a secret or a private key")
    if grant in {"refresh", "token-exchange"} and not (held or form.text("token")):
        raise RefusedError("a token is needed: paste one, or choose one of this walk")


def _grant(form: Form, grant: str | None, held: str | None) -> Grant:
    given = form.text("token") or held or ""
    match grant:
        case "refresh":
            return token_request.refresh(given)
        case "token-exchange":
            kind = form.text("token_type") or "access_token"
            return token_request.exchange(given, kind if ":" in kind else f"{_TYPE}{kind}", form.text("actor_token"))
        case _:
            return token_request.client_credentials()


def _login(form: Form, redirect_uri: str, resources: tuple[str, ...], scope: str | None) -> Login:
    ask_at = form.text("ask_at") or "both"
    audience = form.text("audience")

    def asked(where: str, scopes: str | None, *, here: bool) -> Asked:
        return Asked(
            resources=resources if here else (), audience=audience if here else None, scope=scopes, where=where
        )

    extra: Pairs = (("prompt", prompt),) if (prompt := form.text("prompt")) else ()
    return Login(
        redirect_uri=redirect_uri,
        at_authorization=asked("authorization request", scope or "openid", here=ask_at != "token"),
        at_token=asked("token request", None, here=ask_at != "authorization"),
        extra=extra,
    )


def _wishes(form: Form) -> tuple[Wish, ...]:
    """What is done with the tokens, in a fixed order."""
    return (
        *(Wish(deed) for deed in (Deed.INTROSPECT, Deed.USERINFO, Deed.REFRESH) if form.flag(deed.value)),
        *(Wish(Deed.REFRESH, resource) for resource in form.texts("refresh_for")),
    )
