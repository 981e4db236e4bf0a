"""Which kind of token is this? Inferred from its JOSE header and claims, with the reason.

Source: RFC 9068 sections 2.1 and 2.2, OIDC Core section 2, OIDC Back-Channel Logout section 2.4, RFC 7523 section 3
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from forwhom.audience.audience import read
from forwhom.finding import Confidence
from forwhom.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forwhom.jwt.json import JsonValue
    from forwhom.provider import Provider, TokenShape


class TokenKind(StrEnum):
    """The kinds of token whose audience means different things."""

    ID_TOKEN = "ID Token"
    ACCESS_TOKEN = "access token"
    REFRESH_TOKEN = "refresh token"
    LOGOUT_TOKEN = "logout token"
    SERVICE_ACCOUNT = "service account token"
    WORKLOAD = "workload identity token"
    CLIENT_ASSERTION = "client assertion"
    UNKNOWN = "token"


def speaks_of_id_token(text: str) -> bool:
    """Whether a message is about an ID Token. An "invalid token" is none."""
    return _ID_TOKEN.search(text) is not None


def sends_id_token(text: str) -> bool:
    """Whether a report says that an ID Token was sent as the bearer token of a request."""
    return _SENDS_ID_TOKEN.search(text) is not None


_SENDS_ID_TOKEN = re.compile(
    r"\bbearer\b[^.\n\w]{0,6}(?:\$\{?|<|\{{1,2} ?)?id[ _-]?token|\b(?:pass|passing|send|sending|sent|sends) (?:the |my |an |its )?id[ _-]?token\b",
    re.IGNORECASE,
)
_ID_TOKEN = re.compile(r"(?<![A-Za-z])id[ _-]?tokens?(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inference:
    """The kind of a token, how sure that is, and why, as a clause about the token ("it carries at_hash")."""

    kind: TokenKind
    confidence: Confidence
    because: str


_TYP = {
    "at+jwt": TokenKind.ACCESS_TOKEN,
    "logout+jwt": TokenKind.LOGOUT_TOKEN,
    "client-authentication+jwt": TokenKind.CLIENT_ASSERTION,
}
#: Claims in which providers name the kind, and the words they use: Keycloak `typ`, Cognito `token_use`, others.
_KIND_CLAIMS = ("typ", "token_use", "token_type", "type", "token_class")
_KIND_WORDS = {
    "id": TokenKind.ID_TOKEN,
    "id_token": TokenKind.ID_TOKEN,
    "access": TokenKind.ACCESS_TOKEN,
    "access_token": TokenKind.ACCESS_TOKEN,
    "bearer": TokenKind.ACCESS_TOKEN,
    "dpop": TokenKind.ACCESS_TOKEN,
    "refresh": TokenKind.REFRESH_TOKEN,
    "refresh_token": TokenKind.REFRESH_TOKEN,
    "offline": TokenKind.REFRESH_TOKEN,
    "logout": TokenKind.LOGOUT_TOKEN,
    "logout_token": TokenKind.LOGOUT_TOKEN,
}
_LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
#: Two claims of one row are carried by workload identity tokens only.
_WORKLOADS = (
    ("repository", "repository_owner", "workflow_ref", "job_workflow_ref", "run_id"),
    ("project_path", "namespace_path", "pipeline_id", "pipeline_source", "job_id"),
    ("pipeline_slug", "organization_slug", "build_number"),
    ("repositoryUuid", "workspaceUuid", "pipelineUuid", "stepUuid"),
    ("oidc.circleci.com/project-id", "oidc.circleci.com/context-ids"),
    ("terraform_workspace_id", "terraform_organization_id", "terraform_run_phase", "terraform_run_id"),
)
_HASHES = ("at_hash", "c_hash", "s_hash")
_SCOPES = ("scope", "scp")
#: Beside scopes, the claims that access tokens carry and ID Tokens do not. `roles` and `groups` stand in both.
_ACCESS_ONLY = ("gty", "permissions", "cid", "appid", "appidacr", "azpacr", "idtyp", "resource_access", "realm_access")
_CLIENTS = ("azp", "client_id", "cid", "appid")
_SIGN_IN = ("nonce", "auth_time", "amr")
_PROFILE = ("email", "email_verified", "name", "given_name", "family_name", "preferred_username", "picture", "nickname")
_LONGEST = 1024

_Claims: TypeAlias = "Mapping[str, JsonValue]"


def infer(header: _Claims | None, claims: _Claims | None, provider: Provider | None) -> Inference:
    """The kind of the token with this header and these claims, as far as they tell. Never raises."""
    for rule in _RULES:
        for inference in rule(header or {}, claims or {}, provider):
            return inference
    return Inference(TokenKind.UNKNOWN, Confidence.POSSIBLE, "it carries nothing that tells its kind")


def _by_type(header: _Claims, _claims: _Claims, _provider: Provider | None) -> Iterator[Inference]:
    typ = header.get("typ")
    if isinstance(typ, str) and (kind := _TYP.get(typ.lower().removeprefix("application/"))):
        yield Inference(kind, Confidence.CERTAIN, f"its JOSE header says typ {typ}")


def _by_word(_header: _Claims, claims: _Claims, _provider: Provider | None) -> Iterator[Inference]:
    for name in _KIND_CLAIMS:
        word = claims.get(name)
        if isinstance(word, str) and (kind := _KIND_WORDS.get(word.lower())):
            yield Inference(kind, Confidence.CERTAIN, f"its claim {name} says {word}")
    events = claims.get("events")
    if isinstance(events, dict) and _LOGOUT_EVENT in events:
        yield Inference(TokenKind.LOGOUT_TOKEN, Confidence.CERTAIN, "its claim events names a logout")


def _by_workload(_header: _Claims, claims: _Claims, _provider: Provider | None) -> Iterator[Inference]:
    subject, issuer, email = (_text(claims, name) for name in ("sub", "iss", "email"))
    if any(name.startswith("kubernetes.io") for name in claims):
        yield Inference(TokenKind.SERVICE_ACCOUNT, Confidence.CERTAIN, "it carries claims of Kubernetes")
    if subject.startswith("system:serviceaccount:"):
        yield Inference(TokenKind.SERVICE_ACCOUNT, Confidence.CERTAIN, "its sub is a Kubernetes service account")
    if subject.startswith("spiffe://"):
        yield Inference(TokenKind.WORKLOAD, Confidence.CERTAIN, "its sub is a SPIFFE ID")
    for row in _WORKLOADS:
        if len(found := _present(claims, row)) > 1:
            yield Inference(TokenKind.WORKLOAD, Confidence.CERTAIN, f"it carries {_listed(found)}")
    if email.endswith("gserviceaccount.com"):
        sure = Confidence.CERTAIN if claims.get("azp") == subject else Confidence.LIKELY
        yield Inference(TokenKind.SERVICE_ACCOUNT, sure, "its email is that of a Google service account")
    if subject and subject == issuer:
        if issuer.endswith("gserviceaccount.com") and not any(
            "token" in value.lower() for value in read(claims).values
        ):
            because = "a Google service account signed it for itself: its iss and sub are the account's email"
            yield Inference(TokenKind.SERVICE_ACCOUNT, Confidence.LIKELY, because)
        yield Inference(TokenKind.CLIENT_ASSERTION, Confidence.LIKELY, "its iss and sub are the same")


def _by_hash(_header: _Claims, claims: _Claims, _provider: Provider | None) -> Iterator[Inference]:
    if hashes := _present(claims, _HASHES):
        found = (*hashes, *_present(claims, ("nonce",)))
        scopes = _present(claims, (*_SCOPES, *_ACCESS_ONLY))
        sure = Confidence.LIKELY if scopes else Confidence.CERTAIN
        yield Inference(TokenKind.ID_TOKEN, sure, f"it carries {_listed(found)}")


def _by_provider(_header: _Claims, claims: _Claims, provider: Provider | None) -> Iterator[Inference]:
    if not provider:
        return
    if len({shape.kind for shape in provider.tokens}) == 1:
        kind = provider.tokens[0].kind
        yield Inference(kind, Confidence.LIKELY, f"every JWT of this provider is of this kind ({provider.name})")
    if "nonce" in claims:
        return
    patterns = [one.pattern for one in provider.defaults]
    patterns += [one.pattern for one in provider.resources if one.pattern]
    for value in read(claims).values:
        if any(value in resource.values for resource in provider.resources) or _matches(value, patterns):
            because = f"its aud is one that {provider.name} gives to access tokens"
            yield Inference(TokenKind.ACCESS_TOKEN, Confidence.LIKELY, because)


def _by_scope(_header: _Claims, claims: _Claims, _provider: Provider | None) -> Iterator[Inference]:
    scopes, others = _present(claims, _SCOPES), _present(claims, _ACCESS_ONLY)
    if "nonce" not in claims and (found := (*scopes, *others)):
        yield Inference(TokenKind.ACCESS_TOKEN, Confidence.LIKELY, f"it carries {_listed(found)}")
    if scopes:
        # A nonce belongs to an ID Token, yet some providers copy it into access tokens.
        because = f"it carries {_listed(scopes)}, although a nonce too"
        yield Inference(TokenKind.ACCESS_TOKEN, Confidence.POSSIBLE, because)


def _for_apis(provider: Provider) -> Iterator[TokenShape]:
    """The access tokens of a provider."""
    return (shape for shape in provider.tokens if shape.kind is TokenKind.ACCESS_TOKEN)


def _is_for_clients(audiences: Iterable[str], provider: Provider) -> bool:
    """Whether an audience has the form of this provider's client ids."""
    return any(_matches(one, [provider.client_id_pattern]) for one in audiences)


def _by_sign_in(_header: _Claims, claims: _Claims, provider: Provider | None) -> Iterator[Inference]:
    audiences = read(claims).values
    signs, profile = _present(claims, _SIGN_IN), _present(claims, _PROFILE)
    told = bool(signs or profile)
    if isinstance(claims.get("client_id"), str) and not told:
        because = "it names its client in client_id, as access tokens do, and carries nothing about a sign-in"
        yield Inference(TokenKind.ACCESS_TOKEN, Confidence.POSSIBLE, because)
    for name in _CLIENTS:
        if _text(claims, name) and claims[name] in audiences:
            because = f"its aud names its own client ({name}), and it carries no scope"
            # In an excerpt the scope may just have been left out.
            whole = told or "exp" in claims or "iat" in claims
            yield Inference(TokenKind.ID_TOKEN, Confidence.LIKELY if whole else Confidence.POSSIBLE, because)
    if "nonce" in signs:
        yield Inference(TokenKind.ID_TOKEN, Confidence.LIKELY, f"it carries {_listed(signs)}, but no scope")
    if (
        provider
        and provider.client_id_pattern
        and _is_for_clients(audiences, provider)
        and not any(_is_for_clients(read(shape.example or {}).values, provider) for shape in _for_apis(provider))
    ):
        because = f"its aud has the form of a client id of {provider.name}, and it carries no scope"
        yield Inference(TokenKind.ID_TOKEN, Confidence.LIKELY if told else Confidence.POSSIBLE, because)
    if found := (*signs, *profile):
        uri = any("://" in value for value in audiences)
        sure = Confidence.LIKELY if len(found) > 1 and "aud" in claims and not uri else Confidence.POSSIBLE
        yield Inference(TokenKind.ID_TOKEN, sure, f"it carries {_listed(found)}, but no scope")
    if any("://" in value for value in audiences):
        because = "its aud is a URI, as identifiers of APIs are"
        yield Inference(TokenKind.ACCESS_TOKEN, Confidence.POSSIBLE, because)


#: What says the kind outright comes first, what is only usual last.
_RULES: tuple[Callable[[_Claims, _Claims, Provider | None], Iterator[Inference]], ...] = (
    _by_type,
    _by_word,
    _by_workload,
    _by_hash,
    _by_provider,
    _by_scope,
    _by_sign_in,
)


def _present(claims: _Claims, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the claims that stand in the Claims Set with a value."""
    return tuple(name for name in names if claims.get(name) is not None)


def _text(claims: _Claims, name: str) -> str:
    value = claims.get(name)
    return value if isinstance(value, str) else ""


def _matches(value: str, patterns: Iterable[str]) -> bool:
    return len(value) <= _LONGEST and any(re.fullmatch(pattern, value) for pattern in patterns)


def _listed(names: tuple[str, ...]) -> str:
    """The names as a phrase: `scope`, `scope and azp`, `scope, azp and gty`."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
